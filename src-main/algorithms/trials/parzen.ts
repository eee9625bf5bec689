import { normalBelow } from '../../../src-shared/distributions/normal-table';
import { exp } from '../../../src-shared/portable-math/exp';
import { log } from '../../../src-shared/portable-math/log';
import type { Rng } from '../numeric/rng';
import type { Dimension } from './dimension';

const HALF_LOG_2PI = 0.5 * log(2 * Math.PI);
/** Kernels are no narrower than this part of their axis. */
const NARROWEST = 100;
/** A cell and a point's index make one whole number below 2^53. */
const CELLS = 2 ** 38;
const MOST_POINTS = 2 ** 14;
/** Draws of a point inside its axis before its middle is taken; one of three is inside at worst. */
const MAX_DRAWS = 100;
/** The newest observations that count in full, unless they have weights; the older ones count the less. */
const FULL_WEIGHT = 25;

/**
 * A density over several dimensions from observed points: a mixture of products with one kernel a point and
 * one, as wide as the space, for what nothing is known of (Bergstra et al. 2011; multivariate as in Falkner
 * et al., "BOHB", 2018):
 *
 *   p(x) = sum_k w_k prod_d K(x_d; x_kd, s_kd)
 *
 * K is a normal density cut off at the ends of the axis, of whole numbers its mass over their cell. Its width s
 * is the larger distance to the neighbours on the axis, from a hundredth of the axis (or 1 / (n + 2)) up to all
 * of it. Of words, K is the point's own word, and every word with a part of 1 / (n + 1).
 */
export class Parzen {
  readonly #dimensions: readonly Dimension[];
  readonly #kernels: number;
  readonly #centres: readonly Float64Array[];
  readonly #widths: readonly Float64Array[];
  /** 1 / width: most of the time goes into distances in widths. */
  readonly #scales: readonly Float64Array[];
  /** Share of a kernel that lies inside its axis. */
  readonly #inside: readonly Float64Array[];
  readonly #weights: Float64Array;
  readonly #logWeights: Float64Array;

