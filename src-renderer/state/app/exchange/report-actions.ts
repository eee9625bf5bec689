import type { ReportOf } from '../../../../src-shared/ipc/answers/reports';
import type { ReportFormat } from '../../../../src-shared/report/format';
import { api } from '../../../api/client';
import { attempt, toasts } from '../../base/toasts.svelte';

/** Words and tables of runs, on the clipboard. */

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
