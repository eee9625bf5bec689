import type { LinearRegressionResult } from '../../../src-shared/models/linear-regression/result';
import { square } from '../../../src-shared/portable-math/square';
import { present } from '../../../src-shared/present';
import { readTensor, type ModelState } from '../contract/state';
import type { TrainingData } from '../contract/trainer';
import { dotFrom } from '../numeric/scaling';
import { rowBlocks, type Work } from '../numeric/linear-algebra/weighted-rows';
import { aliasReasons, coefficientTable, finiteOrNull } from '../regression/coefficient-table';
import { measureParts } from '../regression/measured-parts';
import type { LinearRegressionFit } from './linear-fit';

const BLOCK_ROWS = 4096;

/**
 * Linear function of scaled features, as it is stored: prediction = intercept + x'coef, in units of the
 * target.
 */
export interface LinearFunction {
  /** [width] */
  readonly coef: Float64Array;
  readonly intercept: number;
}

/**
 * Linear function of a stored model, for scaled features; copied.
 * @throws BenchtopError `corrupt` where `coef` or `intercept` is missing
 */
export function readLinearFunction(state: ModelState): LinearFunction {
  return {
    coef: Float64Array.from(readTensor(state, 'coef').data),
    intercept: readTensor(state, 'intercept').data[0],
  };
}

/**
 * Coefficient table and statistics that a stored model carries, in raw units; {@link UNFITTED} before
 * the fit.
 */
export function readResult(state: ModelState): LinearRegressionResult {
  return (state.extra['result'] as LinearRegressionResult | undefined) ?? UNFITTED;
}

/** Result of a run that was stopped before its fit: no coefficients, every statistic null. */
export const UNFITTED: LinearRegressionResult = {
  kind: 'linear-regression',
  coefficients: [],
  confidenceLevel: 0.95,
  observations: 0,
  rank: 0,
  residualDegreesOfFreedom: 0,
  residualStandardError: null,
  r2: null,
  adjustedR2: null,
  fStatistic: null,
  fPValue: null,
  logLikelihood: null,
  aic: null,
  bic: null,
  conditionNumber: null,
  inferenceUndefined: null,
};

/** Result for the run's record: coefficient table in raw units, statistics that are not finite as null. */
export function resultFrom(fit: LinearRegressionFit, data: TrainingData): LinearRegressionResult {
  const { inference } = fit;
  return {
    kind: 'linear-regression',
    coefficients: coefficientTable(
      data.featureNames,
      fit.intercept,
      fit.coef,
      inference === null ? null : { ...inference, statistics: inference.tStatistics },
      aliasReasons(fit.aliased, data),
    ),
    confidenceLevel: inference?.confidenceLevel ?? UNFITTED.confidenceLevel,
    observations: fit.observations,
    rank: fit.rank,
    residualDegreesOfFreedom: fit.residualDegreesOfFreedom,
    residualStandardError: finiteOrNull(inference?.residualStandardError ?? null),
    r2: finiteOrNull(fit.r2),
    adjustedR2: finiteOrNull(inference?.adjustedR2 ?? null),
    fStatistic: finiteOrNull(inference?.fStatistic ?? null),
    fPValue: finiteOrNull(inference?.fPValue ?? null),
    logLikelihood: finiteOrNull(inference?.logLikelihood ?? null),
    aic: finiteOrNull(inference?.aic ?? null),
    bic: finiteOrNull(inference?.bic ?? null),
    conditionNumber: finiteOrNull(fit.conditionNumber),
    inferenceUndefined: fit.inferenceUndefined,
  };
}

/**
 * R², RMSE and MAE of the training rows, by `r2`, `rmse` and `mae`; those of the validation rows, where there
 * are some, by `valR2` and so on. Errors are in the target's units, and each row counts by its weight.
 */
export function* measure(model: LinearFunction, data: TrainingData): Work<Record<string, number>> {
  return yield* measureParts(data, (from, to) => measureRows(model, data, from, to));
}

/** R² against the weighted mean of these rows, RMSE and MAE of rows, each row by its weight. */
function* measureRows(
  { coef, intercept }: LinearFunction,
  { features, width, target, weights }: TrainingData,
  from: number,
  to: number,
): Work<Record<string, number>> {
  let [weightSum, mean, spread, squares, absolute] = [0, 0, 0, 0, 0];
  yield* rowBlocks(to - from, width + 8, BLOCK_ROWS, (start, end) => {
    for (let row = from + start; row < from + end; row++) {
      const weight = weights?.[row] ?? 1;
      if (weight === 0) continue;
      const value = present(target)[row];
      const error = value - dotFrom(intercept, coef, features, row * width);
      weightSum += weight;
      const shift = value - mean;
      mean += (weight * shift) / weightSum;
      spread += weight * shift * (value - mean);
      squares += weight * square(error);
      absolute += weight * Math.abs(error);
    }
  });
  return {
    r2: spread > 0 ? 1 - squares / spread : NaN,
    rmse: Math.sqrt(squares / weightSum),
    mae: absolute / weightSum,
  };
}
