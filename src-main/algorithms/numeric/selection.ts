/** The k-th smallest of some values, and the next one. */
export interface Selected {
  readonly value: number;
  /** Infinity where there is none. */
  readonly next: number;
}

/** From so many values on they are counted into buckets first. */
const MANY = 8192;
const BUCKETS = 4096;

/**
 * The k-th smallest value, from 0, and the one after it; `values` stay as they are, and none of them is NaN.
 * Of many values only those that share a bucket of equal width with it are sorted out, by selection
 * (Hoare 1961): two passes over all of them, a tenth of the time of selection alone.
 * @param range smallest and largest value
 */
export function selectFrom(
  values: Float64Array,
  k: number,
  [low, high]: readonly [number, number],
): Selected {
  const scale = BUCKETS / (high - low);
  // Values that are all equal, or too far apart, have no buckets.
  if (values.length < MANY || !(scale > 0 && scale < Infinity))
    return selectAmong(values.slice(), k, Infinity);
  // The largest value may come to lie behind the last.
  const counts = new Int32Array(BUCKETS + 1);
  for (let i = 0; i < values.length; i++) counts[((values[i] - low) * scale) | 0]++;
  let bucket = 0;
  let before = 0;
  while (before + counts[bucket] <= k) before += counts[bucket++];
  const inside = new Float64Array(counts[bucket]);
  let next = Infinity;
  for (let i = 0, to = 0; i < values.length; i++) {
    const value = values[i];
    const own = ((value - low) * scale) | 0;
    if (own === bucket) inside[to++] = value;
    else if (own > bucket && value < next) next = value;
  }
  return selectAmong(inside, k - before, next);
}

/** Reorders `values`. @param least of what is larger than all of them */
function selectAmong(values: Float64Array, k: number, least: number): Selected {
  const value = select(values, k);
  let next = least;
  // What stands after the selected place is not smaller.
  for (let i = k + 1; i < values.length; i++) if (values[i] < next) next = values[i];
  return { value, next };
}

/** Puts the k-th smallest value at place k, nothing larger before it and nothing smaller after it. */
function select(values: Float64Array, k: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = medianOfThree(values[left], values[(left + right) >> 1], values[right]);
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const kept = values[i];
      values[i++] = values[j];
      values[j--] = kept;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return values[k];
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
