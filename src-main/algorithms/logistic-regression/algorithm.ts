import { sentence } from '../../../src-shared/language/sentence';
import type { ModelAlgorithm } from '../contract/model-algorithm';
import type { ExplainedFeatures } from '../contract/explained';
import type { ModelContext } from '../contract/model-context';
import { passCapacity, type ModelOutputs } from '../contract/outputs';
import { finishLastState } from '../contract/training-rules';
import { checkClasses } from '../classes/check-classes';
import { checkClassWeights } from '../classes/class-weights';
import { findLargest } from '../numeric/largest';
import { logisticRegressionAnswers } from './answers';
import { logisticRegressionDiagnostics } from './diagnostics';
import { readCoefficients } from './model';
import { logisticProbabilities } from './probabilities';
import { createLogisticRegression } from './trainer';

/**
 * Logistic regression, two classes or more, by maximum likelihood or with an L2 penalty (scikit-learn's
 * `LogisticRegression`, statsmodels' `Logit` and `MNLogit`). Joins data, training, answers, evaluation,
 * cost and diagnostics for the table of kinds.
 */
export const logisticRegression: ModelAlgorithm<'logistic-regression'> = {
  data: {
    encodeTarget: () => ({ kind: 'classes', alternative: null }),
    allocateFeatures: (_, { rows, width }) => new Float64Array(rows * width),
    hashesFeatures: false,
    check(model, data) {
      checkClasses(sentence('Logistic regression'), data);
      checkClassWeights(model.classWeight, data.classes);
    },
  },
  training: {
    createTrainer: createLogisticRegression,
    // Other settings have another optimum: the coefficients are where its search begins.
    createStreamedTrainer: null,
    forkState: (state, from, to) =>
      JSON.stringify(from) === JSON.stringify(to)
        ? state
        : { ...state, extra: { ...state.extra, status: 'running', separation: null } },
    keepsBest: () => false,
    finishState: finishLastState,
  },
  answers: logisticRegressionAnswers,
  outputs: {
    readTask: ({ classes }) => ({
      kind: 'classes',
      scores: 'probability',
      threshold: classes.length === 2 ? 0.5 : null,
      classAt: findLargest,
    }),
    readOutputs,
  },
  explained: {
    scale: () => 'probability',
    readOutputs,
    decide: () => findLargest,
    isAffine: () => false,
    createGradients: null,
  },
  estimateCost: () => ({ kind: 'typed', reason: 'the kernels of logistic regression' }),
  diagnostics: logisticRegressionDiagnostics,
};

/** The probability of each class, [rows][classes]. */
function readOutputs(
  { state }: ModelContext<'logistic-regression'>,
  { features, width, rows: allRows }: ExplainedFeatures,
): ModelOutputs {
  const model = readCoefficients(state);
  return {
    units: model.classes,
    capacity: passCapacity((width + 8) * model.classes, allRows),
    read: (from, rows) =>
      logisticProbabilities(model, features.subarray(from * width, (from + rows) * width), rows),
  };
}
