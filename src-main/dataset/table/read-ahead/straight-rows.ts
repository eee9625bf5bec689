import { encodeText } from '../../scan/cell-text';
import { NumberRows } from '../../scan/straight/number-rows';
import type { StraightColumn } from '../batch/straight-column';
import { isNumberText } from '../../scan/cells/numbers';
import type { StraightRows } from '../scan-rows';
import { WHITESPACE } from '../../scan/scanner';
import type { TextTable } from '../text-table';

/**
 * How rows of numbers are read past the batches.
 * @param columns all that are read; no marker for "no value" in them is a number
 * @returns null where a batch is needed for every row: more than a byte delimits, or a column comes twice
 */
export function straightRows(
  { dialect, encoding, numbers, names }: TextTable,
  columns: readonly StraightColumn[],
  {
    markersAt,
    stopsAtCodes,
    ...told
  }: Pick<StraightRows, 'took' | 'isReady'> & {
    /** Whether rows with a cell that is written as a code are left to the batches. */
    readonly stopsAtCodes: boolean;
    /** Markers for "no value" of a column by its index in the table. */
    readonly markersAt: (index: number) => readonly string[];
  },
): StraightRows | null {
  const delimiter = encodeText(dialect.delimiter, encoding);
  const quote = encodeText(dialect.quote, encoding);
  // A column that is asked for twice is read from the batches.
  const isOnceEach = new Set(columns.map(({ index }) => index)).size === columns.length;
  if (dialect.delimiter === WHITESPACE || delimiter.length !== 1 || quote.length > 1) return null;
  if (names.length < 2 || dialect.width !== names.length || !isOnceEach) return null;
  const { head, keep = [] } = dialect;
  // The header again must not be taken for a row of numbers.
  const isRow = (cells: readonly string[], { index }: StraightColumn): boolean => {
    const name = (cells[index] ?? '').trim();
    return isNumberText(name, numbers) || name === '' || markersAt(index).includes(name);
  };
  if (!keep.includes('repeatedHeaders') && head.some((row) => columns.every((column) => isRow(row, column))))
    return null;
  const layout = {
    width: dialect.width,
    delimiter: delimiter[0]!,
    quote: quote[0] ?? -1,
    decimal: numbers.decimal,
    stopsAtCodes,
    hasOthers: !keep.includes('emptyRows') || !keep.includes('footers'),
  };
  return {
    ...told,
    rows: new NumberRows(layout, columns),
    layout,
    columns: columns.map(({ index }) => ({ index, markers: markersAt(index) })),
    add: (found) => {
      found.forEach(({ values, gaps }, c) => {
        columns[c]!.append(values, gaps);
      });
    },
  };
}
