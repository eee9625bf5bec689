import { correctedResampledT } from '../../statistics/corrected-t';
import { at } from '../../present';
import { lowerIsBetter } from '../../run/figures/metric-direction';
import { measuredOn, toTrainingMetric } from '../../run/figures/metric-labels';
import type { RunRecord } from '../../run/record/record';
import { testTrainRatio } from '../folds';
import { trialValue, type Group } from '../group';
import { findObjective, lastValue, type JudgedRun } from '../outcome';
import { mean, std } from '../statistics';
import { FOLD_PATH, REPEAT_PATH, TRAIN_SIZE_PATH } from '../folds';

/** Scores of runs that belong together: `mean` and `sd` (n - 1) of those that are finite. */
export interface LearningScores {
  readonly scores: readonly number[];
  readonly mean: number;
  readonly sd: number;
}

/** A fold of one size. */
interface LearningRun {
  readonly id: string;
  readonly repeat: number;
  readonly fold: number;
  /** The metric's last value; NaN without one. */
  readonly value: number;
}

/** What the folds came to on one part of their training rows. */
interface LearningPoint {
  /** As the plan has it: up to 1 a share, above it so many rows. */
  readonly size: number;
  /** Training rows of a fold, their mean. */
  readonly trainSize: number;
  /** Of the rows that were trained on. */
  readonly train: LearningScores;
  /** Of the fold's validation rows, the same for every size; null: the metric is not of validation rows. */
  readonly validation: LearningScores | null;
  /** Those that have finished, by repeat and fold. */
  readonly runs: readonly LearningRun[];
}

/** What the last step of the sizes gained, fold by fold; above 0: it got better. */
interface LearningGain {
  readonly from: number;
  readonly to: number;
  readonly mean: number;
  readonly sd: number;
  /** 95 %, of differences whose training rows overlap (Nadeau and Bengio 2003). */
  readonly low: number;
  readonly high: number;
  readonly pairs: number;
  readonly outcome: 'rises' | 'open' | 'falls';
}

/** Scores over more and more training rows. */
export interface LearningCurve {
  readonly metric: string;
  readonly trainMetric: string;
  /** By size, ascending; sizes of which no run has finished are left out. */
  readonly points: readonly LearningPoint[];
  /** null: fewer than two folds have finished at both of the last two sizes. */
  readonly gain: LearningGain | null;
}

type CurveRun = Pick<RunRecord, 'id' | 'status' | 'summary' | 'dataset' | 'group'>;

/**
 * The learning curve of a group (scikit-learn's `learning_curve`): training and validation score by the rows
 * trained on, each over the folds. Whether more rows help is told by the last two sizes, fold by fold, with the
 * corrected resampled t interval.
 * @param runs of a group whose plan is a learning curve
 */
export function learningCurve(group: Group, runs: readonly CurveRun[]): LearningCurve {
  const { metric } = findObjective(group);
  const trainMetric = toTrainingMetric(metric);
  const hasValidation = measuredOn(metric) === 'validation';
  const finished = runs.filter(({ status }) => status === 'finished');
  const bySize = new Map<number, CurveRun[]>();
  for (const run of finished) {
    const size = Number(valueOf(group, run, TRAIN_SIZE_PATH));
    bySize.set(size, [...(bySize.get(size) ?? []), run]);
  }
  const points = [...bySize]
    .sort(([a], [b]) => a - b)
    .map(([size, own]): LearningPoint => ({
      size,
      trainSize: mean(own.map(({ dataset }) => dataset?.trainRows ?? NaN)),
      train: scoresOf(own, trainMetric),
      validation: hasValidation ? scoresOf(own, metric) : null,
      runs: own
        .map((run) => toRun(group, run, metric))
        .sort((a, b) => a.repeat - b.repeat || a.fold - b.fold),
    }))
    // A share of few rows can come to as many as another one.
    .sort((a, b) => a.trainSize - b.trainSize);
  const gain = hasValidation ? lastGain(group, bySize, points, metric) : null;
  return { metric, trainMetric, points, gain };
}

function toRun(group: Group, run: CurveRun, metric: string): LearningRun {
  const numberOf = (path: string): number => Number(valueOf(group, run, path) ?? 1);
  return {
    id: run.id,
    repeat: numberOf(REPEAT_PATH),
    fold: numberOf(FOLD_PATH),
    value: lastValue(run, metric),
  };
}

/** The last values of a metric of runs; NaN of none for a mean, of fewer than two for a spread. */
export function scoresOf(runs: readonly JudgedRun[], metric: string): LearningScores {
  const scores = runs.map((run) => lastValue(run, metric)).filter(Number.isFinite);
  return { scores, mean: mean(scores), sd: std(scores) };
}

function lastGain(
  group: Group,
  bySize: ReadonlyMap<number, readonly CurveRun[]>,
  points: readonly LearningPoint[],
  metric: string,
): LearningGain | null {
  const lower = lowerIsBetter(metric);
  if (points.length < 2 || lower === null) return null;
  const [from, to] = [at(points, -2), at(points, -1)];
  const key = (run: CurveRun): string =>
    `${String(valueOf(group, run, REPEAT_PATH))} ${String(valueOf(group, run, FOLD_PATH))}`;
  const before = new Map((bySize.get(from.size) ?? []).map((run) => [key(run), lastValue(run, metric)]));
  const last = bySize.get(to.size) ?? [];
  const differences = last
    .map((run) => (lower ? -1 : 1) * (lastValue(run, metric) - (before.get(key(run)) ?? NaN)))
    .filter(Number.isFinite);
  if (differences.length < 2) return null;
  const rows = last.flatMap(({ dataset }) => (dataset === null ? [] : [{ dataset }]));
  const found = correctedResampledT(differences, testTrainRatio(rows));
  return {
    from: from.trainSize,
    to: to.trainSize,
    ...{ mean: found.mean, sd: found.sd, low: found.low, high: found.high },
    pairs: differences.length,
    outcome: found.low > 0 ? 'rises' : found.high < 0 ? 'falls' : 'open',
  };
}

function valueOf(group: Group, run: CurveRun, path: string): unknown {
  return trialValue(group, run.group?.place ?? -1, path);
}
