/** Values that are looked at together. */
const PART = 4096;

/** Index of the first value that is not finite; -1: all are. There may be many millions of them. */
export function firstNotFinite(values: Float64Array): number {
  for (let from = 0; from < values.length; from += PART) {
    const to = Math.min(values.length, from + PART);
    if (areFinite(values, from, to)) continue;
    for (let i = from; i < to; i++) if (!Number.isFinite(values[i])) return i;
  }
  return -1;
}

/** A number less itself is 0, and NaN where it is not finite; four sums do not wait for each other. */
function areFinite(values: Float64Array, from: number, to: number): boolean {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = from;
  for (; i + 3 < to; i += 4) {
    a += values[i] - values[i];
    b += values[i + 1] - values[i + 1];
    c += values[i + 2] - values[i + 2];
    d += values[i + 3] - values[i + 3];
  }
  for (; i < to; i++) a += values[i] - values[i];
  return a + b + c + d === 0;
}
