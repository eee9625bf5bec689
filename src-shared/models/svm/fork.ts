import { say } from '../../language/say';
import { stepsOfFork, type ForkRules } from '../contract/fork';
import { SVM_FIELDS } from './fields';
import type { SvmSpec } from './schema';

/** A fork of an SVM keeps its dual variables, and with them loss, class weights and features. */
export const svmFork: ForkRules<SvmSpec> = {
  changeable: [/^model\.(l2|maxIter|tol|shrinking|folds|calibration)$/],
  reasons: [],
  problems: () => [],
  end: ({ model }) => ({ field: 'model.maxIter', step: model.maxIter, unit: say('passes') }),
  begin: ({ model, training }, step) => ({
    model: { ...model, maxIter: stepsOfFork(model.maxIter, step, SVM_FIELDS['model.maxIter'].max) },
    training,
  }),
};
