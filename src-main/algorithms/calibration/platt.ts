import { exp } from '../../../src-shared/portable-math/exp';
import { log } from '../../../src-shared/portable-math/log';
import { log1p } from '../../../src-shared/portable-math/log1p';

/** Platt's sigmoid (Platt 1999): P(y = 1 | f) = 1 / (1 + exp(a f + b)) of a decision value f. */
export interface PlattLine {
  readonly a: number;
  readonly b: number;
}

const MAX_STEPS = 100;
const SMALLEST_STEP = 1e-10;
const RIDGE = 1e-12;
const PRECISION = 1e-5;

/**
 * Probability of the positive class for a decision value, 1 / (1 + exp(a f + b)), computed without
 * overflow.
 */
export function plattProbability({ a, b }: PlattLine, decision: number): number {
  const value = a * decision + b;
  if (value >= 0) {
    const power = exp(-value);
    return power / (1 + power);
  }
  return 1 / (1 + exp(value));
}

/**
 * Platt's scaling by Newton's method with backtracking (Lin, Lin and Weng 2007, appendix C), with
 * Platt's targets (n+ + 1) / (n+ + 2) and 1 / (n- + 2) against overfitting.
 * @param decisions [n] of rows that the classifier was not trained on
 * @param sides [n]: above 0 for the positive class
 * @param weights [n]: how much each row counts; null: 1 each
 * @param precision of the sums of slopes at which it ends
 */
export function fitPlatt(
  decisions: ArrayLike<number>,
  sides: ArrayLike<number>,
  weights: ArrayLike<number> | null = null,
  precision = PRECISION,
): PlattLine {
  const count = decisions.length;
  let positive = 0;
  let negative = 0;
  for (let i = 0; i < count; i++) {
    if (sides[i] > 0) positive += weights?.[i] ?? 1;
    else negative += weights?.[i] ?? 1;
  }
  const high = (positive + 1) / (positive + 2);
  const low = 1 / (negative + 2);
  const target = (i: number): number => (sides[i] > 0 ? high : low);

  const lossAt = (a: number, b: number): number => {
    let loss = 0;
    for (let i = 0; i < count; i++) {
      const value = a * decisions[i] + b;
      const t = target(i);
      const rowLoss = value >= 0 ? t * value + log1p(exp(-value)) : (t - 1) * value + log1p(exp(value));
      loss += (weights?.[i] ?? 1) * rowLoss;
    }
    return loss;
  };

  let a = 0;
  let b = log((negative + 1) / (positive + 1));
  let loss = lossAt(a, b);
  for (let step = 0; step < MAX_STEPS; step++) {
    let h11 = RIDGE;
    let h22 = RIDGE;
    let h21 = 0;
    let g1 = 0;
    let g2 = 0;
    for (let i = 0; i < count; i++) {
      const f = decisions[i];
      const weight = weights?.[i] ?? 1;
      const p = plattProbability({ a, b }, f);
      const curvature = weight * p * (1 - p);
      const slope = weight * (target(i) - p);
      h11 += f * f * curvature;
      h22 += curvature;
      h21 += f * curvature;
      g1 += f * slope;
      g2 += slope;
    }
    if (Math.abs(g1) < precision && Math.abs(g2) < precision) break;
    const determinant = h11 * h22 - h21 * h21;
    const da = -(h22 * g1 - h21 * g2) / determinant;
    const db = -(-h21 * g1 + h11 * g2) / determinant;
    const descent = g1 * da + g2 * db;
    let length = 1;
    while (length >= SMALLEST_STEP) {
      const next = lossAt(a + length * da, b + length * db);
      if (next < loss + 1e-4 * length * descent) {
        a += length * da;
        b += length * db;
        loss = next;
        break;
      }
      length /= 2;
    }
    if (length < SMALLEST_STEP) break;
  }
  return { a, b };
}

/**
 * Probability of each class for a row's decision values: two classes by one sigmoid, more by one each,
 * divided by their sum so that they add up to 1.
 * @param lines [classifiers]
 * @param decisions [classifiers]
 * @returns [classes]
 */
export function plattProbabilities(lines: readonly PlattLine[], decisions: ArrayLike<number>): number[] {
  if (lines.length === 1) {
    const p = plattProbability(lines[0], decisions[0]);
    return [1 - p, p];
  }
  const rowLoss = lines.map((line, k) => plattProbability(line, decisions[k]));
  const sum = rowLoss.reduce((all, p) => all + p, 0);
  return rowLoss.map((p) => (sum > 0 ? p / sum : 1 / rowLoss.length));
}
