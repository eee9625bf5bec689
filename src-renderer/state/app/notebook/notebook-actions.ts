import { say } from '../../../../src-shared/language/say';
import { embedLine } from '../../../../src-shared/notes/embed';
import { toasts } from '../../base/toasts.svelte';
import { notebook } from './notebook';
import { app } from '../session';

/** Embeds runs, one or side by side, at the end of the open page, else of the one changed last, else of a new one. */
export async function addRunsToNotebook(ids: readonly string[]): Promise<void> {
  const [id] = ids;
  if (id === undefined) return;
  const line = embedLine(
    '',
    ids.length === 1 ? { kind: 'run', id, metric: null } : { kind: 'compare', ids, metric: null },
  );
  await notebook.refresh();
  const name = notebook.name ?? notebook.all[0]?.name ?? null;
  const first = say('Notebook');
  const problem = name === null ? await notebook.create(first, `# ${first}\n\n${line}\n`) : null;
  const isDone = name === null ? problem === null : await notebook.append(name, line);
  if (!isDone) {
    const why = problem ?? notebook.problem;
    if (why !== null) toasts.error(why);
    return;
  }
  toasts.show('good', say('Added to the page “{name}”.', { name: notebook.name ?? first }), {
    label: say('Open'),
    run: () => {
      app.go({ view: 'notes' });
    },
  });
}
