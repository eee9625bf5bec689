import { say } from '../../../../src-shared/language/say';
import { rowsPhrase } from '../../../../src-shared/run/figures/metric-labels';
import { marginWidth } from '../../../charts/svm/margin-math';
import { formatCount, formatNumber, fullNumber } from '../../../text/format';
import { lastValue, measureFacts, metricFact, type Fact } from '../../contract/facts';
import type { RunOf } from '../../contract/run-of';

const MEASURES = ['accuracy', 'hingeLoss'];

/** Statistics of an SVM: its metrics, how far it is from the optimum, folds, margin and support vectors. */
export function svmFacts(run: RunOf<'svm'>): Fact[] {
  return [
    ...measureFacts(run, MEASURES),
    ...metricFact(run, 'objective'),
    ...gapFact(run),
    ...foldsFact(run),
    ...marginFacts(run),
  ];
}

/** The gap as a share of the objective, which the tolerance is of. */
function gapFact(run: RunOf<'svm'>): Fact[] {
  const stored = lastValue(run, 'dualityGap');
  const objective = lastValue(run, 'objective');
  if (stored === null || objective === null) return [];
  // A gap is never below 0 but for rounding.
  const gap = Math.max(0, stored);
  const { result, model } = run;
  const share = say('{gap} % of the objective', { gap: formatNumber((100 * gap) / objective, 2) });
  const isOver = result !== null && model.tol > 0;
  const met =
    result?.converged === true ? say('tolerance met') : say('{share}, tolerance not met', { share });
  return [
    {
      label: say('Duality gap'),
      value: formatNumber(gap),
      detail: isOver ? met : share,
      title: say(
        'The objective is at most this far above the optimum: {gap}. If it falls slowly, try more passes or scale the features.',
        { gap: fullNumber(gap) },
      ),
    },
  ];
}

function foldsFact({ result }: RunOf<'svm'>): Fact[] {
  if (result === null || result.crossValidation === null) return [];
  const { accuracy, folds } = result.crossValidation;
  return [
    {
      label: say('Cross-validated accuracy'),
      value: formatNumber(accuracy.mean),
      detail: say('± {std}, {folds} folds of the training rows', {
        std: formatNumber(accuracy.std, 2),
        folds: folds.length,
      }),
      title: say('Mean and standard deviation over the folds (divided by their number n)'),
    },
  ];
}

/** Width of the margin where one line has it, and the support vectors once there is a model. */
function marginFacts({ record, result, frame }: RunOf<'svm'>): Fact[] {
  if (frame === null) return [];
  const width = frame.decisions === undefined ? marginWidth(frame.coef) : NaN;
  return [
    ...(Number.isFinite(width)
      ? [{ label: say('Margin width'), value: formatNumber(width), detail: '2 / |w|' }]
      : []),
    ...(frame.step > 0
      ? [
          {
            label: say('Support vectors'),
            value: formatCount(result?.supportVectorCount ?? frame.supportVectors.length),
            detail: `of ${rowsPhrase(record.dataset?.trainRows ?? 0, 'training')}`,
          },
        ]
      : []),
  ];
}