  /**
   * @param points places by dimension, the oldest first; none: only the kernel of the whole space
   * @param weights of the points, not below 0; the kernel of the whole space has their mean. Without weights, or
   * where all are 0, the newest 25 and that kernel have 1, the older ones from 1 / n up to 1
   */
  constructor(
    dimensions: readonly Dimension[],
    points: readonly (readonly number[])[],
    weights: readonly number[] | null = null,
  ) {
    const n = points.length;
    this.#dimensions = dimensions;
    this.#kernels = n + 1;
    this.#centres = dimensions.map(({ low, high }, d) => {
      const centres = new Float64Array(n + 1);
      points.forEach((point, k) => (centres[k] = point[d]));
      centres[n] = (low + high) / 2;
      return centres;
    });
    this.#widths = dimensions.map((dimension, d) => kernelWidths(dimension, this.#centres[d]));
    this.#scales = this.#widths.map((widths) => widths.map((width) => 1 / width));
    this.#inside = dimensions.map(({ low, high }, d) => {
      const [centres, widths] = [this.#centres[d], this.#widths[d]];
      return centres.map(
        (centre, k) => normalBelow((high - centre) / widths[k]) - normalBelow((low - centre) / widths[k]),
      );
    });
    this.#weights = kernelWeights(n, weights);
    this.#logWeights = this.#weights.map((weight, k) => {
      let sum = log(weight);
      dimensions.forEach(({ kind }, d) => {
        if (kind === 'real') sum -= log(this.#widths[d][k] * this.#inside[d][k]) + HALF_LOG_2PI;
      });
      return sum;
    });
  }

  /** A point drawn from it, as places by dimension. */
  sample(rng: Rng): number[] {
    let share = rng.uniform();
    let k = 0;
    while (k < this.#kernels - 1 && share >= this.#weights[k]) share -= this.#weights[k++];
    return this.#dimensions.map((dimension, d) => this.#draw(dimension, d, k, rng));
  }

  #draw(dimension: Dimension, d: number, k: number, rng: Rng): number {
    const { kind, low, high } = dimension;
    const centre = this.#centres[d][k];
    if (kind === 'words') {
      const choices = high - low;
      // The point's own word, and the share that all words have.
      const isOwn = k < this.#kernels - 1 && rng.uniform() * (1 + choices / this.#kernels) < 1;
      return isOwn ? centre : rng.integer(choices);
    }
    for (let draw = 0; draw < MAX_DRAWS; draw++) {
      const place = centre + this.#widths[d][k] * rng.normal();
      if (place >= low && place <= high) return dimension.toPlace(dimension.toValue(place));
    }
    return dimension.toPlace(dimension.toValue(centre));
  }

  /** log p of points, given as places by dimension; of whole numbers and words a probability. */
  logDensity(points: readonly (readonly number[])[]): Float64Array {
    const kernels = this.#kernels;
    const exponents = new Float64Array(kernels);
    const factors = new Float64Array(kernels);
    const known = this.#dimensions.map(() => new Map<number, Float64Array>());
    return Float64Array.from(points, (point) => {
      exponents.set(this.#logWeights);
      factors.fill(1);
      this.#dimensions.forEach((dimension, d) => {
        const place = point[d];
        if (dimension.kind === 'real') {
          addSquares(exponents, this.#centres[d], this.#scales[d], place);
          return;
        }
        let shares = known[d].get(place);
        if (shares === undefined) known[d].set(place, (shares = this.#shares(dimension, d, place)));
        for (let k = 0; k < kernels; k++) factors[k] = factors[k] * shares[k];
      });
      let most = -Infinity;
      for (let k = 0; k < kernels; k++) if (exponents[k] > most) most = exponents[k];
      let sum = 0;
      for (let k = 0; k < kernels; k++) sum += factors[k] * exp(exponents[k] - most);
      return most + log(sum);
    });
  }

  /** The probability of a whole number or word by kernel. */
  #shares(dimension: Dimension, d: number, place: number): Float64Array {
    const [centres, widths, inside] = [this.#centres[d], this.#widths[d], this.#inside[d]];
    if (dimension.kind === 'words') {
      const choices = dimension.high - dimension.low;
      const part = 1 / this.#kernels;
      return centres.map((centre, k) =>
        k === this.#kernels - 1 ? 1 / choices : (part + (centre === place ? 1 : 0)) / (1 + choices * part),
      );
    }
    const [low, high] = dimension.toEdges(place);
    return centres.map((centre, k) => {
      const width = widths[k];
      return (normalBelow((high - centre) / width) - normalBelow((low - centre) / width)) / inside[k];
    });
  }
}

function kernelWidths({ low, high }: Dimension, centres: Float64Array): Float64Array {
  const n = centres.length - 1;
  const range = high - low;
  const narrowest = range / Math.min(NARROWEST, n + 2);
  const order = ascending(centres.subarray(0, n), low, range);
  const widths = new Float64Array(n + 1).fill(range);
  // At the ends of all points only the inner neighbour counts; a lone point is as far as the axis' ends.
  const isLone = n < 2;
  let left = isLone ? low : NaN;
  for (let from = 0; from < n;) {
    const centre = centres[order[from]];
    let to = from + 1;
    while (to < n && centres[order[to]] === centre) to++;
    const right = to < n ? centres[order[to]] : isLone ? high : centre;
    const gap = Math.max(Number.isNaN(left) ? 0 : centre - left, right - centre);
    const width = Math.min(range, Math.max(narrowest, gap));
    for (; from < to; from++) widths[order[from]] = width;
    left = centre;
  }
  return widths;
}

/** Indices in the order of their values, told apart to 2^-38 of the range: numbers alone are sorted quickly. */
function ascending(values: Float64Array, low: number, range: number): Int32Array {
  const keys = new Float64Array(values.length);
  for (let k = 0; k < keys.length; k++)
    keys[k] = Math.floor(((values[k] - low) / range) * CELLS) * MOST_POINTS + k;
  keys.sort();
  const order = new Int32Array(keys.length);
  for (let k = 0; k < order.length; k++) order[k] = keys[k] - Math.floor(keys[k] / MOST_POINTS) * MOST_POINTS;
  return order;
}

/** Takes half of the squared distances from the exponents. */
function addSquares(
  exponents: Float64Array,
  centres: Float64Array,
  scales: Float64Array,
  place: number,
): void {
  for (let k = 0; k < exponents.length; k++) {
    const z = (place - centres[k]) * scales[k];
    exponents[k] -= 0.5 * z * z;
  }
}

/** In sum 1, the last that of the whole space. */
function kernelWeights(n: number, given: readonly number[] | null): Float64Array {
  const weights = new Float64Array(n + 1).fill(1);
  const total = (given ?? []).reduce((all, weight) => all + weight, 0);
  if (given !== null && total > 0 && total < Infinity) {
    weights.set(given);
    weights[n] = total / n;
  } else {
    const old = n - FULL_WEIGHT;
    for (let k = 0; k < old; k++) weights[k] = old === 1 ? 1 / n : 1 / n + ((1 - 1 / n) * k) / (old - 1);
  }
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}
