import { fail } from '../../errors';
import { outerRuns } from '../../group/folds';
import { say } from '../../language/say';
import { metricPhrase, toTrainingMetric, validationMetric } from '../../run/figures/metric-labels';
import type { RunRecord } from '../../run/record/record';
import { holm } from '../../statistics/holm';
import type { VerdictOptions } from '../verdict/compare-groups';
import { weighRows } from '../verdict/compare-runs';
import { judge } from '../verdict/judge';
import { plannedRuns, type ComparedGroup } from '../verdict/pair-runs';
import type { Evidence, Verdict } from '../verdict/verdict';
import { findCourse, weighValues } from '../verdict/weigh-values';
import { BASELINES, baselineLabel, type BaselineId, type RunBaselines } from './baselines';

/** A run or a group held against baselines on its own validation rows. */
export interface BaselinesVerdict {
  readonly metric: string;
  readonly kind: RunBaselines['kind'];
  /** The model against each baseline: of each verdict a is the baseline, b the model. */
  readonly verdicts: readonly { readonly id: BaselineId; readonly verdict: Verdict }[];
  /** The baseline with the best mean. */
  readonly strongest: BaselineId | null;
  /** Baselines that were not trained, for there are too many rows or columns. */
  readonly leftOut: readonly BaselineId[];
  /** Baselines that learnt from fewer rows than there are to train on, and from how many. */
  readonly learntRows: readonly { readonly id: BaselineId; readonly rows: number }[];
}

/** Why a group is not held against baselines, as a sentence; null: it may be. */
export function whyNoBaselines({ plan, name }: ComparedGroup['group']): string | null {
  if (plan.kind === 'learning-curve')
    return say(
      '"{name}" is a learning curve: its runs have other numbers of rows. Train the experiment over folds, and hold that against baselines.',
      { name },
    );
  return plan.kind === 'sweep'
    ? say(
        '"{name}" is a sweep: its trials have different settings. Repeat its best one over folds, and hold that against baselines.',
        { name },
      )
    : null;
}

/**
 * A run held against its baselines, row by row: McNemar's exact test of accuracy, paired t over rows of other
 * figures; p values by Holm.
 * @throws BenchtopError `usage` for a figure that there is not
 */
export function weighRunBaselines(
  record: RunRecord,
  found: RunBaselines,
  { metric = null, rope = null }: VerdictOptions = {},
): BaselinesVerdict {
  const name = chooseFigure([found], metric);
  const weighed = trained([found]).map((id) => {
    const one = found.baselines.find((baseline) => baseline.id === id);
    const rows = {
      kind: found.kind,
      target: found.target,
      rows: found.validationRows,
      isWeighted: found.isWeighted,
      figures: one?.rows ?? [],
      mcnemar: one?.mcnemar ?? null,
      rocAuc: null,
    };
    const baseline = { id, name: baselineLabel(id, found.kind), dataset: record.dataset };
    return { id, evidence: weighRows(baseline, record, rows, name) };
  });
  return judgeAll(weighed, [found], { metric: validationMetric(name), rope, records: [record] });
}

/**
 * A group held against baselines that were trained for each of its runs on that run's rows: on folds by the
 * corrected resampled t test, on one split by the paired t test over seeds; p values by Holm.
 * @param found by the id of the run
 * @throws BenchtopError `invalid-data` where fewer than two runs have baselines, or the group is a sweep
 */
export function weighGroupBaselines(
  compared: ComparedGroup,
  found: ReadonlyMap<string, RunBaselines>,
  { metric = null, rope = null }: VerdictOptions = {},
): BaselinesVerdict {
  const { group, records } = compared;
  const why = whyNoBaselines(group);
  if (why !== null) throw fail('invalid-data', why);
  const having = outerRuns(group, records).filter(({ id, status }) => status === 'finished' && found.has(id));
  const all = having.flatMap(({ id }) => found.get(id) ?? []);
  const [first] = all;
  if (first === undefined || all.length < 2)
    throw fail(
      'invalid-data',
      say('"{name}" has fewer than two finished runs with baselines.', { name: group.name }),
    );
  const name = chooseFigure(all, metric);
  const course = findCourse(compared, having);
  const model = { id: group.id, name: group.name, values: all.map((one) => one.model[name] ?? NaN) };
  const weighed = trained(all).map((id) => {
    const values = all.map(
      ({ baselines }) => baselines.find((baseline) => baseline.id === id)?.figures[name] ?? NaN,
    );
    const baseline = { id, name: baselineLabel(id, first.kind), values };
    const options = { metric: validationMetric(name), course, planned: plannedRuns(compared) };
    return { id, evidence: weighValues(baseline, model, options) };
  });
  return judgeAll(weighed, all, { metric: validationMetric(name), rope, records: having });
}

/** Baselines that were trained on all of some runs. */
function trained(all: readonly RunBaselines[]): BaselineId[] {
  return BASELINES.filter((id) =>
    all.every(({ baselines }) =>
      baselines.some((baseline) => baseline.id === id && baseline.whyNot === null),
    ),
  );
}

/** By its name without the rows. */
function chooseFigure(all: readonly RunBaselines[], asked: string | null): string {
  const [first] = all;
  const names = Object.keys(first?.model ?? {});
  const name = asked === null ? (first?.kind === 'classes' ? 'accuracy' : 'rmse') : toTrainingMetric(asked);
  if (names.includes(name)) return name;
  throw fail(
    'usage',
    say('There is no {metric} of baselines: there are {names}.', {
      metric: metricPhrase(asked ?? name),
      names: names.map(validationMetric).join(', '),
    }),
    { field: 'metric' },
  );
}

interface Judged {
  readonly metric: string;
  readonly rope: number | null;
  readonly records: readonly RunRecord[];
}

function judgeAll(
  weighed: readonly { readonly id: BaselineId; readonly evidence: Evidence }[],
  all: readonly RunBaselines[],
  { metric, rope, records }: Judged,
): BaselinesVerdict {
  const adjusted = holm(weighed.map(({ evidence }) => evidence.pValue));
  const isStopped = records.some(({ experiment }) => experiment.training.earlyStopping !== null);
  const notes = isStopped
    ? [
        say(
          'Early stopping chose the model by these rows, and no baseline was chosen by them: it is flattered a little.',
        ),
      ]
    : [];
  const verdicts = weighed.map(({ id, evidence }, i) => ({
    id,
    verdict: judge(
      { ...evidence, notes: [...evidence.notes, ...notes] },
      rope,
      weighed.length > 1 ? (adjusted[i] ?? NaN) : null,
    ),
  }));
  const first = verdicts[0]?.verdict;
  const sign = first?.lowerIsBetter === true ? 1 : -1;
  const ordered = [...verdicts].sort((a, b) => sign * (a.verdict.a.mean - b.verdict.a.mean));
  const ids = BASELINES.filter((id) => weighed.some((one) => one.id === id));
  return {
    metric,
    kind: all[0]?.kind ?? 'classes',
    verdicts,
    strongest: ordered[0]?.id ?? null,
    leftOut: BASELINES.filter((id) => !ids.includes(id)),
    learntRows: ids.flatMap((id) => {
      const fewest = Math.min(
        ...all.map(
          ({ baselines }) => baselines.find((baseline) => baseline.id === id)?.learntRows ?? Infinity,
        ),
      );
      const rows = Math.min(...all.map(({ trainRows }) => trainRows));
      return fewest < rows && fewest >= MOST_LEARNT ? [{ id, rows: fewest }] : [];
    }),
  };
}

/** As many as slow baselines learn from at most; fewer where rows have no weight. */
const MOST_LEARNT = 20_000;
