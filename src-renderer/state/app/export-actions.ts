import { api, settle } from '../../api/client';
import { fileName, formatQuantity } from '../../text/format';
import { attempt, toasts } from '../base/toasts.svelte';
import { openFile } from './actions';
import { cleanCopy, form } from './later-session';

/** Writing data to files of the person's own. */

/** Writes the table as read where main's dialog says. */
export async function saveCleanCopy(format: 'csv' | 'parquet'): Promise<void> {
  const { previewRequest } = form.file.reader;
  if (previewRequest === null) return;
  const answer = await cleanCopy.write(previewRequest, format);
  if (!answer.ok) {
    if (answer.error.kind === 'conflict') toasts.info('The copy was cancelled.');
    else toasts.error(answer.error.message);
    return;
  }
  if (answer.value === null) return;
  const { path, rows, rejectedCount, leftOutLines, formulas } = answer.value;
  const doubts = rejectedCount === 0 ? '' : `; ${formatQuantity(rejectedCount, 'doubtful row')} among them`;
  const others =
    leftOutLines === 0
      ? ''
      : `; ${formatQuantity(leftOutLines, 'line that is no row', 'lines that are no rows')} left out`;
  const marked = formulas === 0 ? '' : `; ${formatQuantity(formulas, 'formula')} marked as text`;
  toasts.show(
    'good',
    `${formatQuantity(rows, 'row')} written to ${fileName(path)}${doubts}${others}${marked}.`,
    {
      label: 'Show in folder',
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
    if (answer.error.kind === 'conflict') toasts.info('The export was cancelled.');
    else toasts.error(answer.error.message);
    return;
  }
  if (answer.value === null) return;
  const { path, rows } = answer.value;
  toasts.show(
    'good',
    `${formatQuantity(rows, 'row')} written to ${fileName(path)}.`,
    { label: 'Show in folder', run: () => void attempt(api.datasetsShowFile({ path })) },
    { label: 'Open as data', run: () => void openFile(path) },
  );
}

export function cancelExport(): void {
  void attempt(api.datasetsCancel({ task: EXPORT_TASK }));
}
