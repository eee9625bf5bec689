/** Where a column of fixed-width text begins, and where the next one does. */
export interface FixedColumn {
  readonly start: number;
  /** Infinity for the last. */
  readonly end: number;
}

const MIN_LINES = 4;
const MAX_LINES = 400;
const MAX_LINE_LENGTH = 10_000;
/** A column of which at least so many cells are numbers or dates tells that lines are rows. */
const TELLING = 0.8;
/** Tabs, quotes and comments are of texts with delimiters. */
const OTHERWISE = /[\t"]|(?:^|\s)(?:#|%|\/\/)/;
const VALUE = /^[-+]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][-+]?\d+)?$|^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/;

/**
 * The columns of a text whose cells begin at the same place in every line, with blanks between them;
 * null where it is none, or where cutting at every blank does as well.
 * @param lines whole lines, blank ones left out
 */
export function fixedColumns(lines: readonly string[]): readonly FixedColumn[] | null {
  const some = lines.slice(0, MAX_LINES).map((line) => line.trimEnd());
  if (some.length < MIN_LINES || some.some((line) => line.length > MAX_LINE_LENGTH || OTHERWISE.test(line)))
    return null;
  const counts = new Set(some.map((line) => line.trim().split(/\s+/).length));
  if (counts.size === 1 || isDelimited(some)) return null;
  const columns = columnsBetween(some);
  if (columns.length < 2) return null;
  const cells = columns.map(({ start, end }) => some.slice(1).map((line) => line.slice(start, end).trim()));
  const filled = cells.map((column) => column.filter((cell) => cell !== ''));
  if (filled.some((column) => column.length * 2 < some.length - 1)) return null;
  const isTelling = (column: readonly string[]): boolean =>
    column.filter((cell) => VALUE.test(cell)).length >= TELLING * column.length;
  // Sentences of one pattern, such as "note number 12", stand in columns too: nearly all their words are the same.
  const changing = filled.filter((column) => new Set(column).size > 1);
  return filled.some(isTelling) && changing.length * 2 >= columns.length ? columns : null;
}

/** Whether a delimiter stands equally often in nearly all lines. */
function isDelimited(lines: readonly string[]): boolean {
  return [',', ';', '|'].some((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const usual = counts[Math.floor(counts.length / 2)] ?? 0;
    return usual > 0 && counts.filter((count) => count === usual).length >= 0.8 * lines.length;
  });
}

/** Columns between the places at which every line has a blank. */
function columnsBetween(lines: readonly string[]): FixedColumn[] {
  const width = Math.max(...lines.map(({ length }) => length));
  const isFilled = new Uint8Array(width);
  for (const line of lines) for (let at = 0; at < line.length; at++) if (line[at] !== ' ') isFilled[at] = 1;
  const starts: number[] = [];
  for (let at = 0; at < width; at++)
    if (isFilled[at] === 1 && (at === 0 || isFilled[at - 1] === 0)) starts.push(at);
  return starts.map((start, i) => ({ start: i === 0 ? 0 : start, end: starts[i + 1] ?? Infinity }));
}
