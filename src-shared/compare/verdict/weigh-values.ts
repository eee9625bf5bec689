import { say, sayNumber } from '../../language/say';
import { foldsText, testTrainRatio } from '../../group/folds';
import { mean, std } from '../../group/statistics';
import { lowerIsBetter } from '../../run/figures/metric-direction';
import { measuredOn, rowsPhrase } from '../../run/figures/metric-labels';
import type { RunRecord } from '../../run/record/record';
import { correctedResampledT } from '../../statistics/corrected-t';
import type { ComparedGroup } from './pair-runs';
import { LEVEL } from './judge';
import type { Evidence } from './verdict';

/** One of two sides with its value of each pair, in the order of the pairs. */
export interface WeighedSide {
  readonly id: string;
  readonly name: string;
  readonly values: readonly number[];
}

/**
 * What pairs of values say of b - a: by the corrected resampled t test where training rows overlap, else by the
 * paired t test.
 * @param planned pairs that there would be if all runs had finished
 */
export function weighValues(
  a: WeighedSide,
  b: WeighedSide,
  { metric, course, planned }: { readonly metric: string; readonly course: Course; readonly planned: number },
): Evidence {
  const differences = b.values.map((value, i) => value - (a.values[i] ?? NaN));
  const test = correctedResampledT(differences, course.ratio, LEVEL);
  const missing = planned - test.n;
  return {
    a: { id: a.id, name: a.name, mean: mean(a.values), sd: std(a.values) },
    b: { id: b.id, name: b.name, mean: mean(b.values), sd: std(b.values) },
    metric,
    lowerIsBetter: lowerIsBetter(metric) ?? true,
    test: course.ratio > 0 ? 'corrected resampled t' : 'paired t',
    n: test.n,
    df: test.df,
    estimate: test.mean,
    interval: [test.low, test.high],
    error: test.error,
    pValue: test.pValue,
    differences,
    testTrainRatio: course.ratio,
    pairs: course.pairs,
    over: course.over,
    rows: course.rows,
    notes: [
      ...course.notes,
      ...(measuredOn(metric) === 'validation'
        ? []
        : [say('The metric is of training rows: it says nothing of rows that nobody trained on.')]),
      ...(missing > 0
        ? [
            missing === 1
              ? say('1 run has no finished partner, and does not count.')
              : say('{missing} runs have no finished partner, and do not count.', { missing }),
          ]
        : []),
    ],
  };
}

/** What the pairs of a verdict are, and which rows they are of. */
export interface Course extends Pick<Evidence, 'pairs' | 'over' | 'rows' | 'notes'> {
  readonly ratio: number;
}

/**
 * What the pairs are: folds, splits drawn anew, or seeds on the same rows.
 * @param paired the runs of the group that have a partner
 */
export function findCourse({ group, records }: ComparedGroup, paired: readonly RunRecord[]): Course {
  const facts = paired.flatMap(({ dataset }) => (dataset === null ? [] : [dataset]));
  const [first] = facts;
  const file = first?.name ?? say('the data');
  const { plan } = group;
  if (plan.kind === 'folds' || plan.kind === 'nested-folds') {
    const over = foldsText(plan);
    const used = Math.max(0, ...facts.map(({ rows }) => rows));
    const rows = say('{over} of {used} rows of {file}, seed {seed} of the folds', {
      over,
      used: sayNumber(used),
      file,
      seed: plan.seed,
    });
    return { ratio: testTrainRatio(paired), pairs: 'folds', over, rows, notes: [] };
  }
  const count = say('{count} seeds', { count: paired.length });
  const isOneSplit =
    new Set(facts.map(({ rowsSha256, sha256 }) => `${sha256} ${rowsSha256 ?? ''}`)).size === 1;
  if (isOneSplit) {
    const validation = first?.validationRows ?? 0;
    return {
      ratio: 0,
      pairs: 'seeds',
      over: say('{count} on one split', { count }),
      rows: say('{rows} of {file}, the same for all {count}', {
        rows: rowsPhrase(validation, 'validation'),
        file,
        count,
      }),
      notes: [
        say(
          'Seeds are not folds: this says which one starts better on these rows, not how it does on others. Folds would.',
        ),
      ],
    };
  }
  if (new Set(facts.map(({ sha256 }) => sha256)).size > 1) {
    return {
      ratio: 0,
      pairs: 'seeds',
      over: say('{count}, each with data drawn anew', { count }),
      rows: say('data of {file}, drawn anew for each of {count}', { file, count }),
      notes: [],
    };
  }
  return {
    ratio: testTrainRatio(records),
    pairs: 'seeds',
    over: say('{count}, each with a split of its own', { count }),
    rows: say('{count}, each with validation rows of its own of {file}', { count, file }),
    notes: [],
  };
}
