/** Columns that are laid out together: two cache lines of a row. */
const COLUMNS = 16;
/** Rows of a tile: what is written of them stays in the processor's nearest cache. */
const ROWS = 256;

/** A column to be laid out in rows: each value becomes (value - offset) / scale. */
export interface TileColumn {
  /** One for each row. */
  readonly values: Float64Array;
  /** Index of its values within a row. */
  readonly at: number;
  readonly offset: number;
  readonly scale: number;
}

/**
 * Lays columns out as the rows of a matrix, several columns at a time: one by one each value would
 * fetch, and write back, a cache line of its own.
 */
export class RowTiles {
  readonly #rows: Float64Array;
  readonly #width: number;
  #pending: TileColumn[] = [];

  /** @param rows [rows][width], which is written to */
  constructor(rows: Float64Array, width: number) {
    this.#rows = rows;
    this.#width = width;
  }

  /** Takes a column; its values must not change before {@link flush}. */
  add(column: TileColumn): void {
    this.#pending.push(column);
    if (this.#pending.length === COLUMNS) this.flush();
  }

  /** Writes what was taken and is not written yet. */
  flush(): void {
    const rows = this.#rows;
    const width = this.#width;
    const count = Math.max(0, ...this.#pending.map(({ values }) => values.length));
    for (let from = 0; from < count; from += ROWS) {
      const to = Math.min(count, from + ROWS);
      for (const { values, at, offset, scale } of this.#pending) {
        for (let row = from; row < to; row++) rows[row * width + at] = (values[row]! - offset) / scale;
      }
    }
    this.#pending = [];
  }
}
