import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { ModelAlgorithm } from '../contract/model-algorithm';
import type { ExplainedFeatures } from '../contract/explained';
import type { ModelContext } from '../contract/model-context';
import { passCapacity, type ModelOutputs } from '../contract/outputs';
import type { TrainingData } from '../contract/trainer';
import { finishLastState } from '../contract/training-rules';
import { dotFrom } from '../numeric/scaling';
import { notFinite } from '../guidance/offers';
import { collinearFindings } from '../regression/collinear';
import { linearRegressionAnswers } from './answers';
import { readLinearFunction, readResult } from './model';
import { createLinearRegression } from './trainer';

/**
 * Linear regression by ordinary least squares or ridge (scikit-learn's `LinearRegression` and `Ridge`).
 * Joins data, training, answers, evaluation, cost and diagnostics for the table of kinds.
 */
export const linearRegression: ModelAlgorithm<'linear-regression'> = {
  data: {
    encodeTarget: () => ({ kind: 'numbers', isScaled: false }),
    allocateFeatures: (_, { rows, width }) => new Float64Array(rows * width),
    hashesFeatures: false,
    check: (_, data) => {
      checkTarget(data);
    },
  },
  training: {
    createTrainer: createLinearRegression,
    createStreamedTrainer: null,
    forkState: (state) => state,
    keepsBest: () => false,
    finishState: finishLastState,
  },
  answers: linearRegressionAnswers,
  outputs: {
    readTask: () => ({ kind: 'numbers' }),
    readOutputs,
  },
  explained: {
    scale: () => 'number',
    readOutputs,
    decide: () => null,
    isAffine: () => true,
    createGradients: null,
  },
  estimateCost: () => ({ kind: 'typed', reason: 'the kernels of linear regression' }),
  diagnostics: {
    watchMetrics: () => null,
    unequalSpreads: ({ alpha }) => (alpha > 0 ? sentence('the penalty weighs on them unequally') : null),
    findUnscaled: () => null,
    findInModel: (_, __, state) => collinearFindings(readResult(state).coefficients, state.step),
    explainNotFinite: (_, error, step) => notFinite(error, step),
  },
};

/** The predicted number of each row. */
function readOutputs(
  { state }: ModelContext<'linear-regression'>,
  { features, width, rows: allRows }: ExplainedFeatures,
): ModelOutputs {
  const { coef, intercept } = readLinearFunction(state);
  const capacity = passCapacity(width, allRows);
  const values = new Float64Array(capacity);
  return {
    units: 1,
    capacity,
    read(from, rows) {
      for (let i = 0; i < rows; i++) values[i] = dotFrom(intercept, coef, features, (from + i) * width);
      return values;
    },
  };
}

/** @throws BenchtopError `invalid-data` where there are no numbers to learn */
function checkTarget({ target, classes }: TrainingData): void {
  if (target !== null && classes.length === 0) return;
  throw fail(
    'invalid-data',
    target === null
      ? sentence('Linear regression needs a target column of numbers: choose one.')
      : sentence(
          'Linear regression predicts numbers, but the target has the classes {classes}: choose logistic regression or another target.',
          { classes: classes.slice(0, 5).join(', ') },
        ),
    { field: 'dataset.target' },
  );
}
