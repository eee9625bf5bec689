/** Rows of features with sample weights, the input of the regressions. */
export interface WeightedRows {
  /** [rows][width], row by row; what stands behind the first `rows` rows is not read. */
  readonly features: Float64Array | Float32Array;
  readonly rows: number;
  readonly width: number;
  /** [rows], from 0 on; null: 1 each. */
  readonly weights: Float64Array | null;
}

/** Work that yields the share that is done, 0 to 1, about every 30 ms, and returns its result. */
export type Work<T> = Generator<number, T, void>;

/** Multiply-adds between two yields. */
const SLICE = 1 << 23;

/**
 * Rows in blocks: calls `visit` with each block's first row and the one behind its last, and yields
 * about every 30 ms.
 * @param cost multiply-adds a row
 * @param blockRows rows a block, at most
 */
export function* rowBlocks(
  rows: number,
  cost: number,
  blockRows: number,
  visit: (from: number, to: number) => void,
): Work<void> {
  let done = 0;
  for (let from = 0; from < rows; from += blockRows) {
    const to = Math.min(rows, from + blockRows);
    visit(from, to);
    done += (to - from) * cost;
    if (done >= SLICE && to < rows) {
      done = 0;
      yield to / rows;
    }
  }
}

/** Part of a longer work: its shares are those from `start` to `end` of the whole. */
export function* partOfWork<T>(work: Work<T>, start: number, end: number): Work<T> {
  while (true) {
    const next = work.next();
    if (next.done === true) return next.value;
    yield start + (end - start) * next.value;
  }
}

/** Scaling that the features went through before they were handed over: raw = value * scale + offset. */
export interface AffineScaling {
  /** [width] */
  readonly offset: ArrayLike<number>;
  /** [width] */
  readonly scale: ArrayLike<number>;
}
