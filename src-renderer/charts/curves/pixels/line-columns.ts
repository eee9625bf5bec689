import { blockSize, nextFrom, type MinMax } from './min-max';
import type { Axis } from '../../lines/axis';

/** A line by its points. */
export interface PointLine {
  /** Ascending. */
  readonly x: ArrayLike<number>;
  /** Distance between neighbouring x values where all are equal; null: they differ. */
  readonly xStep: number | null;
  readonly line: MinMax;
}

/** Columns that lie so near those of before, in their widths, are the same ones. */
const SAME = 0.02;

/**
 * For each column of pixels how low and high a line is inside it: of its points there and of where it
 * crosses the column's edges. Nothing of a peak is lost, however many points a column has, and a
 * column between two points has the line's part. A column of many evenly spaced points begins with the
 * block of them that is nearest to its edge, a quarter of a pixel beside it at most. Columns are kept while the view moves or another part
 * of y is shown: only those that become visible are computed.
 */
export class LineColumns {
  /** Logarithms of values on a logarithmic axis; NaN where there is no line. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  #isLogX = false;
  #isLogY = false;
  /** Left edge of the first column, and the columns' width, in the axis' own units (logarithms on a logarithmic one); 0: none is known. */
  #left = 0;
  #width = 0;

  constructor(columns: number) {
    this.low = new Float64Array(columns);
    this.high = new Float64Array(columns);
  }

  /**
   * @param x the axis with pixel 0 at the left edge of the first column
   * @returns columns that what was known moved to the left by; beside those that came, the first one that was
   *   kept may have changed. Null: all are found anew
   */
  update(drawn: PointLine, x: Axis, isLogY: boolean): number | null {
    const columns = this.low.length;
    const width = 1 / x.scale;
    const moved = (x.low - this.#left) / width;
    const by = Math.round(moved);
    const isSame =
      this.#isLogX === x.isLog &&
      this.#isLogY === isLogY &&
      Math.abs(this.#width / width - 1) * columns < SAME &&
      Math.abs(moved - by) < SAME &&
      Math.abs(by) < columns;
    if (!isSame) {
      this.#isLogX = x.isLog;
      this.#isLogY = isLogY;
      this.#left = x.low;
      this.#width = width;
      this.#find(drawn, 0, columns);
      return null;
    }
    if (by !== 0) {
      this.#left += by * this.#width;
      for (const kept of [this.low, this.high]) kept.copyWithin(Math.max(0, -by), Math.max(0, by));
      if (by > 0) this.#find(drawn, columns - by, columns);
      else this.#find(drawn, 0, -by);
    }
    return by;
  }

  /** Written out in one loop, with nothing called for a column but what finds its points. */
  #find({ x: xs, xStep, line }: PointLine, from: number, to: number): void {
    const { low: lows, high: highs } = this;
    const { values } = line;
    const count = xs.length;
    const isLogX = this.#isLogX;
    const isLogY = this.#isLogY;
    const start = this.#left;
    const width = this.#width;
    const isEven = xStep !== null;
    const step = xStep ?? 0;
    const first = count === 0 ? 0 : xs[0]!;
    let index = 0;
    let per = 0;
    let left = NaN;
    let isJoined = false;
    // The first round is for the left edge alone.
    for (let column = from - 1; column < to; column++) {
      const edge = start + (column + 1) * width;
      const at = isLogX ? Math.exp(edge) : edge;
      // Columns next to each other mostly have as many points.
      const guess = isEven ? Math.ceil((at - first) / step) : index + per;
      let end = isEven ? evenFrom(first, step, count, at, guess) : nextFrom(xs, at, index, guess);
      const block = isEven ? blockSize((isLogX ? at * (1 - Math.exp(-width)) : width) / step) : 1;
      const isBlock = block > 1;
      // The end of all is no block's.
      if (isBlock && end < count) end = Math.min(count, block * Math.round(end / block));
      let right = NaN;
      if (!isBlock && end > 0 && end < count) {
        let before = isEven ? first + (end - 1) * step : xs[end - 1]!;
        let after = isEven ? first + end * step : xs[end]!;
        let lower = values[end - 1]!;
        let upper = values[end]!;
        if (isLogX) {
          before = Math.log(before);
          after = Math.log(after);
        }
        if (isLogY) {
          lower = Math.log(lower);
          upper = Math.log(upper);
        }
        right = after > before ? lower + ((upper - lower) * (edge - before)) / (after - before) : lower;
      }
      if (column >= from) {
        let low = Infinity;
        let high = -Infinity;
        if (end > index) {
          line.find(index, end);
          if (line.low <= line.high) {
            low = isLogY ? Math.log(line.low) : line.low;
            high = isLogY ? Math.log(line.high) : line.high;
          }
        }
        if (left < low) low = left;
        if (left > high) high = left;
        if (right < low) low = right;
        if (right > high) high = right;
        const isDrawn = low <= high;
        lows[column] = isDrawn ? low : NaN;
        highs[column] = isDrawn ? high : NaN;
        per = end - index;
        if (isJoined) this.#join(column);
      }
      index = end;
      left = right;
      isJoined = isBlock;
    }
    if (isJoined && to < lows.length) this.#join(to);
  }

  /** A column and the one before meet half way, where no crossing of the edge between them is known. */
  #join(column: number): void {
    if (column === 0) return;
    const { low, high } = this;
    if (low[column]! > high[column - 1]!) {
      low[column] = high[column - 1] = (low[column]! + high[column - 1]!) / 2;
    } else if (high[column]! < low[column - 1]!) {
      high[column] = low[column - 1] = (high[column]! + low[column - 1]!) / 2;
    }
  }
}

/** First index of evenly spaced x with at least `at`, from one that may be off by what is rounded. */
function evenFrom(first: number, step: number, count: number, at: number, guess: number): number {
  if (guess <= 0) return 0;
  if (guess >= count) return first + (count - 1) * step >= at ? count - 1 : count;
  if (first + (guess - 1) * step >= at) return guess - 1;
  return first + guess * step < at ? guess + 1 : guess;
}

/** Distance between neighbouring x values where all are equal to the bit; null where they differ. */
export function evenStep(x: ArrayLike<number>): number | null {
  if (x.length < 2) return null;
  const first = x[0]!;
  const step = x[1]! - first;
  if (!(step > 0)) return null;
  for (let i = 2; i < x.length; i++) if (x[i] !== first + i * step) return null;
  return step;
}
