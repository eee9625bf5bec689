import type { Histogram } from '../../../../src-shared/dataset/report';
import { square } from '../../../../src-shared/portable-math/square';
import { DistinctNumbers } from './distinct';
import { HistogramCounter } from './histogram';

/**
 * Mean and deviation of all values by those of each batch (Chan, Golub and LeVeque, "Updating
 * formulae and a pairwise algorithm for computing sample variances", 1979), with range, histogram and distinct values.
 */
export class NumberStatistics {
  count = 0;
  min = Infinity;
  max = -Infinity;
  mean = 0;
  readonly distinct = new DistinctNumbers();
  readonly #histogram = new HistogramCounter();
  /** Sum of the squared differences from the mean. */
  #squares = 0;

  add(values: Float64Array, count: number): void {
    if (count === 0) return;
    let min = Infinity;
    let max = -Infinity;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const value = values[i];
      if (value < min) min = value;
      if (value > max) max = value;
      sum += value;
    }
    const mean = sum / count;
    let squares = 0;
    for (let i = 0; i < count; i++) squares += square(values[i] - mean);
    const total = this.count + count;
    const difference = mean - this.mean;
    this.#squares += squares + difference * difference * ((this.count / total) * count);
    this.mean += difference * (count / total);
    this.count = total;
    this.min = Math.min(this.min, min);
    this.max = Math.max(this.max, max);
    if (this.min === this.max) this.mean = this.min;
    this.distinct.add(values, count);
    this.#histogram.add(values, count, min, max);
  }

  /** Sample standard deviation; null for fewer than two values. */
  get std(): number | null {
    if (this.count < 2) return null;
    // The rounded mean of equal values is not the value.
    return this.min === this.max ? 0 : Math.sqrt(this.#squares / (this.count - 1));
  }

  get histogram(): Histogram | null {
    return this.#histogram.result();
  }
}
