import type { SvmSpec } from '../../../../src-shared/experiment/schema';
import { square } from '../../../../src-shared/portable-math/square';
import { euclideanNorm } from '../../numeric/scaling';
import type { SvmWeights } from '../problem';
import { featuresFor } from '../solver/store';

/** Part of the rows' mean squared length that the bias may move by in one pass; by trial on svm-offset. */
const REACH = 0.25;

/**
 * Times 1 / (C rows): the duals of all rows must be able to move the bias by about 1 in a pass, also
 * where rows differ in nothing but along their mean, as those of a single column do.
 */
const MIN_REACH = 4;

/** Rows that are looked at to see how far all lie from zero. */
const SAMPLE_ROWS = 4096;

/** Rows as a solver is given them, the training rows first. */
export interface RawRows {
  readonly rows: number;
  readonly trainRows: number;
  readonly width: number;
  /** [rows][width] */
  readonly features: Float64Array;
}

/**
 * Whether the columns lie so far from zero that coordinate descent on them as they are cannot converge
 * in the passes that the model allows: it needs some 15 passes for each unit of
 * |mean|² / (mean squared distance from the mean), to a gap of 0.1 %. Where a tolerance says when to
 * stop, a tenth as far is too far already.
 * @param maxIter passes that may be made
 */
export function isFarFromZero({ tol, maxIter }: Pick<SvmSpec, 'tol' | 'maxIter'>, data: RawRows): boolean {
  const sample = sampleRows(data);
  const mean = computeMean(sample);
  const spread = meanSquaredDistance(sample, mean);
  return spread > 0 && square(euclideanNorm(mean)) > (tol > 0 ? maxIter / 10 : maxIter) * spread;
}

/** Training rows that are evenly spread, {@link SAMPLE_ROWS} at most: how far they lie shows in a few. */
function sampleRows(data: RawRows): RawRows {
  const { features, width, trainRows } = data;
  if (trainRows <= SAMPLE_ROWS) return data;
  const sampled = new Float64Array(SAMPLE_ROWS * width);
  for (let i = 0; i < SAMPLE_ROWS; i++) {
    const row = Math.floor((i * trainRows) / SAMPLE_ROWS);
    sampled.set(features.subarray(row * width, (row + 1) * width), i * width);
  }
  return { rows: SAMPLE_ROWS, trainRows: SAMPLE_ROWS, width, features: sampled };
}

/**
 * The training rows of a linear SVM in coordinates that do not depend on how far they lie from zero.
 *
 * With the constant feature of the bias a row is (x, 1), and the penalty is the squared length of
 * (w, b): a reflection H leaves both the decisions and the penalty as they are. H turns the mean row
 * (m, 1), of length T, into the last axis, so that a row becomes (r, T q) with q = 1 + small, computed
 * from x - m without cancellation, and (w, b) becomes (u, c / T): c is the decision at the mean row.
 * The problem is the same to the last digit: penalty |u|² + c² / T², decision u . r + c q.
 */
export class CenteredRows {
  readonly trainRows: number;
  /** Columns of a centred row: the raw width, and one that carries the bias. */
  readonly width: number;
  /** [trainRows][width]: (r, sigma q). */
  readonly features: Float64Array;
  /** T², the squared length of the mean row with its 1. */
  readonly squaredLength: number;
  /** Proximal strength: a pass counts (c - its last value)² / reach beside the penalty. */
  readonly reach: number;
  /** Factor of q that gives c the weight 1 in the penalty of a pass: 1 / sigma² = 1 / T² + 1 / reach. */
  readonly sigma: number;
  /** Unit normal n of the reflection I - 2 n n'. */
  readonly #normal: Float64Array;

  /**
   * @param classifiers that pass over them
   * @param l2 of the model, 1 / C
   */
  constructor(data: RawRows, classifiers: number, l2: number) {
    const { trainRows, width } = data;
    const mean = computeMean(data);
    this.trainRows = trainRows;
    this.width = width + 1;
    this.squaredLength = square(euclideanNorm(mean)) + 1;
    const length = Math.sqrt(this.squaredLength);
    this.#normal = normalTo(mean, length);
    this.features = featuresFor({ rows: trainRows, width: this.width, trainRows, classifiers });
    let squares = 0;
    const row = new Float64Array(this.width);
    for (let i = 0; i < trainRows; i++) {
      for (let j = 0; j < width; j++) row[j] = data.features[i * width + j] - mean[j];
      row[width] = 0;
      this.#reflect(row);
      for (let j = 0; j < width; j++) squares += square(row[j]);
      row[width] = 1 + row[width] / length;
      this.features.set(row, i * this.width);
    }
    this.reach = Math.max((REACH * squares) / trainRows, (MIN_REACH * l2) / trainRows);
    this.sigma = Math.sqrt(1 / (1 / this.squaredLength + 1 / this.reach));
    for (let at = width; at < this.features.length; at += this.width) this.features[at] *= this.sigma;
  }

  /** The line as one on the rows as they were; changes `raw`. @param coef [width] of the rows here */
  writeRaw(coef: Float64Array, raw: SvmWeights): void {
    const line = coef.slice();
    const last = this.width - 1;
    line[last] = (coef[last] * this.sigma) / Math.sqrt(this.squaredLength);
    this.#reflect(line);
    raw.coef.set(line.subarray(0, last));
    raw.intercept = line[last];
  }

  #reflect(vector: Float64Array): void {
    const normal = this.#normal;
    let dot = 0;
    for (let j = 0; j < normal.length; j++) dot += normal[j] * vector[j];
    for (let j = 0; j < normal.length; j++) vector[j] -= 2 * dot * normal[j];
  }
}

/**
 * The unit normal of the reflection that takes (mean, 1) / length to the last axis; all zero where it
 * is there already. Its last entry, 1 / length - 1, is written without cancellation for small means.
 */
function normalTo(mean: Float64Array, length: number): Float64Array {
  const width = mean.length;
  const normal = new Float64Array(width + 1);
  const squared = square(euclideanNorm(mean));
  if (squared === 0) return normal;
  for (let j = 0; j < width; j++) normal[j] = mean[j] / length;
  normal[width] = -squared / (length * (length + 1));
  const norm = euclideanNorm(normal);
  return normal.map((value) => value / norm);
}

/** [width]: the mean of each column over the training rows, in two passes: the second takes up what the first rounded. */
function computeMean({ features, width, trainRows }: RawRows): Float64Array {
  const mean = new Float64Array(width);
  for (let pass = 0; pass < 2; pass++) {
    const sums = new Float64Array(width);
    for (let row = 0, at = 0; row < trainRows; row++) {
      for (let j = 0; j < width; j++, at++) sums[j] += features[at] - mean[j];
    }
    for (let j = 0; j < width; j++) mean[j] += sums[j] / trainRows;
  }
  return mean;
}

function meanSquaredDistance({ features, width, trainRows }: RawRows, mean: Float64Array): number {
  let sum = 0;
  for (let row = 0, at = 0; row < trainRows; row++) {
    for (let j = 0; j < width; j++, at++) sum += square(features[at] - mean[j]);
  }
  return sum / trainRows;
}
