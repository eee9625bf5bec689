import { withDistinctNames } from './distinct-names';
import { foldsText, testTrainRatio } from '../../group/folds';
import { lastValue } from '../../group/outcome';
import { mean, std } from '../../group/statistics';
import { lowerIsBetter } from '../../run/figures/metric-direction';
import { measuredOn } from '../../run/figures/metric-labels';
import type { RunRecord } from '../../run/record/record';
import { correctedResampledT } from '../../statistics/corrected-t';
import { friedman, type Friedman } from '../../statistics/friedman';
import { holm } from '../../statistics/holm';
import { chooseMetric, pairRuns, requireFair, type ComparedGroup, type RunPair } from './pair-runs';
import { judge, LEVEL } from './judge';
import type { Evidence, Verdict } from './verdict';

/** Groups of runs held against the first of them. */
export interface GroupsVerdict {
  readonly metric: string;
  /** One for each group but the baseline. */
  readonly verdicts: readonly Verdict[];
  /** Of three groups and more, over the pairs that all have: mean ranks, and which of them differ. */
  readonly ranks: (Friedman & { readonly blocks: number; readonly names: readonly string[] }) | null;
}

export interface VerdictOptions {
  /** null: what the models are judged by. */
  readonly metric?: string | null;
  /** Width of the region of practical equivalence; null: 0.01 of shares, 1 % of other metrics. */
  readonly rope?: number | null;
}

/**
 * Whether groups of folds, or of seeds, are better than the first one: on shared folds by the corrected
 * resampled t test, on one split by the paired t test over seeds. Of several the p values are Holm's.
 * @throws BenchtopError `invalid-data` where they may not be compared, with the reason
 */
export function compareGroups(
  given: readonly ComparedGroup[],
  { metric: asked = null, rope = null }: VerdictOptions = {},
): GroupsVerdict {
  const groups = withDistinctNames(given);
  const [baseline, ...others] = groups;
  if (baseline === undefined) return { metric: asked ?? '', verdicts: [], ranks: null };
  const paired = others.map((other) => pairRuns(baseline, other));
  const metric = chooseMetric(firstRuns(paired), asked);
  const found = others.map((other, i) => weighPairs(baseline, other, paired[i] ?? [], metric));
  const adjusted = holm(found.map(({ pValue }) => pValue));
  return {
    metric,
    verdicts: found.map((evidence, i) =>
      judge(evidence, rope, found.length > 1 ? (adjusted[i] ?? NaN) : null),
    ),
    ranks: others.length < 2 ? null : rankGroups(groups, paired, metric),
  };
}

/** A run of each group, of one fold. */
function firstRuns(paired: readonly (readonly RunPair[])[]): RunRecord[] {
  const first = paired[0]?.[0]?.a;
  return [
    ...(first === undefined ? [] : [first]),
    ...paired.flatMap((pairs) => pairs.slice(0, 1).map(({ b }) => b)),
  ];
}

function weighPairs(a: ComparedGroup, b: ComparedGroup, pairs: readonly RunPair[], metric: string): Evidence {
  for (const pair of pairs) requireFair([pair.a, pair.b], metric);
  const valuesA = pairs.map((pair) => lastValue(pair.a, metric));
  const valuesB = pairs.map((pair) => lastValue(pair.b, metric));
  const differences = valuesB.map((value, i) => value - (valuesA[i] ?? NaN));
  const course = findCourse(a, pairs);
  const {
    n,
    df,
    mean: estimate,
    error,
    pValue,
    low,
    high,
  } = correctedResampledT(differences, course.ratio, LEVEL);
  const missing = Math.max(a.group.trials.length, b.group.trials.length) - n;
  return {
    a: { id: a.group.id, name: a.group.name, mean: mean(valuesA), sd: std(valuesA) },
    b: { id: b.group.id, name: b.group.name, mean: mean(valuesB), sd: std(valuesB) },
    metric,
    lowerIsBetter: lowerIsBetter(metric) ?? true,
    test: course.ratio > 0 ? 'corrected resampled t' : 'paired t',
    n,
    df,
    estimate,
    interval: [low, high],
    error,
    pValue,
    differences,
    testTrainRatio: course.ratio,
    pairs: course.pairs,
    over: course.over,
    rows: course.rows,
    notes: [
      ...course.notes,
      ...(measuredOn(metric) === 'validation'
        ? []
        : ['The metric is of training rows: it says nothing of rows that nobody trained on.']),
      ...(missing > 0
        ? [`${missing} ${missing === 1 ? 'run has' : 'runs have'} no finished partner, and do not count.`]
        : []),
    ],
  };
}

interface Course extends Pick<Evidence, 'pairs' | 'over' | 'rows' | 'notes'> {
  readonly ratio: number;
}

/** What the pairs are: folds, splits drawn anew, or seeds on the same rows. */
function findCourse({ group, records }: ComparedGroup, pairs: readonly RunPair[]): Course {
  const facts = pairs.flatMap(({ a: { dataset } }) => (dataset === null ? [] : [dataset]));
  const [first] = facts;
  const file = first?.name ?? 'the data';
  const { plan } = group;
  if (plan.kind === 'folds') {
    const over = foldsText(plan);
    const used = Math.max(0, ...facts.map(({ rows }) => rows));
    const rows = `${over} of ${used.toLocaleString('en')} rows of ${file}, seed ${plan.seed} of the folds`;
    return { ratio: testTrainRatio(pairs.map(({ a }) => a)), pairs: 'folds', over, rows, notes: [] };
  }
  const count = `${pairs.length} seeds`;
  const isOneSplit =
    new Set(facts.map(({ rowsSha256, sha256 }) => `${sha256} ${rowsSha256 ?? ''}`)).size === 1;
  if (isOneSplit) {
    const validation = first?.validationRows ?? 0;
    return {
      ratio: 0,
      pairs: 'seeds',
      over: `${count} on one split`,
      rows: `${validation.toLocaleString('en')} validation rows of ${file}, the same for all ${count}`,
      notes: [
        'Seeds are not folds: this says which one starts better on these rows, not how it does on others. Folds would.',
      ],
    };
  }
  if (new Set(facts.map(({ sha256 }) => sha256)).size > 1) {
    return {
      ratio: 0,
      pairs: 'seeds',
      over: `${count}, each with data drawn anew`,
      rows: `data of ${file}, drawn anew for each of ${count}`,
      notes: [],
    };
  }
  return {
    ratio: testTrainRatio(records),
    pairs: 'seeds',
    over: `${count}, each with a split of its own`,
    rows: `${count}, each with validation rows of its own of ${file}`,
    notes: [],
  };
}

/** Friedman's ranks over the folds or seeds that all groups have. */
function rankGroups(
  groups: readonly ComparedGroup[],
  paired: readonly (readonly RunPair[])[],
  metric: string,
): GroupsVerdict['ranks'] {
  const blocks: number[][] = [];
  for (const { a } of paired[0] ?? []) {
    const partners = paired.map((pairs) => pairs.find((pair) => pair.a.id === a.id)?.b);
    if (partners.some((partner) => partner === undefined)) continue;
    blocks.push(
      [a, ...partners.flatMap((partner) => partner ?? [])].map((record) => lastValue(record, metric)),
    );
  }
  if (blocks.length < 2) return null;
  const names = groups.map(({ group: { name } }) => name);
  return { ...friedman(blocks, lowerIsBetter(metric) ?? true), blocks: blocks.length, names };
}
