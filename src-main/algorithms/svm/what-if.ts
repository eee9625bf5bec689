import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { SvmSpec } from '../../../src-shared/experiment/schema';
import type { WhatIf } from '../../../src-shared/run/live/frames';
import type { Scaler } from '../../../src-shared/run/record/dataset-facts';
import { euclideanNorm, scaleInto, unscaleLinear } from '../numeric/scaling';
import { Rng } from '../numeric/rng';
import { isFarFromZero } from './centering/centered-rows';
import { zeroWeights } from './decisions';
import { BinaryClassifiers } from './binary-classifiers';
import { typedSvmKernel } from './solver/solver';

/** Points to train the margin lab's SVM on: two raw features each, and their class. */
export interface WhatIfPoints {
  /** [n][features] */
  readonly points: readonly (readonly number[])[];
  /** [n]: 0 or 1. */
  readonly classes: readonly number[];
}

/** The gap, as a share of the objective, at which a line no longer moves to the eye. */
const TOLERANCE = 1e-3;
/** Multiply-adds of one answer, some 50 ms at most: it follows the pointer. */
const MAX_WORK = 50e6;
const MAX_PASSES = 20_000;

/**
 * The line that the run's own settings, but for C, would find for other points. The scaler stays the
 * run's, and every row counts by its class's weight alone.
 * @param run its scaler, and the names of its two classes
 * @throws BenchtopError `invalid-data` where a class has no point or a point is no pair of numbers
 */
export function whatIf(
  model: SvmSpec,
  run: { readonly scaler: Scaler; readonly names: readonly (number | string)[] },
  C: number,
  query: WhatIfPoints,
): WhatIf {
  const { points, classes } = query;
  const { scaler, names } = run;
  const width = scaler.scale.length;
  const wrong = points.findIndex((point) => point.length !== width || !point.every(Number.isFinite));
  if (wrong >= 0 || classes.length !== points.length) {
    throw fail(
      'invalid-data',
      sentence('Point {wrong} is not {width} numbers.', { wrong: wrong + 1, width }),
    );
  }
  if (!classes.includes(0) || !classes.includes(1)) {
    throw fail('invalid-data', sentence('A line needs points of both classes: add one of the other class.'));
  }
  const features = new Float64Array(points.length * width);
  points.forEach((point, row) => {
    scaleInto(point, scaler, features, row * width);
  });
  const spec: SvmSpec = { ...model, l2: 1 / C, shrinking: false, fourier: null };
  const rows = points.length;
  const passes = Math.max(10, Math.min(MAX_PASSES, Math.floor(MAX_WORK / (rows * 3 * (width + 3)))));
  const data = { rows, trainRows: rows, width, features, weights: null };
  const classifiers = new BinaryClassifiers(
    spec,
    { ...data, target: Float64Array.from(classes), classes: names },
    [zeroWeights(width)],
    (problem) => typedSvmKernel(spec, problem, { rng: new Rng(1) }),
    isFarFromZero({ tol: TOLERANCE, maxIter: passes }, data) ? () => null : null,
  );
  let pass = 0;
  let measured = classifiers.objective();
  while (pass < passes && !(pass > 0 && measured.gap <= TOLERANCE * measured.objective)) {
    for (const _ of classifiers.pass());
    measured = classifiers.objective();
    pass++;
  }
  const weights = classifiers.weights[0];
  const line = unscaleLinear(weights.coef, weights.intercept, scaler);
  return {
    coef: line.coef,
    intercept: line.intercept,
    objective: measured.objective,
    dualityGap: measured.gap,
    accuracy: classifiers.score(0, rows).accuracy,
    marginWidth: 2 / euclideanNorm(line.coef),
  };
}
