/** Values in the blocks whose lows and highs are known; each size is so many of the one before. */
const SMALL = 8;
const RATIO = 4;
const MIDDLE = SMALL * RATIO;
const LARGE = MIDDLE * RATIO;

/**
 * The size of the blocks that a run of so many values is mostly made of, two at least; 1: of none.
 * Where such runs begin and end with blocks, no single value has to be fetched from memory.
 */
export function blockSize(values: number): number {
  if (values >= 2 * LARGE) return LARGE;
  if (values >= 2 * MIDDLE) return MIDDLE;
  return values >= 2 * SMALL ? SMALL : 1;
}

/** Smallest and largest value of any run of a series in few steps, for drawing every peak of it. */
export class MinMax {
  readonly values: Float64Array;
  /** The lowest and highest value of each block in turn. */
  readonly #small: Float64Array;
  readonly #middle: Float64Array;
  readonly #large: Float64Array;
  /** Smallest value of the last {@link find}; low > high where there was no value. */
  low = Infinity;
  high = -Infinity;

  /** @param values with NaN for what is not drawn */
  constructor(values: Float64Array) {
    this.values = values;
    this.#small = computeBlocks(values, values, 1, SMALL);
    this.#middle = computeBlocks(this.#small, this.#small.subarray(1), 2, RATIO);
    this.#large = computeBlocks(this.#middle, this.#middle.subarray(1), 2, RATIO);
  }

  /**
   * Finds the extremes of values[from] to values[to - 1]; allocates nothing, the answer is in {@link low}
   * and {@link high}.
   */
  find(from: number, to: number): void {
    const { values } = this;
    let low = Infinity;
    let high = -Infinity;
    let block = Math.ceil(from / SMALL);
    const endBlock = Math.floor(to / SMALL);
    // NaN is neither lower nor higher.
    if (block >= endBlock) {
      for (let i = from; i < to; i++) {
        const value = values[i]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
    } else {
      for (let i = from; i < block * SMALL; i++) {
        const value = values[i]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      for (let i = endBlock * SMALL; i < to; i++) {
        const value = values[i]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      while (block < endBlock) {
        let blocks = this.#small;
        let size = 1;
        if (block % RATIO === 0 && block + RATIO <= endBlock) {
          const isLarge = block % (RATIO * RATIO) === 0 && block + RATIO * RATIO <= endBlock;
          blocks = isLarge ? this.#large : this.#middle;
          size = isLarge ? RATIO * RATIO : RATIO;
        }
        const at = (2 * block) / size;
        if (blocks[at]! < low) low = blocks[at]!;
        if (blocks[at + 1]! > high) high = blocks[at + 1]!;
        block += size;
      }
    }
    this.low = low;
    this.high = high;
  }
}

/** @param stride from one low, and one high, to the next */
function computeBlocks(lows: Float64Array, highs: Float64Array, stride: number, size: number): Float64Array {
  const count = Math.ceil(lows.length / stride);
  const blocks = new Float64Array(2 * Math.ceil(count / size));
  for (let to = 0, i = 0; to < blocks.length; to += 2) {
    const end = Math.min(count, i + size);
    let low = Infinity;
    let high = -Infinity;
    for (; i < end; i++) {
      if (lows[stride * i]! < low) low = lows[stride * i]!;
      if (highs[stride * i]! > high) high = highs[stride * i]!;
    }
    blocks[to] = low;
    blocks[to + 1] = high;
  }
  return blocks;
}

/** First index of ascending `x` with at least `at`, searched from `from` on: near ones are found soonest. */
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

/** Steps from a guess before the whole array is searched. */
const LINEAR_SCAN = 8;

/**
 * First index from `from` on whose x is not below `at`, as {@link firstFrom}, found quickly from a good
 * guess.
 * @param guess from `from` on; may lie behind the end
 */
export function nextFrom(x: ArrayLike<number>, at: number, from: number, guess: number): number {
  let index = Math.min(guess, x.length);
  const lowest = Math.max(from, index - LINEAR_SCAN);
  while (index > lowest && x[index - 1]! >= at) index--;
  if (index > from && x[index - 1]! >= at) return firstFrom(x, at, from);
  const highest = Math.min(x.length, index + LINEAR_SCAN);
  while (index < highest && x[index]! < at) index++;
  return index === x.length || x[index]! >= at ? index : firstFrom(x, at, index);
}
