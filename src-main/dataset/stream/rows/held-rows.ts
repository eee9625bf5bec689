import type { Rng } from '../../../algorithms/numeric/rng';
import { TRAINING, VALIDATION, type RawRows } from './row-rules';

/** Rows that are held, as they were read. */
export interface HeldRows {
  readonly columns: readonly Float64Array[];
  /** 0-based numbers in the whole table: training rows first, then validation rows, both ascending. */
  readonly numbers: Int32Array;
  readonly trainRows: number;
}

/**
 * A sample of the used rows that is as large as memory allows, drawn while they pass: each is in it with the
 * same chance (Vitter, "Random sampling with a reservoir", 1985, algorithm R). All of them where they are few.
 */
export class RowReservoir {
  readonly #most: number;
  readonly #rng: Rng;
  readonly #columns: Float64Array[];
  readonly #numbers: Int32Array;
  readonly #parts: Uint8Array;
  #seen = 0;

  /** @param most rows that are held */
  constructor(columns: number, most: number, rng: Rng) {
    this.#most = most;
    this.#rng = rng;
    this.#columns = Array.from({ length: columns }, () => new Float64Array(most));
    this.#numbers = new Int32Array(most);
    this.#parts = new Uint8Array(most);
  }

  /** Takes rows that were marked. @param first number of the first of them in the table, from 0 */
  add({ rows, columns }: RawRows, first: number, marks: Uint8Array): void {
    for (let row = 0; row < rows; row++) {
      if (marks[row] !== TRAINING && marks[row] !== VALIDATION) continue;
      const seen = this.#seen++;
      const at = seen < this.#most ? seen : this.#rng.integer(seen + 1);
      if (at >= this.#most) continue;
      for (let c = 0; c < columns.length; c++) this.#columns[c][at] = columns[c][row];
      this.#numbers[at] = first + row;
      this.#parts[at] = marks[row];
    }
  }

  /** What is held in the end. */
  rows(): HeldRows {
    const held = Math.min(this.#seen, this.#most);
    const order = Int32Array.from({ length: held }, (_, i) => i).sort(
      (a, b) => this.#parts[a] - this.#parts[b] || this.#numbers[a] - this.#numbers[b],
    );
    let trainRows = 0;
    for (let i = 0; i < held; i++) if (this.#parts[i] === TRAINING) trainRows++;
    return {
      columns: this.#columns.map((values) => Float64Array.from(order, (at) => values[at])),
      numbers: Int32Array.from(order, (at) => this.#numbers[at]),
      trainRows,
    };
  }
}
