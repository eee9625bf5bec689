/** A cell: a text, a number that is written with four digits, or nothing. */
export type Cell = string | number | null;

/** A table of a report: drawn as HTML, written as LaTeX, Markdown or CSV. */
export interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  /** The first cell of a row says what the row is. */
  readonly rows: readonly (readonly Cell[])[];
  /** Said below it: what its figures are of. */
  readonly note?: string;
  /** Rows that are stressed, by their index. */
  readonly stressed?: readonly number[];
}

/** Whether a column holds numbers alone, or nothing: then it is set to the right. */
export function isNumeric({ rows }: Pick<Table, 'rows'>, column: number): boolean {
  return (
    column > 0 &&
    rows.some((row) => typeof row[column] === 'number') &&
    rows.every((row) => typeof row[column] !== 'string' || /^[-+\u2212\d.,e%±() –∞]*$/.test(row[column]))
  );
}

/** The table without the columns of which no row says anything. */
export function withoutEmpty(table: Table): Table {
  const kept = table.columns.map(
    (_, c) => c === 0 || table.rows.some((row) => row[c] !== null && row[c] !== undefined && row[c] !== ''),
  );
  const pick = <T>(cells: readonly T[]): T[] => cells.filter((_, c) => kept[c]);
  return { ...table, columns: pick(table.columns), rows: table.rows.map(pick) };
}
