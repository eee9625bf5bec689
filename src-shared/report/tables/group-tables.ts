import { learningCurve, type LearningScores } from '../../group/findings/learning-curve';
import { learningSentence } from '../../group/findings/learning-text';
import { testTrainRatio } from '../../group/folds';
import { isHalved, isSample, type Group, type NestedFoldsPlan } from '../../group/group';
import { nestedResult } from '../../group/nested-folds';
import { nestedSentence } from '../../group/nested-text';
import { byObjective, findObjective, lastValue } from '../../group/outcome';
import { groupSummary } from '../../group/summary';
import { settingLabel } from '../../experiment/setting-label';
import { metricLabel, validationFirst } from '../../run/figures/metric-labels';
import { decodeNumber, type StoredNumber } from '../../run/record/stored-number';
import type { RunRecord } from '../../run/record/record';
import type { Cell, Table } from './table';

/** A group of runs: what they say together, and each of them. */
export function groupTables(group: Group, records: readonly RunRecord[]): Table[] {
  const runs = runsTable(group, records);
  if (group.plan.kind === 'learning-curve') return [sizesTable(group, records), runs];
  if (group.plan.kind === 'nested-folds') return [nestedTable(group, group.plan, records), runs];
  // Runs of other settings have no mean that would say anything.
  return isSample(group.plan) ? [statisticsTable(group, records), runs] : [runs];
}

/** The scores of a learning curve, each size for itself. */
function sizesTable(group: Group, records: readonly RunRecord[]): Table {
  const curve = learningCurve(group, records);
  const { metric, trainMetric, points } = curve;
  return {
    caption: 'Scores by training rows, over the folds of each size that finished',
    columns: ['Training rows', 'Folds', metricLabel(metric), '± sd', metricLabel(trainMetric), '± sd'],
    rows: points.map(({ trainSize, runs, train, validation }): Cell[] => [
      Math.round(trainSize),
      runs.length,
      ...scoreCells(validation),
      ...scoreCells(train),
    ]),
    note: `${learningSentence(curve)} sd: standard deviation of a sample (n − 1).`,
  };
}

/** What each outer fold chose, and what that came to on its validation rows. */
function nestedTable(group: Group, plan: NestedFoldsPlan, records: readonly RunRecord[]): Table {
  const result = nestedResult(group, plan, records);
  const paths = plan.sweep.parameters.map(({ path }) => path);
  const label = metricLabel(result.metric);
  return {
    caption: `${label} of each fold, of the settings that its inner folds chose`,
    columns: ['Repeat', 'Fold', ...paths.map(settingLabel), `${label}, inner folds`, label],
    rows: result.folds.map(({ repeat, fold, settings, innerScore, score }): Cell[] => [
      repeat,
      fold,
      ...(paths.map((path) => settings.find((one) => one.path === path)?.value ?? null) as Cell[]),
      nullable(innerScore),
      score,
    ]),
    note: nestedSentence(result),
  };
}

function scoreCells(scores: LearningScores | null): Cell[] {
  return scores === null ? [null, null] : [nullable(scores.mean), nullable(scores.sd)];
}

/** Mean ± standard deviation with the 95 % interval of the mean, by metric, over the runs that finished. */
function statisticsTable(group: Group, records: readonly RunRecord[]): Table {
  const isFolds = group.plan.kind === 'folds';
  const ratio = isFolds ? testTrainRatio(records) : 0;
  const { metrics, finished } = groupSummary(records, group.trials.length, ratio);
  const interval = isFolds
    ? 'Student’s t with the variance of folds, whose training rows overlap (Nadeau and Bengio 2003)'
    : 'Student’s t';
  return {
    caption: 'Metrics over the runs that finished, last values',
    columns: ['Metric', 'Runs', 'Mean', '± sd', '95 % from', 'to'],
    rows: validationFirst(Object.keys(metrics)).map((metric): Cell[] => {
      const own = metrics[metric];
      if (own === undefined) return [metricLabel(metric)];
      return [
        metricLabel(metric),
        own.n,
        decodeNumber(own.mean),
        decode(own.sd),
        decode(own.ci?.[0] ?? null),
        decode(own.ci?.[1] ?? null),
      ];
    }),
    note: `Of ${finished} of ${group.trials.length} runs. sd: standard deviation of a sample (n − 1); interval of the mean by ${interval}.`,
  };
}

/** Every run of a group, the best first. */
function runsTable(group: Group, records: readonly RunRecord[]): Table {
  const objective = findObjective(group);
  const isHalving = isHalved(group.plan);
  const ordered = byObjective(records, objective, isHalving);
  const paths = [...new Set(group.trials.flatMap((changes) => changes.map(({ path }) => path)))].filter(
    (path) => path !== 'seed',
  );
  const metrics = validationFirst([...new Set(records.flatMap(({ summary }) => Object.keys(summary)))]);
  const shown = [objective.metric, ...metrics.filter((metric) => metric !== objective.metric)].slice(0, 6);
  return {
    caption: `All runs, by ${metricLabel(objective.metric).toLowerCase()}, the best first`,
    columns: ['Run', 'Seed', ...paths.map(settingLabel), 'Status', 'Steps', ...shown.map(metricLabel)],
    rows: ordered.map((record): Cell[] => {
      const changes = group.trials[record.group?.place ?? -1] ?? [];
      return [
        String((record.group?.place ?? 0) + 1),
        record.experiment.seed,
        ...paths.map((path) => changes.find((change) => change.path === path)?.value ?? null),
        record.status,
        record.steps,
        ...shown.map((metric) => nullable(lastValue(record, metric))),
      ];
    }),
  };
}

function decode(value: StoredNumber | null): number | null {
  return value === null ? null : decodeNumber(value);
}

function nullable(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
