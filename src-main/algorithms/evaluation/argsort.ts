import { slices, type Work } from '../explore/slices';

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const HALF_BITS = 32;

/**
 * Indices of the values from the largest to the smallest; equal ones (0 and -0 are) keep their order.
 * Radix sort by 11 bits at a time from the lowest (Knuth, The Art of Computer Programming 3, 5.2.5)
 * of the doubles' bits, turned so that they order as the values do: linear, and it can stop between
 * any two parts of a pass.
 * @param values finite numbers; not changed
 */
export function* descendingOrder(values: Float64Array): Work<Int32Array> {
  const count = values.length;
  const low = new Uint32Array(count);
  const high = new Uint32Array(count);
  let order = new Int32Array(count);
  yield* slices(count, (from, to) => {
    const bits = new DataView(new ArrayBuffer(8));
    for (let i = from; i < to; i++) {
      bits.setFloat64(0, values[i] + 0);
      const top = bits.getUint32(0);
      const rest = bits.getUint32(4);
      // Ascending keys for descending values: positive ones are turned over, negative ones lose their sign.
      const isNegative = top >= 0x80000000;
      high[i] = isNegative ? top : ~top & 0x7fffffff;
      low[i] = isNegative ? rest : ~rest;
      order[i] = i;
    }
  });
  let next = new Int32Array(count);
  for (const half of [low, high]) {
    for (let shift = 0; shift < HALF_BITS; shift += DIGIT_BITS) {
      const offsets = new Uint32Array(DIGITS);
      yield* slices(count, (from, to) => {
        for (let i = from; i < to; i++) offsets[(half[i] >>> shift) & (DIGITS - 1)]++;
      });
      // All of one digit: they are in order already.
      if (offsets.includes(count)) continue;
      let before = 0;
      for (let digit = 0; digit < DIGITS; digit++) {
        const here = offsets[digit];
        offsets[digit] = before;
        before += here;
      }
      const [from, into] = [order, next];
      yield* slices(count, (start, end) => {
        for (let i = start; i < end; i++) {
          const row = from[i];
          into[offsets[(half[row] >>> shift) & (DIGITS - 1)]++] = row;
        }
      });
      [order, next] = [into, from];
    }
  }
  return order;
}
