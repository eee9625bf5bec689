import { say } from '../../../src-shared/language/say';
import type { ModelView } from '../contract/view';

/** Views of linear regression: form, runs, comparison. */
export const linearRegression: ModelView<'linear-regression'> = {
  describe: ({ alpha }) =>
    alpha === 0 ? say('linear regression') : say('ridge regression · alpha {alpha}', { alpha }),
  pictureTitle: () => say('Coefficients'),
  outputActivation: () => null,
  answerText: () => null,
  form: async () => (await import('./form')).linearRegressionForm,
  run: async () => (await import('./run')).linearRegressionRun,
  compare: async () => (await import('./compare')).linearRegressionCompare,
};
