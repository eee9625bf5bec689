import type { Rng } from '../../numeric/rng';

/** Features of more bytes lie beyond the caches of a processor, most of them. */
const MIN_BYTES = 2 ** 25;
/** Bytes of features that a block has, about. */
const BLOCK_BYTES = 2 ** 15;

/**
 * An order of rows for features that no cache holds: blocks of neighbours in random order, each from
 * its first row to its last. A row that is fetched from memory alone takes two to three times as long
 * as one behind its neighbour, and passes over blocks come as close in as many visits (Yu, Hsieh,
 * Chang and Lin, "Large linear classification when data cannot fit in memory", 2012, section 4.1).
 */
export class RowBlocks {
  readonly #isOut: Uint8Array;
  readonly #size: number;
  /** Ascending. */
  readonly #rows: Int32Array;
  readonly #blocks: Int32Array;
  /** Rows listed; -1: rows came back that are not. */
  #count = -1;

  /**
   * @param isOut [rows]: 1 where a row is left out
   * @returns null where rows are as quick one by one
   */
  static of(isOut: Uint8Array, width: number): RowBlocks | null {
    if (8 * width * isOut.length < MIN_BYTES) return null;
    return new RowBlocks(isOut, Math.max(1, Math.floor(BLOCK_BYTES / (8 * width))));
  }

  /** @param size rows of a block */
  constructor(isOut: Uint8Array, size: number) {
    this.#isOut = isOut;
    this.#size = size;
    this.#rows = new Int32Array(isOut.length);
    this.#blocks = new Int32Array(Math.ceil(isOut.length / size));
  }

  /** Rows that were left out may not be any more. */
  haveComeBack(): void {
    this.#count = -1;
  }

  /** The rows that are not left out, at the beginning of `order`. */
  arrange(order: Int32Array, rng: Rng): void {
    const rows = this.#rows;
    const size = this.#size;
    const count = this.#count < 0 ? this.#list() : this.#keep();
    this.#count = count;
    const blocks = Math.ceil(count / size);
    for (let block = 0; block < blocks; block++) this.#blocks[block] = block;
    rng.shuffle(this.#blocks, blocks);
    let index = 0;
    for (let b = 0; b < blocks; b++) {
      const from = this.#blocks[b] * size;
      const to = Math.min(count, from + size);
      for (let i = from; i < to; i++) order[index++] = rows[i];
    }
  }

  #list(): number {
    const isOut = this.#isOut;
    let count = 0;
    for (let row = 0; row < isOut.length; row++) if (isOut[row] === 0) this.#rows[count++] = row;
    return count;
  }

  #keep(): number {
    const rows = this.#rows;
    const isOut = this.#isOut;
    let count = 0;
    for (let i = 0; i < this.#count; i++) {
      const row = rows[i];
      if (isOut[row] === 0) rows[count++] = row;
    }
    return count;
  }
}
