import { say } from '../../../src-shared/language/say';
import type { ModelView } from '../contract/view';

/** Views of SVMs: form, runs, comparison. */
export const svm: ModelView<'svm'> = {
  describe: ({ fourier, loss, l2 }) =>
    [
      fourier === null
        ? 'linear SVM'
        : `SVM, ${fourier.nComponents} Fourier features, gamma ${fourier.gamma}`,
      loss === 'hinge' ? 'hinge' : 'squared hinge',
      `l2 = ${l2}`,
    ].join(' · '),
  pictureTitle: () => say('Margin'),
  outputActivation: () => null,
  answerText: () => null,
  form: async () => (await import('./form')).svmForm,
  run: async () => (await import('./run')).svmRun,
  compare: async () => (await import('./compare')).svmCompare,
};
