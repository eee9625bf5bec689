/**
 * Work on many rows that stops after every part of it, at most a few milliseconds, so that whoever
 * drives it may let other work in between or leave it.
 */
export type Work<T> = Generator<undefined, T, undefined>;

/** Rows between two yields of a work on many rows: a few milliseconds. */
export const SLICE_ROWS = 1 << 17;

/** Drives a work to its end in one go: for small data and for tests. */
export function finish<T>(work: Work<T>): T {
  for (;;) {
    const slice = work.next();
    if (slice.done === true) return slice.value;
  }
}

/**
 * Calls `each(from, to)` for consecutive ranges of up to {@link SLICE_ROWS} rows that together cover 0
 * to `rows`, and yields after each.
 */
export function* slices(rows: number, each: (from: number, to: number) => void): Work<void> {
  for (let from = 0; from < rows; from += SLICE_ROWS) {
    each(from, Math.min(rows, from + SLICE_ROWS));
    yield;
  }
}
