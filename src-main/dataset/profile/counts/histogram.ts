import type { Histogram } from '../../../../src-shared/dataset/report';
import { exponentAbove, powerOfTwo } from '../../../../src-shared/portable-math/powers-of-two';

/** Bins that are counted in; at least half of them are in use once the range was outgrown. */
const FINE_BINS = 1024;
/** Bins that become one at a time, at most: a power of two far from the end of the doubles. */
const MAX_PARTS = 2 ** 512;
/** Bins that are shown, at most. */
const SHOWN_BINS = 30;

/**
 * Counts values whose range is not known before: in bins a power of two wide, of which as many
 * become one as it takes when a value lies outside. Every value is counted, none is sampled.
 */
export class HistogramCounter {
  #width = 0;
  /** Bin `i` holds values from (first + i) * width on. */
  #first = 0;
  /** Empty until there is a value. */
  #counts = new Float64Array(0);

  /** @param values finite, of which `count` are used @param min of them @param max of them */
  add(values: Float64Array, count: number, min: number, max: number): void {
    if (count === 0) return;
    this.#makeRoom(min, max);
    const counts = this.#counts;
    const [width, first] = [this.#width, this.#first];
    for (let i = 0; i < count; i++) counts[Math.floor(values[i] / width) - first]++;
  }

  /** Null where nothing was counted or the range is larger than a double. */
  result(): Histogram | null {
    let from = 0;
    let to = this.#counts.length;
    while (from < to && this.#counts[from] === 0) from++;
    while (to > from && this.#counts[to - 1] === 0) to--;
    if (from === to) return null;
    const joined = Math.ceil((to - from) / SHOWN_BINS);
    const shown = Math.ceil((to - from) / joined);
    const counts = Array.from({ length: shown }, (_, i) => {
      const part = this.#counts.subarray(from + i * joined, Math.min(from + (i + 1) * joined, FINE_BINS));
      return part.reduce((sum, count) => sum + count, 0);
    });
    const low = (this.#first + from) * this.#width;
    const high = (this.#first + from + shown * joined) * this.#width;
    return Number.isFinite(low) && Number.isFinite(high) ? { low, high, counts } : null;
  }

  #makeRoom(min: number, max: number): void {
    if (this.#width === 0) {
      this.#counts = new Float64Array(FINE_BINS);
      // Fine enough for a range that is yet to grow, coarse enough for bin numbers to be exact.
      const size = Math.max((max - min) / FINE_BINS, Math.max(Math.abs(min), Math.abs(max)) * 2 ** -50);
      this.#width = size === 0 ? 2 ** -40 : powerOfTwo(exponentAbove(Math.min(size, 1e300)));
      this.#first = Math.floor(min / this.#width);
    }
    let parts: number;
    do {
      parts = this.#partsFor(min, max);
      if (parts > 1) this.#join(parts);
    } while (parts === MAX_PARTS);
    const low = Math.min(this.#first + this.#lowest(), Math.floor(min / this.#width));
    const high = Math.max(this.#first + this.#highest(), Math.floor(max / this.#width));
    if (low < this.#first || high >= this.#first + FINE_BINS) this.#shift(low);
  }

  /** How many bins must become one for a range to be held: found before any is joined. */
  #partsFor(min: number, max: number): number {
    const [lowest, highest] = [this.#first + this.#lowest(), this.#first + this.#highest()];
    for (let parts = 1; parts < MAX_PARTS; parts *= 2) {
      const width = this.#width * parts;
      const low = Math.min(Math.floor(lowest / parts), Math.floor(min / width));
      const high = Math.max(Math.floor(highest / parts), Math.floor(max / width));
      if (high - low < FINE_BINS && Math.abs(low) <= 2 ** 52 && Math.abs(high) <= 2 ** 52) return parts;
    }
    return MAX_PARTS;
  }

  #lowest(): number {
    const bin = this.#counts.findIndex((count) => count > 0);
    return bin < 0 ? FINE_BINS : bin;
  }

  #highest(): number {
    let bin = FINE_BINS - 1;
    while (bin >= 0 && this.#counts[bin] === 0) bin--;
    return bin < 0 ? -1 : bin;
  }

  #join(parts: number): void {
    const first = Math.floor(this.#first / parts);
    const counts = new Float64Array(FINE_BINS);
    this.#counts.forEach((count, i) => {
      if (count > 0) counts[Math.floor((this.#first + i) / parts) - first] += count;
    });
    this.#counts = counts;
    this.#first = first;
    this.#width *= parts;
  }

  #shift(first: number): void {
    const counts = new Float64Array(FINE_BINS);
    this.#counts.forEach((count, i) => {
      if (count > 0) counts[this.#first + i - first] = count;
    });
    this.#counts = counts;
    this.#first = first;
  }
}
