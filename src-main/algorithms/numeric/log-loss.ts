import { log } from '../../../src-shared/portable-math/log';

/** Probabilities are kept this far from 0 and 1, a double's machine epsilon, as scikit-learn does. */
const EPSILON = Number.EPSILON;

/** Distance from 0 and 1 to which probabilities are clipped before a logarithm: Keras' `epsilon()`. */
export const PROBABILITY_EPSILON = 1e-7;

/**
 * A row's part of the log loss, -ln of the probability of its own class: scikit-learn's `log_loss`
 * is the weighted mean of it.
 */
export function computeLogLoss(probability: number): number {
  return -log(Math.min(1 - EPSILON, Math.max(EPSILON, probability)));
}

/**
 * A row's part of the cross-entropy as Keras and a run's loss have it: -ln of the probability of its own
 * class, kept 1e-7 from 0 and 1. Differs from {@link computeLogLoss} where a model is all but certain.
 */
export function computeCrossEntropy(probability: number): number {
  return -log(Math.min(1 - PROBABILITY_EPSILON, Math.max(PROBABILITY_EPSILON, probability)));
}
