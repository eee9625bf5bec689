import { withDistinctNames } from './distinct-names';
import { lastValue } from '../../group/outcome';
import { lowerIsBetter } from '../../run/figures/metric-direction';
import { measuredOn } from '../../run/figures/metric-labels';
import type { RunRecord } from '../../run/record/record';
import { friedman, type Friedman } from '../../statistics/friedman';
import { holm } from '../../statistics/holm';
import {
  chooseMetric,
  pairRuns,
  plannedRuns,
  requireFair,
  type ComparedGroup,
  type RunPair,
} from './pair-runs';
import { judge } from './judge';
import { earlyStoppingNotes } from './stopped-early';
import { findCourse, weighValues } from './weigh-values';
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
  const sides = [
    { name: a.group.name, records: pairs.map((pair) => pair.a) },
    { name: b.group.name, records: pairs.map((pair) => pair.b) },
  ] as const;
  const evidence = weighValues(
    { ...nameOf(a), values: pairs.map((pair) => lastValue(pair.a, metric)) },
    { ...nameOf(b), values: pairs.map((pair) => lastValue(pair.b, metric)) },
    {
      metric,
      course: findCourse(
        a,
        pairs.map((pair) => pair.a),
      ),
      planned: Math.max(plannedRuns(a), plannedRuns(b)),
    },
  );
  if (measuredOn(metric) !== 'validation') return evidence;
  return { ...evidence, notes: [...evidence.notes, ...earlyStoppingNotes(...sides)] };
}

function nameOf({ group: { id, name } }: ComparedGroup): { id: string; name: string } {
  return { id, name };
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
