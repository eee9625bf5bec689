import type { LogisticRegressionResult } from '../../../src-shared/models/logistic-regression/result';
import { readTensor, type ModelState } from '../contract/state';
import type { TrainingData } from '../contract/trainer';
import { findLargest } from '../numeric/largest';
import { computeLogLoss } from '../numeric/log-loss';
import { rowBlocks, type Work } from '../numeric/linear-algebra/weighted-rows';
import { aliasReasons, coefficientTable, finiteOrNull } from '../regression/coefficient-table';
import { measureParts } from '../regression/measured-parts';
import type { LogisticRegressionFit } from './logistic-fit';
import { logisticProbabilities, type LogisticCoefficients } from './probabilities';
import { separatingFeatures } from './separating-features';

const BLOCK_ROWS = 1024;

/**
 * Coefficients of a stored model for scaled features, those of each class but the first; copied.
 * @throws BenchtopError `corrupt` where `coef` or `intercept` is missing
 */
export function readCoefficients(state: ModelState): LogisticCoefficients {
  const intercept = Float64Array.from(readTensor(state, 'intercept').data);
  return {
    classes: intercept.length + 1,
    coef: Float64Array.from(readTensor(state, 'coef').data),
    intercept,
  };
}

/**
 * Coefficient tables and statistics that a stored model carries, in raw units; {@link unfitted} before
 * the first step.
 * @param classes of the target, in the order of the model
 */
export function readResult(
  state: ModelState,
  classes: readonly (number | string)[],
): LogisticRegressionResult {
  return (state.extra['result'] as LogisticRegressionResult | undefined) ?? unfitted(classes);
}

/**
 * Result of a run that was stopped before its first step: no equations, every statistic null.
 * @param classes of the target, the first being the reference
 */
export function unfitted(classes: readonly (number | string)[]): LogisticRegressionResult {
  return {
    kind: 'logistic-regression',
    reference: classes[0] ?? 0,
    equations: [],
    confidenceLevel: 0.95,
    observations: 0,
    parameters: 0,
    iterations: 0,
    converged: false,
    separation: null,
    separatedBy: [],
    logLikelihood: null,
    nullLogLikelihood: null,
    mcFaddenR2: null,
    aic: null,
    bic: null,
    likelihoodRatio: null,
    likelihoodRatioDegreesOfFreedom: null,
    likelihoodRatioPValue: null,
    inferenceUndefined: 'notConverged',
  };
}

/**
 * Result for the run's record: a coefficient table in raw units for each class but the first,
 * statistics that are not finite as null.
 */
export function resultFrom(fit: LogisticRegressionFit, data: TrainingData): LogisticRegressionResult {
  const { inference, separation } = fit;
  const { width, classes, featureNames } = data;
  const aliases = aliasReasons(fit.aliased, data);
  const equations = classes.slice(1).map((name, k) => {
    const of = (values: Float64Array): Float64Array =>
      values.subarray(k * (1 + width), (k + 1) * (1 + width));
    const statistics =
      inference === null
        ? null
        : {
            standardErrors: of(inference.standardErrors),
            statistics: of(inference.zStatistics),
            pValues: of(inference.pValues),
            lower: of(inference.lower),
            upper: of(inference.upper),
          };
    const coef = fit.coef.subarray(k * width, (k + 1) * width);
    const coefficients = coefficientTable(featureNames, fit.intercept[k], coef, statistics, aliases);
    return { class: name, coefficients };
  });
  return {
    kind: 'logistic-regression',
    reference: classes[0] ?? 0,
    equations,
    confidenceLevel: inference?.confidenceLevel ?? 0.95,
    observations: fit.observations,
    parameters: fit.parameters,
    iterations: fit.iterations,
    converged: fit.converged,
    separation,
    separatedBy: separation === null ? [] : separatingFeatures(data, separation),
    logLikelihood: finiteOrNull(fit.logLikelihood),
    nullLogLikelihood: finiteOrNull(fit.nullLogLikelihood),
    mcFaddenR2: finiteOrNull(fit.mcFaddenR2),
    aic: finiteOrNull(inference?.aic ?? null),
    bic: finiteOrNull(inference?.bic ?? null),
    likelihoodRatio: finiteOrNull(inference?.likelihoodRatio ?? null),
    likelihoodRatioDegreesOfFreedom: inference?.likelihoodRatioDegreesOfFreedom ?? null,
    likelihoodRatioPValue: finiteOrNull(inference?.likelihoodRatioPValue ?? null),
    inferenceUndefined: fit.inferenceUndefined,
  };
}

/**
 * Mean log loss (in nats, penalty not included) and accuracy of the training rows, by `logLoss` and `accuracy`;
 * those of the validation rows, where there are some, by `valLogLoss` and `valAccuracy`. Each row counts by
 * its weight.
 */
export function* measure(model: LogisticCoefficients, data: TrainingData): Work<Record<string, number>> {
  return yield* measureParts(data, (from, to) => measureRows(model, data, from, to));
}

/** Mean of -ln P(own class) and share of rows whose class is the most probable, each row by its weight. */
function* measureRows(
  model: LogisticCoefficients,
  { features, width, target, weights }: TrainingData,
  from: number,
  to: number,
): Work<Record<string, number>> {
  const { classes } = model;
  let [weightSum, losses, right] = [0, 0, 0];
  yield* rowBlocks(to - from, (width + 8) * classes, BLOCK_ROWS, (start, end) => {
    const first = from + start;
    const block = features.subarray(first * width, (from + end) * width);
    const probabilities = logisticProbabilities(model, block, end - start);
    for (let i = 0; i < end - start; i++) {
      const weight = weights?.[first + i] ?? 1;
      if (weight === 0) continue;
      const actual = target![first + i];
      weightSum += weight;
      losses += weight * computeLogLoss(probabilities[i * classes + actual]);
      if (findLargest(probabilities, i * classes, classes) === actual) right += weight;
    }
  });
  return { logLoss: losses / weightSum, accuracy: right / weightSum };
}
