import { counted, sentence } from '../../../src-shared/language/sentence';
import type { Finding } from '../../../src-shared/run/live/guidance';
import type { LogisticRegressionResult } from '../../../src-shared/models/logistic-regression/result';
import type { ModelDiagnostics } from '../contract/diagnostics';
import { listed } from '../guidance/format';
import { finding, notFinite, offer } from '../guidance/offers';
import { collinearFindings } from '../regression/collinear';

/** More steps that are offered, times those made. */
const MORE_STEPS = 10;

/** What there is to warn of in a logistic regression: separated classes, early ends, dependent columns. */
export const logisticRegressionDiagnostics: ModelDiagnostics<'logistic-regression'> = {
  watchMetrics: () => null,
  unequalSpreads: ({ penalty }) =>
    penalty === 'l2' ? sentence('the penalty weighs on them unequally') : null,
  findUnscaled: () => null,
  findInModel({ model }, _, { step }, result) {
    if (result === null) return [];
    return [
      ...separated(result, step),
      ...collinearFindings(result.equations[0]?.coefficients ?? [], step),
      ...(result.converged || result.separation !== null ? [] : [notConverged(step, model.maxIter)]),
    ];
  },
  explainNotFinite: (_, error, step) => notFinite(error, step),
};

function separated({ separation, separatedBy }: LogisticRegressionResult, step: number): Finding[] {
  if (separation === null) return [];
  const names = { names: listed(separatedBy) };
  const by =
    separatedBy.length === 0
      ? sentence('A combination of features separates')
      : separatedBy.length === 1
        ? sentence('{names} separates', names)
        : sentence('{names} each separate', names);
  const said =
    separation === 'complete'
      ? sentence(
          '{by} the classes without error: the coefficients grow without bound, and have no standard errors.',
          { by },
        )
      : sentence(
          '{by} some rows of a class without error: the coefficients grow without bound, and have no standard errors.',
          { by },
        );
  const help = offer('copy', sentence('Edited copy with the L2 penalty'), step, [
    { path: 'model.penalty', value: 'l2' },
  ]);
  return [finding('separated', said, step, help)];
}

function notConverged(step: number, maxIter: number): Finding {
  const iterations =
    step === 1
      ? sentence('{count} iteration', { count: counted(step) })
      : sentence('{count} iterations', { count: counted(step) });
  const value = Math.min(100_000, maxIter * MORE_STEPS);
  return finding(
    'notConverged',
    sentence('Logistic regression has not converged after {iterations}.', { iterations }),
    step,
    offer('fork', sentence('Fork with up to {iterations} iterations', { iterations: counted(value) }), step, [
      { path: 'model.maxIter', value },
    ]),
  );
}
