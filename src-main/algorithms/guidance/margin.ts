import { FIELDS } from '../../../src-shared/experiment/fields';
import type { Experiment, SvmSpec } from '../../../src-shared/experiment/schema';
import { CONVERGED_SHARE, unconvergedShare } from '../../../src-shared/models/svm/convergence';
import type { Finding, Offer } from '../../../src-shared/run/live/guidance';
import type { RunResult } from '../../../src-shared/run/record/record';
import { scaledCopy } from './offers';
import { figure } from './words';

/** More passes that are offered, times those made. */
const MORE_PASSES = 10;

/** A linear SVM whose passes ended before it came near its optimum. @param step that it stands at */
export function notConverged(
  { model, dataset }: Experiment & { readonly model: SvmSpec },
  result: Extract<RunResult, { kind: 'svm' }>,
  step: number,
): Finding[] {
  const { dualityGap, objective } = result;
  if (dualityGap === undefined || objective === undefined) return [];
  const share = unconvergedShare(model.tol, dualityGap, objective);
  if (share === null) return [];
  const bound = model.tol > 0 ? `the tolerance is ${figure(100 * model.tol)} %` : 'no tolerance is set';
  return [
    {
      kind: 'notConverged',
      message: `The SVM has not converged after ${figure(step)} ${step === 1 ? 'pass' : 'passes'}: its objective of ${figure(objective)} may be ${figure(dualityGap)} (${figure(100 * share)} %) above the optimum; ${bound}.`,
      step,
      offer: dataset.scaling === 'none' ? scaledCopy(step) : morePasses(model, step),
    },
  ];
}

function morePasses({ tol, maxIter }: SvmSpec, step: number): Offer | null {
  const value = Math.min(FIELDS['model.maxIter'].max, MORE_PASSES * maxIter);
  if (value <= maxIter) return null;
  return {
    kind: 'fork',
    label: `Fork with up to ${figure(value)} passes`,
    step,
    changes: [
      { path: 'model.maxIter', value },
      ...(tol > 0 ? [] : [{ path: 'model.tol', value: CONVERGED_SHARE }]),
    ],
  };
}
