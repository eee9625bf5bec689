import { say } from '../../../../src-shared/language/say';
import { api, settle } from '../../../api/client';
import { fileName, formatQuantity } from '../../../text/format';
import { attempt, toasts } from '../../base/toasts.svelte';
import { openFile } from '../actions';
import { cleanCopy, form } from '../later-session';

/** Writing data to files of the person's own. */

/** Writes the table as read where main's dialog says. */
export async function saveCleanCopy(format: 'csv' | 'parquet'): Promise<void> {
  const { previewRequest } = form.file.reader;
  if (previewRequest === null) return;
  const answer = await cleanCopy.write(previewRequest, format);
  if (!answer.ok) {
    if (answer.error.kind === 'conflict') toasts.info(say('The copy was cancelled.'));
    else toasts.error(answer.error.message);
    return;
  }
  if (answer.value === null) return;
  const { path, rows, rejectedCount, leftOutLines, formulas } = answer.value;
  const doubts =
    rejectedCount === 0
      ? ''
      : say('; {rejectedCount} among them', { rejectedCount: formatQuantity(rejectedCount, 'doubtful row') });
  const others =
    leftOutLines === 0
      ? ''
      : say('; {leftOutLines} left out', {
          leftOutLines: formatQuantity(leftOutLines, 'line that is no row', 'lines that are no rows'),
        });
  const marked =
    formulas === 0
      ? ''
      : say('; {formulas} marked as text', { formulas: formatQuantity(formulas, 'formula') });
  toasts.show(
    'good',
    say('{rows} written to {path}{doubts}{others}{marked}.', {
      rows: formatQuantity(rows, 'row'),
      path: fileName(path),
      doubts,
      others,
      marked,
    }),
    {
      label: say('Show in folder'),
      run: () => void attempt(api.datasetsShowFile({ path })),
    },
  );
}

const EXPORT_TASK = 'export-generated';

/** Writes the generated data of the form where main's dialog says; offers what to do with it next. */
export async function exportGenerated(): Promise<void> {
  const { dataset, seed } = form.document;
  const answer = await settle(
    api.datasetsExportGenerated({ dataset: { ...dataset }, seed, task: EXPORT_TASK }),
  );
  if (!answer.ok) {
    if (answer.error.kind === 'conflict') toasts.info(say('The export was cancelled.'));
    else toasts.error(answer.error.message);
    return;
  }
  if (answer.value === null) return;
  const { path, rows } = answer.value;
  toasts.show(
    'good',
    say('{rows} written to {path}.', { rows: formatQuantity(rows, 'row'), path: fileName(path) }),
    { label: say('Show in folder'), run: () => void attempt(api.datasetsShowFile({ path })) },
    { label: say('Open as data'), run: () => void openFile(path) },
  );
}

export function cancelExport(): void {
  void attempt(api.datasetsCancel({ task: EXPORT_TASK }));
}
