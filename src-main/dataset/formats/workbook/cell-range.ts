/** Cells of a sheet: columns 0-based, rows 1-based, both ends within it. */
export interface CellRange {
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly firstRow: number;
  readonly lastRow: number;
}

const ALL_CELLS: CellRange = { firstColumn: 0, lastColumn: Infinity, firstRow: 1, lastRow: Infinity };

/** The cells that `B3:F40`, `B:F` or `3:40` means, whichever corner comes first. */
export function parseRange(text: string | undefined): CellRange {
  const parts = /^([A-Za-z]*)(\d*):([A-Za-z]*)(\d*)$/.exec(text ?? '');
  if (parts === null) return ALL_CELLS;
  const [, startColumn = '', startRow = '', endColumn = '', endRow = ''] = parts;
  const columns = startColumn === '' ? [0, Infinity] : [parseColumn(startColumn), parseColumn(endColumn)];
  const rows = startRow === '' ? [1, Infinity] : [Number(startRow), Number(endRow)];
  return {
    firstColumn: Math.min(...columns),
    lastColumn: Math.max(...columns),
    firstRow: Math.min(...rows),
    lastRow: Math.max(...rows),
  };
}

/** 0-based place of a column by its letters: A is 0, AA is 26. */
function parseColumn(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
