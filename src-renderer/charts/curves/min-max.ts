const SMALL = 8;
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
      let a: number;
      let b: number;
      if (i % LARGE === 0 && i + LARGE <= to) {
        a = this.#large.low[i / LARGE]!;
        b = this.#large.high[i / LARGE]!;
        i += LARGE;
      } else if (i % SMALL === 0 && i + SMALL <= to) {
        a = this.#small.low[i / SMALL]!;
        b = this.#small.high[i / SMALL]!;
        i += SMALL;
      } else a = b = values[i++]!;
      // NaN is neither.
      if (a < low) low = a;
      if (b > high) high = b;
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
