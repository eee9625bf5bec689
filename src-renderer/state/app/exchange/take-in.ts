import { say } from '../../../../src-shared/language/say';
import { api } from '../../../api/client';
import { fileName, formatQuantity } from '../../../text/format';
import { attempt, toasts } from '../../base/toasts.svelte';
import { app } from '../session';

/** Takes in the runs of a capsule, and says what became of them. */
export async function takeIn(path: string): Promise<void> {
  const taken = await attempt(api.libraryUnpack({ path }));
  if (taken === null) return;
  const fresh = taken.runs.filter(({ how }) => how !== 'there');
  const [only] = fresh;
  if (only === undefined) {
    toasts.info(say('All runs of {path} are here already.', { path: fileName(path) }));
    return;
  }
  const isOne = fresh.length === 1;
  toasts.show(
    'good',
    say('{fresh} taken in from {path}.', {
      fresh: formatQuantity(fresh.length, 'run'),
      path: fileName(path),
    }),
    {
      label: isOne ? say('Open') : say('Show all runs'),
      run: () => {
        if (isOne) app.go({ view: 'run', runId: only.id });
        else app.go({ view: 'runs' });
      },
    },
  );
}
