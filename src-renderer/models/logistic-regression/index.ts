import { say } from '../../../src-shared/language/say';
import type { ModelView } from '../contract/view';

/** Views of logistic regression: form, runs, comparison. */
export const logisticRegression: ModelView<'logistic-regression'> = {
  describe: ({ penalty, C }) =>
    penalty === 'none' ? say('logistic regression') : say('logistic regression · L2, C = {C}', { C }),
  pictureTitle: () => say('Coefficients'),
  outputActivation: () => null,
  answerText: () => null,
  form: async () => (await import('./form')).logisticRegressionForm,
  run: async () => (await import('./run')).logisticRegressionRun,
  compare: async () => (await import('./compare')).logisticRegressionCompare,
};
