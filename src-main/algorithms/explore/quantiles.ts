import { slices, type Work } from './slices';

/** So many are sorted at once: about ten milliseconds. */
const SORTED_AT_ONCE = 1 << 17;
const DIGITS = 1 << 16;

/**
 * The values at given positions of the ascending order, exactly. Selection by the digits of the
 * number's bits, 16 at a time from the top, which order finite doubles like their values: at most
 * four passes, each over what the last one left, whatever the values are.
 * @param values finite numbers, in any order; not changed
 * @param ranks 0-based positions in the order, ascending, below `values.length`
 * @returns [ranks]
 */
export function* orderStatistics(values: Float64Array, ranks: readonly number[]): Work<number[]> {
  return yield* select(values, ranks, 3);
}

function* select(values: Float64Array, ranks: readonly number[], digit: number): Work<number[]> {
  if (ranks.length === 0) return [];
  if (values.length <= SORTED_AT_ONCE) {
    const sorted = values.slice().sort();
    yield;
    return ranks.map((rank) => sorted[rank] ?? NaN);
  }
  // All of their bits are the same.
  if (digit < 0) return ranks.map(() => values[0] ?? NaN);
  const digits16 = new Uint16Array(values.buffer, values.byteOffset, 4 * values.length);
  const counts = new Uint32Array(DIGITS);
  yield* slices(values.length, (from, to) => {
    for (let i = from; i < to; i++) counts[keyAt(digits16, i, digit)]++;
  });
  const result: number[] = [];
  let below = 0;
  let next = 0;
  for (let key = 0; key < DIGITS && next < ranks.length; key++) {
    const above = below + counts[key];
    const inside: number[] = [];
    while (next < ranks.length && ranks[next] < above) inside.push(ranks[next++] - below);
    if (inside.length > 0) {
      const part = yield* collect(values, digits16, digit, key, counts[key]);
      result.push(...(yield* select(part, inside, digit - 1)));
    }
    below = above;
  }
  return result;
}

function* collect(
  values: Float64Array,
  digits16: Uint16Array,
  digit: number,
  requested: number,
  count: number,
): Work<Float64Array> {
  const part = new Float64Array(count);
  let filled = 0;
  yield* slices(values.length, (from, to) => {
    for (let i = from; i < to; i++) if (keyAt(digits16, i, digit) === requested) part[filled++] = values[i];
  });
  return part;
}

/** A digit of a double's bits (3: the highest), turned so that keys ascend with the values. */
function keyAt(digits16: Uint16Array, index: number, digit: number): number {
  const top = digits16[4 * index + 3];
  const word = digits16[4 * index + digit];
  if (top >= 0x8000) return word ^ 0xffff;
  return digit === 3 ? word | 0x8000 : word;
}

/**
 * Quantiles with linear interpolation between the two nearest values (Hyndman and Fan 1996, type 7;
 * NumPy's default).
 * @param values finite numbers, in any order; not changed
 * @param shares 0 to 1, ascending
 * @returns [shares]; NaN without values
 */
export function* quantiles(values: Float64Array, shares: readonly number[]): Work<number[]> {
  if (values.length === 0) return shares.map(() => NaN);
  const positions = shares.map((share) => share * (values.length - 1));
  const ranks = [
    ...new Set(positions.flatMap((position) => [Math.floor(position), Math.ceil(position)])),
  ].sort((a, b) => a - b);
  const result = yield* orderStatistics(values, ranks);
  const at = new Map(ranks.map((rank, i) => [rank, result[i] ?? NaN]));
  return positions.map((position) => {
    const low = at.get(Math.floor(position)) ?? NaN;
    const high = at.get(Math.ceil(position)) ?? NaN;
    const share = position - Math.floor(position);
    return share === 0 ? low : low * (1 - share) + high * share;
  });
}

/** Finite values of a column in their order, without NaN and infinite ones; a copy. */
export function* selectFinite(values: Float64Array): Work<Float64Array> {
  const kept = new Float64Array(values.length);
  let count = 0;
  yield* slices(values.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const value = values[i];
      // Neither NaN nor infinite.
      if (value - value === 0) kept[count++] = value;
    }
  });
  return count === kept.length ? kept : kept.subarray(0, count);
}
