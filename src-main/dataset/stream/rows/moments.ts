import { isRoundingRange, isRoundingVariance } from '../../../../src-shared/numbers/rounding';

/**
 * Count, mean, squared distances and range of numbers that come in pieces: each piece is summed on its own
 * and joined to what was there (Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for
 * computing sample variances", 1979), so that nothing is lost where the mean is large.
 */
export class Moments {
  count = 0;
  mean = 0;
  /** Sum of the squared distances from the mean. */
  squares = 0;
  low = Infinity;
  high = -Infinity;

  /** Takes the first `count` of the values. */
  add(values: Float64Array, count: number): void {
    if (count === 0) return;
    let sum = 0;
    let { low, high } = this;
    for (let i = 0; i < count; i++) {
      const value = values[i];
      sum += value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const mean = sum / count;
    let squares = 0;
    for (let i = 0; i < count; i++) {
      const difference = values[i] - mean;
      squares += difference * difference;
    }
    this.low = low;
    this.high = high;
    this.#join(count, mean, squares);
  }

  /** Takes the same value so many times. */
  addCopies(value: number, count: number): void {
    if (count === 0) return;
    if (value < this.low) this.low = value;
    if (value > this.high) this.high = value;
    this.#join(count, value, 0);
  }

  /** Offset and scale by which the values get a mean of 0 and a population standard deviation of 1. */
  standard(): { offset: number; scale: number } {
    if (this.low === this.high) return { offset: this.low, scale: 1 };
    const variance = this.squares / this.count;
    const isConstant = isRoundingVariance(variance, this.mean, this.count);
    return { offset: this.mean, scale: isConstant ? 1 : Math.sqrt(variance) || 1 };
  }

  /** Offset and scale that take the values to 0 … 1. */
  minmax(): { offset: number; scale: number } {
    const { low, high } = this;
    return { offset: low, scale: isRoundingRange(low, high) ? 1 : high - low };
  }

  #join(count: number, mean: number, squares: number): void {
    const all = this.count + count;
    const difference = mean - this.mean;
    this.squares += squares + difference * difference * ((this.count * count) / all);
    this.mean += difference * (count / all);
    this.count = all;
  }
}
