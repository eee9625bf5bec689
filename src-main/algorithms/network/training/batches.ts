import { Rng } from '../../numeric/rng';

/**
 * Position in the shuffled order of rows, as a checkpoint stores it: the random stream before the
 * epoch's shuffle, and the rows taken since.
 */
export interface BatchState {
  readonly rng: readonly number[];
  readonly position: number;
}

/** Where a network's batches come from. */
export interface BatchOrder {
  /** Rows of a batch at most. */
  readonly size: number;
  /** Whether every step takes all rows, in their order. */
  readonly isFull: boolean;
  /** Places of the next batch's rows; null where rows have to be loaded first. */
  next(): Int32Array | null;
  state(): BatchState;
}

/**
 * The order in which training rows are taken: all of them each step, or seeded shuffled batches,
 * the last one of an epoch shorter. Both engines take their rows from here.
 */
export class Batches implements BatchOrder {
  /** Rows of a batch; the last one of an epoch may have fewer. */
  readonly size: number;
  /** Whether every step takes all rows, in their order. */
  readonly isFull: boolean;
  readonly #order: Int32Array;
  #rng: Rng;
  /** Stream state before the current epoch's shuffle: replaying it restores the order. */
  #epochStart: number[];
  #position: number;

  constructor(rows: number, batchSize: number | null, seed: number, resume: BatchState | null) {
    this.isFull = batchSize === null || batchSize >= rows;
    this.size = batchSize === null ? rows : Math.min(batchSize, rows);
    this.#order = new Int32Array(rows);
    this.#rng = resume === null ? Rng.derive(seed, 'batches') : Rng.fromState(resume.rng);
    this.#epochStart = this.#rng.state();
    this.#position = rows;
    if (!this.isFull && resume !== null && resume.position < rows) {
      this.#shuffle();
      this.#position = resume.position;
    }
  }

  /** Row numbers of the next batch; the array is reused when the epoch ends. */
  next(): Int32Array {
    if (this.#position >= this.#order.length) {
      this.#shuffle();
      this.#position = 0;
    }
    const start = this.#position;
    this.#position = Math.min(this.#order.length, start + this.size);
    return this.#order.subarray(start, this.#position);
  }

  /** State to resume from; between epochs it needs no order. */
  state(): BatchState {
    const epochIsOver = this.#position >= this.#order.length;
    return { rng: epochIsOver ? this.#rng.state() : [...this.#epochStart], position: this.#position };
  }

  #shuffle(): void {
    this.#epochStart = this.#rng.state();
    for (let row = 0; row < this.#order.length; row++) this.#order[row] = row;
    this.#rng.shuffle(this.#order);
  }
}

/**
 * Reads the state of batches, random numbers and position in the epoch, from a checkpoint's `extra`; null
 * where it holds none.
 */
export function batchState(extra: unknown): BatchState | null {
  if (typeof extra !== 'object' || extra === null) return null;
  const { rng, position } = extra as { rng?: unknown; position?: unknown };
  if (!Array.isArray(rng) || typeof position !== 'number') return null;
  return { rng: rng.map(Number), position };
}
