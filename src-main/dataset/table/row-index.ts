import type { RowBatch, RowLocation } from './batch/row-batch';
import { at } from '../../../src-shared/present';

/** Bytes between two places that are kept: little to read up to any row, and little memory. */
const PLACE_BYTES = 64 * 1024;

/** Where some of a table's rows begin, so that any row is found without reading all before it. */
export class RowIndex {
  /** Rows of the table; null until it was read to its end once. */
  total: number | null = null;
  #locations: RowLocation[] = [];

  /** Keeps the place of a batch's first row, if it lies far enough from the last one kept. */
  note({ rows, offsets, firstRow, lines }: RowBatch): void {
    if (rows > 0) this.noteLocation(firstRow, at(offsets, 0), at(lines, 0));
  }

  /** The same for a row by its number, its offset in the text (NaN: unknown) and its line. */
  noteLocation(row: number, offset: number, line: number): void {
    const last = this.#locations[this.#locations.length - 1];
    if (!(offset >= (last === undefined ? 0 : last.offset + PLACE_BYTES))) return;
    if (last !== undefined && last.row >= row) return;
    this.#locations.push({ row, offset, line });
  }

  /** The last place kept at or before a row; null: the beginning of the table. */
  before(row: number): RowLocation | null {
    let low = 0;
    let high = this.#locations.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(this.#locations, middle).row <= row) low = middle + 1;
      else high = middle;
    }
    return this.#locations[low - 1] ?? null;
  }
}
