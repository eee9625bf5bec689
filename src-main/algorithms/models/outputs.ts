import { fail } from '../../../src-shared/errors';
import type { OutputReader } from '../contract/outputs';
import { networkOutputs, networkOutputTask } from '../network/outputs';
import { decisionOutputs, svmOutputTask } from '../svm/outputs';

/** Outputs of any kind of model, for an evaluation. */
export const OUTPUTS: OutputReader = {
  readTask({ model, classes }) {
    if (model.kind === 'kmeans') {
      throw fail(
        'invalid-data',
        'k-means has no target to compare its clusters with: an evaluation needs a network or an SVM.',
        { field: 'model.kind' },
      );
    }
    return model.kind === 'svm' ? svmOutputTask(classes) : networkOutputTask(model, classes);
  },
  readOutputs(context, data) {
    const { model } = context;
    return model.kind === 'network' ? networkOutputs(context, model, data) : decisionOutputs(context, data);
  },
};
