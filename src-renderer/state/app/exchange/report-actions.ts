import { say } from '../../../../src-shared/language/say';
import type { ReportOf } from '../../../../src-shared/ipc/reports';
import type { ReportFormat } from '../../../../src-shared/report/format';
import { api } from '../../../api/client';
import { fileName } from '../../../text/format';
import { attempt, toasts } from '../../base/toasts.svelte';

/** Documents of runs: a page in a file, words and tables on the clipboard. */

/** Makes a page of runs or a group, and puts it where main's dialog says. */
export async function saveReport(of: ReportOf): Promise<void> {
  const saved = await attempt(api.reportsSave({ of }));
  if (saved === null) return;
  const { path } = saved;
  toasts.show('good', say('The report was written to {path}.', { path: fileName(path) }), {
    label: say('Show in folder'),
    run: () => void attempt(api.datasetsShowFile({ path })),
  });
}

/** Puts words or tables of runs or a group on the clipboard. @param done what is said then */
export async function copyReport(
  of: ReportOf,
  format: Exclude<ReportFormat, 'html'>,
  done: string,
): Promise<void> {
  let isDone = false;
  await attempt(
    api.reportsCopy({ of, format }).then((answer) => {
      isDone = answer.ok;
      return answer;
    }),
  );
  if (isDone) toasts.show('good', done);
}
