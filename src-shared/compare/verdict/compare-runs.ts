import { say } from '../../language/say';
import { lowerIsBetter } from '../../run/figures/metric-direction';
import { rowsPhrase, toTrainingMetric, validationMetric } from '../../run/figures/metric-labels';
import type { RunRecord } from '../../run/record/record';
import { fail } from '../../errors';
import { pairedSharesInterval, type McNemar } from '../../statistics/mcnemar';
import { LEVEL } from './judge';
import type { RowComparison } from './row-comparison';
import type { Evidence, VerdictSide } from './verdict';

/** A run, or what stands in the place of one. */
type WeighedRun = Pick<RunRecord, 'id' | 'name' | 'dataset'>;

/**
 * What the rows of two runs say of a figure: accuracy unless another one is named, of numbers the root
 * mean squared error.
 * @param asked as runs call it (`valAccuracy`) or without the rows; `rocAuc` of two classes
 * @throws BenchtopError `usage` for a figure that is none of theirs
 */
export function weighRows(
  a: WeighedRun,
  b: WeighedRun,
  found: RowComparison,
  asked: string | null,
): Evidence {
  const usual = found.kind === 'classes' ? 'accuracy' : 'rmse';
  const name = asked === null ? usual : toTrainingMetric(asked);
  const rows = say('{rows} of {file}', {
    rows: rowsPhrase(found.rows, 'validation'),
    file: a.dataset?.name ?? say('the data'),
  });
  const common = {
    metric: validationMetric(name),
    lowerIsBetter: lowerIsBetter(name) ?? true,
    n: found.rows,
    differences: null,
    testTrainRatio: 0,
    pairs: 'rows',
    over: rows,
    rows: say('the same {rows}', { rows }),
    notes: [
      say(
        'One run each: this compares the two models as they are, not their settings. Folds would tell those apart.',
      ),
      ...(found.isWeighted ? [say('Rows have weights, which these tests do not use.')] : []),
    ],
  } as const;
  const { rocAuc, mcnemar } = found;
  if (name === 'rocAuc' && rocAuc !== null) {
    const { aucA, aucB, difference: estimate, error, pValue, low, high } = rocAuc;
    const sides = { a: toSide(a, aucA), b: toSide(b, aucB) };
    return { ...common, ...sides, test: 'DeLong', df: null, estimate, error, pValue, interval: [low, high] };
  }
  const figure = found.figures.find((one) => one.name === name);
  if (figure === undefined) {
    const names = [...found.figures.map((one) => one.name), ...(rocAuc === null ? [] : ['rocAuc'])];
    throw fail(
      'usage',
      say('The rows have no figure "{name}": there are {names}.', {
        name: asked ?? name,
        names: names.map(validationMetric).join(', '),
      }),
      { field: 'metric' },
    );
  }
  const isExact = name === 'accuracy' && mcnemar !== null;
  const sides = { a: toSide(a, figure.a), b: toSide(b, figure.b) };
  if (isExact && mcnemar.onlyARight + mcnemar.onlyBRight === 0)
    return { ...common, ...sides, ...ofSameAnswers(mcnemar, common.notes) };
  return {
    ...common,
    ...sides,
    test: isExact ? 'McNemar, exact' : 'paired t over rows',
    df: isExact ? null : found.rows - 1,
    estimate: figure.estimate,
    error: figure.error,
    pValue: isExact ? mcnemar.pValue : figure.pValue,
    interval: [figure.low, figure.high],
  };
}

/** Where both are right on the same rows: drawing these rows again cannot tell how others would differ. */
function ofSameAnswers(
  mcnemar: McNemar,
  notes: readonly string[],
): Pick<Evidence, 'test' | 'df' | 'estimate' | 'error' | 'pValue' | 'interval' | 'notes'> {
  const { error, low, high } = pairedSharesInterval(mcnemar, LEVEL);
  return {
    test: 'McNemar, exact',
    df: null,
    estimate: 0,
    error,
    pValue: 1,
    interval: [low, high],
    notes: [
      ...notes,
      say(
        'Both are right on the same rows: the interval is Agresti and Min’s, for resampling would make it 0.',
      ),
    ],
  };
}

function toSide({ id, name }: WeighedRun, mean: number): VerdictSide {
  return { id, name, mean, sd: null };
}
