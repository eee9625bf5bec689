import type { CellWriter } from '../cell-writer';
import { LineMap } from '../../table/line-map';
import type { CellRange } from './cell-range';

/** Rows that are kept back until it is known which columns they use. */
const HELD_ROWS = 1000;
/** Spreadsheets have no more. */
const MAX_COLUMNS = 16_384;

/** The columns that a sheet uses. */
export interface UsedColumns {
  readonly first: number;
  readonly end: number;
}

/**
 * Writes the filled cells of a sheet as rows of equally many cells. Empty rows in between become one
 * blank line. Nothing is written before there is a table, or {@link finish} is called. Where later rows use other columns than the first thousand, {@link used} says so and the
 * sheet is to be written once more.
 */
export class SheetGrid {
  readonly lines = new LineMap();
  /** Rows with a filled cell. */
  rows = 0;
  readonly #writer: CellWriter;
  readonly #range: CellRange;
  /** The columns that are written; null while rows are held. */
  #columns: UsedColumns | null;
  /** Columns with a filled cell, until there is a table. */
  #filled: Set<number> | null = new Set();
  #first = MAX_COLUMNS;
  #end = 0;
  #held: { row: number; cells: string[] }[] = [];
  #row = 0;
  #cells: string[] = [];
  #lastRow = 0;

  /** @param columns as an earlier writing found them */
  constructor(writer: CellWriter, range: CellRange, columns: UsedColumns | null = null) {
    this.#writer = writer;
    this.#range = range;
    this.#columns = columns;
  }

  /** Whether some column has two filled cells, such as a name and a value: a title has not. */
  get hasTable(): boolean {
    return this.#filled === null;
  }

  /** Begins a row. @param row 1-based @returns whether its cells are wanted */
  startRow(row: number): boolean {
    this.#row = row;
    this.#cells = [];
    return row >= this.#range.firstRow && row <= this.#range.lastRow;
  }

  /** Whether cells of a 0-based column are wanted. */
  wants(column: number): boolean {
    return column >= this.#range.firstColumn && column <= this.#range.lastColumn && column < MAX_COLUMNS;
  }

  /** Adds a filled cell; '' does nothing. */
  cell(column: number, text: string): void {
    if (text === '') return;
    this.mark(column);
    this.#cells[column] = text;
  }

  /** A cell that stands there, though nothing can be shown of it: its column is one of the table. */
  mark(column: number): void {
    if (column < this.#first) this.#first = column;
    if (column >= this.#end) this.#end = column + 1;
  }

  endRow(): void {
    const cells = this.#cells;
    if (cells.length === 0) return;
    this.rows++;
    if (this.#filled !== null) this.#fill(this.#filled, cells);
    if (this.#columns !== null) this.#write(this.#row, cells, this.#columns);
    else {
      this.#held.push({ row: this.#row, cells });
      if (this.#held.length >= HELD_ROWS && this.hasTable) this.#release();
    }
  }

  /** Writes what is held. @returns the columns where the sheet must be written once more with them, else null */
  finish(): UsedColumns | null {
    const written = this.#columns ?? this.#release();
    return this.#first < written.first || this.#end > written.end ? this.used : null;
  }

  /** The columns that cells were found in. */
  get used(): UsedColumns {
    const { firstColumn } = this.#range;
    return { first: firstColumn > 0 ? firstColumn : Math.min(this.#first, this.#end), end: this.#end };
  }

  #fill(filled: Set<number>, cells: readonly string[]): void {
    // Only the filled ones are called with.
    cells.forEach((_, column) => {
      if (filled.has(column)) this.#filled = null;
      filled.add(column);
    });
  }

  #release(): UsedColumns {
    const columns = this.used;
    this.#columns = columns;
    for (const { row, cells } of this.#held) this.#write(row, cells, columns);
    this.#held = [];
    return columns;
  }

  #write(row: number, cells: readonly string[], { first, end }: UsedColumns): void {
    if (this.#lastRow > 0 && row > this.#lastRow + 1) this.#writer.blankLine();
    this.#lastRow = row;
    this.lines.note(this.#writer.lines + 1, row);
    for (let column = first; column < end; column++) this.#writer.cell(cells[column] ?? '');
    this.#writer.endRow();
  }
}
