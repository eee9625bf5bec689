import { readCell, parseColumn, type Column } from '../../../src-shared/run/library/columns';
import type { RunRow } from '../../../src-shared/run/library/row';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { TemporaryFile } from '../../files/temporary-file';
import { quote } from '../../files/csv/csv-text';
import { TimeSlices } from '../../files/time-slices';

export interface RunExport {
  readonly to: string;
  readonly format: 'csv' | 'json';
  /** Columns of a CSV, as in run/library/columns.ts; the id always comes first. */
  readonly columns: readonly string[];
}

/**
 * Writes runs as a table of columns, or as their whole records, in time slices.
 * @param read of each run's row or record; null leaves it out
 * @returns how many were written
 * @throws BenchtopError `disk-full` or `storage`; nothing is left behind then
 */
export async function writeRuns(
  ids: readonly string[],
  { to, format, columns }: RunExport,
  read: { readonly row: (id: string) => RunRow | null; readonly run: (id: string) => StoredRun | null },
): Promise<number> {
  const slices = new TimeSlices();
  const file = new TemporaryFile(to);
  const shown = columns.flatMap((id) => {
    const column = parseColumn(id);
    return column === null || id === 'id' ? [] : [{ id, column }];
  });
  let written = 0;
  try {
    if (format === 'csv') file.put(`${['id', ...shown.map(({ id }) => quote(id))].join(',')}\n`);
    for (const id of ids) {
      await slices.next();
      if (format === 'csv') {
        const row = read.row(id);
        if (row === null) continue;
        file.put(`${[id, ...shown.map(({ column }) => csvCell(row, column))].join(',')}\n`);
      } else {
        const run = read.run(id);
        if (run === null) continue;
        const document = { ...run.record, path: run.path };
        file.put(`${written === 0 ? '[' : ','}\n${JSON.stringify(document, null, 2)}`);
      }
      written += 1;
    }
    if (format === 'json') file.put(written === 0 ? '[]\n' : '\n]\n');
    file.keep();
    return written;
  } finally {
    file.drop();
  }
}

/** A text that a spreadsheet would take for a formula gets an apostrophe before it. */
function csvCell(row: RunRow, column: Column): string {
  const cell = readCell(row, column);
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  return quote(/^[=+\-@\t\r]/.test(cell) && !Number.isFinite(Number(cell)) ? `'${cell}` : cell);
}
