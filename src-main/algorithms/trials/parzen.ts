import { normalBelow } from '../../../src-shared/distributions/normal-table';
import { exp } from '../../../src-shared/portable-math/exp';
import { log } from '../../../src-shared/portable-math/log';
import type { Rng } from '../numeric/rng';
import { ascending } from './ascending';
import type { Dimension } from './dimension';

const HALF_LOG_2PI = 0.5 * log(2 * Math.PI);
/** Kernels are no narrower than this part of their axis. */
const NARROWEST = 100;
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
    const byDimension = dimensions.map(() => n + 1);
    [this.#centres, this.#widths, this.#scales, this.#inside] = [
      partsOf(byDimension),
      partsOf(byDimension),
      partsOf(byDimension),
      partsOf(byDimension),
    ];
    this.#weights = kernelWeights(n, weights);
    this.#logWeights = new Float64Array(n + 1);
    for (let k = 0; k <= n; k++) this.#logWeights[k] = log(this.#weights[k]);
    for (let d = 0; d < dimensions.length; d++) this.#fill(d, points);
  }

  /** Centres and widths of the kernels along one dimension, and what follows from them. */
  #fill(d: number, points: readonly (readonly number[])[]): void {
    const { kind, low, high } = this.#dimensions[d];
    const [centres, widths] = [this.#centres[d], this.#widths[d]];
    const [scales, inside, logWeights] = [this.#scales[d], this.#inside[d], this.#logWeights];
    const n = points.length;
    for (let k = 0; k < n; k++) centres[k] = points[k][d];
    centres[n] = (low + high) / 2;
    setKernelWidths(this.#dimensions[d], centres, widths);
    setMasses(inside, centres, widths, low, high);
    for (let k = 0; k <= n; k++) scales[k] = 1 / widths[k];
    if (kind === 'real')
      for (let k = 0; k <= n; k++) logWeights[k] -= log(widths[k] * inside[k]) + HALF_LOG_2PI;
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
    const found = new Float64Array(points.length);
    for (let i = 0; i < points.length; i++) {
      exponents.set(this.#logWeights);
      factors.fill(1);
      for (let d = 0; d < this.#dimensions.length; d++) {
        const dimension = this.#dimensions[d];
        const place = points[i][d];
        if (dimension.kind === 'real') {
          addSquares(exponents, this.#centres[d], this.#scales[d], place);
          continue;
        }
        let shares = known[d].get(place);
        if (shares === undefined) known[d].set(place, (shares = this.#shares(dimension, d, place)));
        multiply(factors, shares);
      }
      found[i] = logOfSum(factors, exponents);
    }
    return found;
  }

  /** The probability of a whole number or word by kernel. */
  #shares(dimension: Dimension, d: number, place: number): Float64Array {
    const [centres, inside] = [this.#centres[d], this.#inside[d]];
    const kernels = this.#kernels;
    const shares = new Float64Array(kernels);
    if (dimension.kind === 'words') {
      const choices = dimension.high - dimension.low;
      const part = 1 / kernels;
      for (let k = 0; k < kernels - 1; k++)
        shares[k] = (part + (centres[k] === place ? 1 : 0)) / (1 + choices * part);
      shares[kernels - 1] = 1 / choices;
      return shares;
    }
    const [low, high] = dimension.toEdges(place);
    setMasses(shares, centres, this.#widths[d], low, high);
    for (let k = 0; k < kernels; k++) shares[k] /= inside[k];
    return shares;
  }
}

/** Sets what of each kernel lies between two places. */
function setMasses(
  masses: Float64Array,
  centres: Float64Array,
  widths: Float64Array,
  low: number,
  high: number,
): void {
  for (let k = 0; k < masses.length; k++)
    masses[k] = normalBelow((high - centres[k]) / widths[k]) - normalBelow((low - centres[k]) / widths[k]);
}

/** One array in parts: many arrays of their own would keep the garbage collector busy. */
function partsOf(lengths: readonly number[]): Float64Array[] {
  const all = new Float64Array(lengths.reduce((sum, length) => sum + length, 0));
  let from = 0;
  return lengths.map((length) => all.subarray(from, (from += length)));
}

function setKernelWidths({ low, high }: Dimension, centres: Float64Array, widths: Float64Array): void {
  const n = centres.length - 1;
  const range = high - low;
  const narrowest = range / Math.min(NARROWEST, n + 2);
  const order = ascending(centres, n, low, range);
  widths[n] = range;
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
}

/** log of the sum of factors e^exponents. In functions of their own such loops are compiled whole. */
function logOfSum(factors: Float64Array, exponents: Float64Array): number {
  let most = -Infinity;
  for (let k = 0; k < exponents.length; k++) if (exponents[k] > most) most = exponents[k];
  let sum = 0;
  for (let k = 0; k < exponents.length; k++) sum += factors[k] * exp(exponents[k] - most);
  return most + log(sum);
}

function multiply(factors: Float64Array, shares: Float64Array): void {
  for (let k = 0; k < factors.length; k++) factors[k] *= shares[k];
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
  let sum = 0;
  for (let k = 0; k <= n; k++) sum += weights[k];
  for (let k = 0; k <= n; k++) weights[k] /= sum;
  return weights;
}
