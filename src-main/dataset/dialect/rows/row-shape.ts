import type { CellType } from '../cell-types';
import { detectCellType } from '../cell-types';
import type { NumberFormat } from '../../scan/cells/numbers';

/** What the rows of a table are like, to tell them from what else a file holds. */
export interface TableShape extends NumberFormat {
  /** Cells that a row has. */
  readonly width: number;
  /** Cells that mean "no value". */
  readonly na: readonly string[];
  /** What most filled cells of each column look like; `text` where nothing tells. */
  readonly cellTypes: readonly CellType[];
  /** The header rows, split. */
  readonly head: readonly (readonly string[])[];
}

/** Judges the cells of single records by the kinds of a table's columns. */
export class ShapeReader {
  readonly shape: TableShape;
  readonly #na: ReadonlySet<string>;
  /** Columns that a cell of another kind would spoil. */
  readonly #telling: readonly number[];
  readonly #head: readonly (readonly string[])[];

  constructor(shape: TableShape) {
    this.shape = shape;
    this.#na = new Set(shape.na);
    this.#telling = shape.cellTypes.flatMap((kind, c) => (isLoose(kind) ? [] : [c]));
    const names = shape.head.map((row) => trimmed(row).map(lowerCase)).filter((row) => row.length > 0);
    // A single word may well be a value too, unless the column is of another kind.
    this.#head = shape.width > 1 ? names : names.filter((row) => this.isMisfit(row, 0));
  }

  detectType(cell: string): CellType {
    const text = cell.trim();
    return text.length > 200 ? 'text' : detectCellType(text, this.shape, this.#na);
  }

  /** Whether the first cell is a header row's; where it is not, the cells are not those of a header. */
  beginsAsHeader(cells: readonly string[]): boolean {
    if (this.#head.length === 0) return false;
    const first = lowerCase((cells[0] ?? '').trim());
    return this.#head.some((row) => (row[0] ?? '') === first);
  }

  /**
   * Whether the cells are those of a header row, blanks around them, empty ones at the end and capital
   * letters aside.
   */
  isHeader(cells: readonly string[]): boolean {
    if (!this.beginsAsHeader(cells)) return false;
    const found = trimmed(cells).map(lowerCase);
    return this.#head.some((row) => row.length === found.length && row.every((cell, c) => cell === found[c]));
  }

  /** Whether a filled cell is of another kind than most cells of its telling column. */
  isMisfit(cells: readonly string[], column: number): boolean {
    const kind = this.detectType(cells[column] ?? '');
    const usual = this.shape.cellTypes[column] ?? 'text';
    return kind !== 'missing' && !isLoose(usual) && kind !== usual;
  }

  /** Telling columns within the first `count`, and of those the ones that these cells suit and do not suit. */
  compare(cells: readonly string[]): { readonly suiting: number; readonly misfits: number } {
    let suiting = 0;
    let misfits = 0;
    for (const c of this.#telling) {
      if (c >= cells.length || (cells[c] ?? '').trim() === '') continue;
      if (this.isMisfit(cells, c)) misfits++;
      else suiting++;
    }
    return { suiting, misfits };
  }

  /** Names of another table: different words, where this table has values of other kinds. */
  areNames(cells: readonly string[]): boolean {
    const names = trimmed(cells);
    if (names.length < 2 || names.length > this.shape.width || new Set(names).size < names.length)
      return false;
    if (!names.every((name) => name !== '' && ['text', 'boolean'].includes(this.detectType(name))))
      return false;
    const { suiting, misfits } = this.compare(names);
    return misfits > 0 && suiting === 0;
  }
}

function isLoose(kind: CellType): boolean {
  return kind === 'text' || kind === 'missing';
}

/** Letters from A to Z as small ones: what bytes tell as well. */
export function lowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Cells without the blanks around them and without empty ones at the end. */
export function trimmed(cells: readonly string[]): readonly string[] {
  const texts = cells.map((cell) => cell.trim());
  let length = texts.length;
  while (length > 0 && texts[length - 1] === '') length--;
  return texts.slice(0, length);
}
