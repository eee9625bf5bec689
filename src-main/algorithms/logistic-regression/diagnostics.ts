import type { Finding, Offer } from '../../../src-shared/run/live/guidance';
import type { LogisticRegressionResult } from '../../../src-shared/models/logistic-regression/result';
import type { ModelDiagnostics } from '../contract/diagnostics';
import { formatStatistic } from '../guidance/format';
import { collinearFindings } from '../regression/collinear';

/** Names in a sentence. */
const MAX_NAMES = 3;
/** More steps that are offered, times those made. */
const MORE_STEPS = 10;

/** What there is to warn of in a logistic regression: separated classes, early ends, dependent columns. */
export const logisticRegressionDiagnostics: ModelDiagnostics<'logistic-regression'> = {
  watchMetrics: () => null,
  unequalSpreads: ({ penalty }) => (penalty === 'l2' ? 'the penalty weighs on them unequally' : null),
  findUnscaled: () => null,
  findInModel({ model }, _, { step }, result) {
    if (result === null) return [];
    return [
      ...separated(result, step),
      ...collinearFindings(result.equations[0]?.coefficients ?? [], step),
      ...(result.converged || result.separation !== null ? [] : [notConverged(step, model.maxIter)]),
    ];
  },
  explainNotFinite: (_, message, step) => ({ kind: 'notFinite', message, step, offer: null }),
};

function separated({ separation, separatedBy }: LogisticRegressionResult, step: number): Finding[] {
  if (separation === null) return [];
  const more = separatedBy.length > MAX_NAMES ? ` and ${separatedBy.length - MAX_NAMES} more` : '';
  const names = `${separatedBy.slice(0, MAX_NAMES).join(', ')}${more}`;
  const by =
    separatedBy.length > 0
      ? `${names} ${separatedBy.length === 1 ? 'separates' : 'each separate'}`
      : 'A combination of features separates';
  const what = separation === 'complete' ? 'the classes without error' : 'some rows of a class without error';
  const offer: Offer = {
    kind: 'copy',
    label: 'Edited copy with the L2 penalty',
    step,
    changes: [{ path: 'model.penalty', value: 'l2' }],
  };
  return [
    {
      kind: 'separated',
      message: `${by} ${what}: the coefficients grow without bound, and have no standard errors.`,
      step,
      offer,
    },
  ];
}

function notConverged(step: number, maxIter: number): Finding {
  return {
    kind: 'notConverged',
    message: `Logistic regression has not converged after ${formatStatistic(step)} ${step === 1 ? 'iteration' : 'iterations'}.`,
    step,
    offer: {
      kind: 'fork',
      label: `Fork with up to ${formatStatistic(maxIter * MORE_STEPS)} iterations`,
      step,
      changes: [{ path: 'model.maxIter', value: Math.min(100_000, maxIter * MORE_STEPS) }],
    },
  };
}
