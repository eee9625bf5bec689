/** Values in the smallest blocks whose lows and highs are known. */
export const SMALL = 8;
const LARGE = 128;

/** Smallest and largest value of any run of a series in few steps, for drawing every peak of it. */
export class MinMax {
  readonly values: Float64Array;
  readonly #small: Blocks;
  readonly #large: Blocks;
  /** Of the last {@link find}; low > high where there was no value. */
  low = Infinity;
  high = -Infinity;

  /** @param values with NaN for what is not drawn */
  constructor(values: Float64Array) {
    this.values = values;
    this.#small = blocksOf(values, values, SMALL);
    this.#large = blocksOf(this.#small.low, this.#small.high, LARGE / SMALL);
  }

  /** Of values[from] to values[to - 1]; allocates nothing, the answer is in {@link low} and {@link high}. */
  find(from: number, to: number): void {
    const { values } = this;
    let low = Infinity;
    let high = -Infinity;
    let i = from;
    while (i < to) {
      // In whole blocks as far as there are any, the large ones where there are many.
      if (i % SMALL === 0 && i + SMALL <= to) {
        const isLarge = i % LARGE === 0 && i + LARGE <= to;
        const { low: lows, high: highs } = isLarge ? this.#large : this.#small;
        const size = isLarge ? LARGE : SMALL;
        const next = isLarge ? to : Math.min(to, i - (i % LARGE) + LARGE);
        const end = Math.floor(next / size);
        for (let block = i / size; block < end; block++) {
          // NaN is neither.
          if (lows[block]! < low) low = lows[block]!;
          if (highs[block]! > high) high = highs[block]!;
        }
        i = end * size;
      } else {
        const end = Math.min(to, i - (i % SMALL) + SMALL);
        for (; i < end; i++) {
          const value = values[i]!;
          if (value < low) low = value;
          if (value > high) high = value;
        }
      }
    }
    this.low = low;
    this.high = high;
  }
}

interface Blocks {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

function blocksOf(lows: Float64Array, highs: Float64Array, size: number): Blocks {
  const count = Math.ceil(lows.length / size);
  const blocks = {
    low: new Float64Array(count).fill(Infinity),
    high: new Float64Array(count).fill(-Infinity),
  };
  for (let block = 0, i = 0; block < count; block++) {
    const end = Math.min(lows.length, i + size);
    let low = Infinity;
    let high = -Infinity;
    for (; i < end; i++) {
      if (lows[i]! < low) low = lows[i]!;
      if (highs[i]! > high) high = highs[i]!;
    }
    blocks.low[block] = low;
    blocks.high[block] = high;
  }
  return blocks;
}

/** The first place of ascending `x` with at least `at`, looked for from `from` on: near ones are found soonest. */
export function firstFrom(x: ArrayLike<number>, at: number, from = 0): number {
  let step = 1;
  let low = from;
  let high = from;
  while (high < x.length && x[high]! < at) {
    low = high + 1;
    high += step;
    step *= 2;
  }
  high = Math.min(high, x.length);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Steps from a guess to the place before all is looked through. */
const NEAR = 8;

/**
 * The same as {@link firstFrom} where the place is probably known.
 * @param guess from `from` on; may lie behind the end
 */
export function nextFrom(x: ArrayLike<number>, at: number, from: number, guess: number): number {
  let place = Math.min(guess, x.length);
  const lowest = Math.max(from, place - NEAR);
  while (place > lowest && x[place - 1]! >= at) place--;
  if (place > from && x[place - 1]! >= at) return firstFrom(x, at, from);
  const highest = Math.min(x.length, place + NEAR);
  while (place < highest && x[place]! < at) place++;
  return place === x.length || x[place]! >= at ? place : firstFrom(x, at, place);
}
