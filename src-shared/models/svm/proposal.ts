import { say } from '../../language/say';
import { USUAL_TRAINING, type ProposalRules } from '../contract/proposal';
import type { SvmSpec } from './schema';

const BEGINNING = { kind: 'svm', C: 1, tol: 1e-3, maxIter: 1000 } as const;

/** An SVM with C = 1 on scaled features, trained to its optimum. */
export const svmProposal: ProposalRules<SvmSpec> = {
  proposedFor: null,
  scalesFeatures: true,
  scalesTarget: false,
  model: () => ({
    settings: BEGINNING,
    reasons: [{ field: 'model.svm.tol', text: say('trains until it is within 0.1 % of the optimum') }],
  }),
  training: () => USUAL_TRAINING,
  initial: BEGINNING,
  forTarget: (model) => model,
};
