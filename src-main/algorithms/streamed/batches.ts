import type { RowBlock, RowStream } from '../contract/row-stream';
import { Rng } from '../numeric/rng';

/** Rows of a block where nothing else says so, and cells of one at most. */
const BLOCK_ROWS = 65_536;
const BLOCK_CELLS = 2 ** 22;

/** Rows of a block that are worked on at once. */
export interface StreamedBatch {
  readonly block: RowBlock;
  /** Their places in the block. */
  readonly rows: Int32Array;
}

/** Rows of a block such that each but the last holds whole batches. @param width inputs of a row */
export function blockRows(batchSize: number, width: number): number {
  const most = Math.min(BLOCK_ROWS, Math.floor(BLOCK_CELLS / Math.max(1, width)));
  return Math.max(1, Math.floor(most / batchSize)) * batchSize;
}

/**
 * Batches of the training rows of a stream, pass after pass: blocks in the order of the files, the rows of
 * each shuffled. Each shuffle has a random stream of its own, named by pass and block, so that the number of
 * a step alone tells where to go on.
 */
export class StreamedBatches {
  /** Batches of one pass over all training rows. */
  readonly perPass: number;
  readonly #stream: RowStream;
  readonly #size: number;
  readonly #blockRows: number;
  readonly #seed: number;
  readonly #order: Int32Array;
  #blocks: AsyncGenerator<RowBlock, void, void> | null = null;
  #block: RowBlock | null = null;
  /** Pass and block that come next, and the rows of that block which were taken before. */
  #pass: number;
  #next: number;
  #position = 0;
  #skipped: number;

  /** @param step batches that were taken before */
  constructor(
    stream: RowStream,
    options: {
      readonly size: number;
      readonly width: number;
      readonly seed: number;
      readonly step: number;
      readonly blockRows?: number;
    },
  ) {
    const { size, width, seed, step } = options;
    this.#stream = stream;
    this.#size = size;
    this.#seed = seed;
    this.#blockRows = options.blockRows ?? blockRows(size, width);
    this.#order = new Int32Array(this.#blockRows);
    this.perPass = Math.ceil(stream.training.rows / size);
    const perBlock = this.#blockRows / size;
    const within = step % this.perPass;
    this.#pass = Math.floor(step / this.perPass);
    this.#next = Math.floor(within / perBlock);
    this.#skipped = (within % perBlock) * size;
  }

  /** The next batch; null where a block has to be loaded first. */
  take(): StreamedBatch | null {
    const block = this.#block;
    if (block === null || this.#position >= block.rows) return null;
    const from = this.#position;
    this.#position = Math.min(block.rows, from + this.#size);
    return { block, rows: this.#order.subarray(from, this.#position) };
  }

  /** Loads the next block, of the next pass where this one is over. @throws BenchtopError where a file cannot be read */
  async load(): Promise<RowBlock> {
    for (;;) {
      this.#blocks ??= this.#stream.read('training', { rows: this.#blockRows, from: this.#next });
      const { value, done } = await this.#blocks.next();
      if (done !== true) {
        this.#block = value;
        for (let row = 0; row < value.rows; row++) this.#order[row] = row;
        Rng.derive(this.#seed, `block ${this.#pass}.${this.#next}`).shuffle(this.#order, value.rows);
        this.#position = this.#skipped;
        this.#skipped = 0;
        this.#next++;
        return value;
      }
      this.#blocks = null;
      this.#next = 0;
      this.#pass++;
    }
  }

  /** Closes what is being read. */
  close(): void {
    // What is closed has nothing more to say.
    this.#blocks?.return().catch(() => undefined);
    this.#blocks = null;
    this.#block = null;
  }
}

/** Rows of a block that is only looked at, at most. */
const LOOKED_AT_ROWS = 16_384;

/** Rows of a block that is only looked at. @param width inputs of a row */
export function lookedAtRows(width: number): number {
  return Math.max(1, Math.min(LOOKED_AT_ROWS, Math.floor(BLOCK_CELLS / Math.max(1, width))));
}

/** The stage of a run in which all rows are measured once its steps are made. */
export const EVALUATION = 'Evaluation';
