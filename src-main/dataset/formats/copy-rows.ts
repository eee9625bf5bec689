import type { LeftOutRows } from '../../../src-shared/dataset/left-out';
import { scanRows } from '../table/scan-rows';
import type { TextTable } from '../table/text-table';
import type { ConversionRequest } from './conversion';
import type { CopiedSuspect } from '../table/copied-from';
import { at } from '../../../src-shared/present';
import { cellText } from '../table/batch/row-batch';

/** How the rows of one table go into a copy that may hold those of others as well. */
export interface RowPlacing {
  /** The table's columns in the order of the copy; -1 for one that the table does not have. */
  readonly sourceIndices: readonly number[];
  /** Cells behind those of the table. */
  readonly further: readonly string[];
  /** Number of the first row in the copy. */
  readonly firstRow: number;
  /** Takes the doubtful rows, by their number in the copy. */
  readonly doubtful: Map<number, CopiedSuspect>;
  /** Told the line of each row in its file. */
  readonly onRow?: (line: number) => void;
}

/** Copies the rows of a table cell by cell. @returns how many there were, and what was left out beside them */
export async function copyRows(
  table: TextTable,
  { writer, options }: Pick<ConversionRequest, 'writer' | 'options'>,
  { sourceIndices, further, firstRow, doubtful, onRow }: RowPlacing,
): Promise<{ rows: number; leftOut: readonly LeftOutRows[] }> {
  const { encoding } = table;
  // A second column stands where there is only one: an empty line would be no row at all.
  const ends = sourceIndices.length + further.length === 1 ? [...further, '0'] : further;
  const { rows, leftOut } = await scanRows(
    table,
    async (batch) => {
      const { rows: count, firstRow: first, suspects, lines } = batch;
      for (const { row, reason, text } of suspects) doubtful.set(firstRow + first + row, { reason, text });
      for (let row = 0; row < count; row++) {
        onRow?.(at(lines, row));
        for (const index of sourceIndices)
          writer.cell(index < 0 ? '' : cellText(batch, row, index, encoding));
        for (const text of ends) writer.cell(text);
        writer.endRow();
      }
      if (writer.isFull) await writer.flush();
      return true;
    },
    options,
  );
  return { rows, leftOut };
}
