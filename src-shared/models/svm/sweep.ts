import { say } from '../../language/say';
import { getPath } from '../../fields/change';
import { numberAt, type SweepRules } from '../contract/sweep';
import { SVM_FIELDS } from './fields';
import { reciprocal, SVM_LOSSES, type SvmSpec } from './schema';

/** A sweep over SVMs varies the penalty, as l2 or as C, the loss, folds and Fourier features. */
export const svmSweep: SweepRules<SvmSpec> = {
  number(path, model) {
    if (path === 'model.C') return numberAt(SVM_FIELDS, path, reciprocal(model.l2));
    const name = path === 'model.tol' ? 'model.svm.tol' : path;
    return numberAt(SVM_FIELDS, name, getPath({ model }, path));
  },
  choice: (path) => (path === 'model.loss' ? { label: say('Loss'), choices: SVM_LOSSES } : null),
  changes: (change) =>
    change.path === 'model.C' ? [{ path: 'model.l2', value: 1 / Number(change.value) }] : [change],
  derived: [],
  condition: () => null,
  budget: ({ model }) => ({ path: 'model.maxIter', steps: model.maxIter }),
};
