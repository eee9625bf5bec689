import type { ReadProgress } from '../../../src-shared/dataset/look';
import type { Experiment } from '../../../src-shared/experiment/schema';
import type { MetricColumns, PointSample } from '../../../src-shared/run/live/frames';
import type { RunProgress } from '../../../src-shared/run/live/live-state';
import { leftOut } from '../../../src-shared/run/figures/left-out-text';
import { measuredOn } from '../../../src-shared/run/figures/metric-labels';
import type { DatasetFacts, RunRecord } from '../../../src-shared/run/record/record';
import type { CurveMark } from '../../charts/loss/loss-config';
import {
  countOf,
  formatCount,
  formatDuration,
  formatSetting,
  formatPercent,
  formatRate,
} from '../../text/format';
import { LOSS_NAMES } from '../../text/network-words';
import { describeExperiment } from '../../state/base/run-style';

/** "2-2-1 sigmoid · MSE · Adam 0.03 · seed 2 · XNOR table, 4 rows"; "…, 14 of 40 rows used" where some were left out. */
export function subtitle({ experiment, dataset }: RunRecord): string {
  const words = describeExperiment(experiment, dataset?.features.length ?? null);
  if (dataset === null) return words;
  return `${words}, ${leftOut(dataset)?.used ?? countOf(dataset.rows, 'row')}`;
}

/**
 * The rows that a run's points are, which are of the whole data set: "all training and validation
 * rows", "2,000 of 9,000 training rows".
 */
export function sampledRows(
  { count, totalRows }: Pick<PointSample, 'count' | 'totalRows'>,
  dataset: Pick<DatasetFacts, 'validationRows'> | null,
): string {
  const all = (dataset?.validationRows ?? 0) > 0 ? 'training and validation rows' : 'training rows';
  return count < totalRows ? `${formatCount(count)} of ${formatCount(totalRows)} ${all}` : `all ${all}`;
}

/** The transport's two lines, and the longest that each can become: room is kept for that. */
export interface ProgressWords {
  readonly steps: string;
  readonly pace: string;
  /** 0 to 1; null while unknown. */
  readonly share: number | null;
}

/**
 * Steps done, and while it trains the pace and the time left.
 * @param speed steps per second that the run is held to; the measured pace leaves waiting out
 * @param loading how far reading the data has come, while it is read
 */
export function progressWords(
  record: RunRecord,
  progress: RunProgress | null,
  speed: number | null,
  loading: ReadProgress | null = null,
): ProgressWords {
  const unit = record.experiment.model.kind === 'network' ? 'steps' : 'iterations';
  const total = progress?.totalSteps ?? record.totalSteps;
  const step = progress?.step ?? record.steps;
  switch (record.status) {
    case 'queued':
      return { steps: 'Waiting for a free worker', pace: '', share: null };
    case 'running':
    case 'paused':
    case 'stopping': {
      if (loading !== null) return loadingWords(loading);
      if (progress?.stage !== undefined) {
        const { label, share } = progress.stage;
        return { steps: `${label} · ${formatPercent(share)}`, pace: '', share };
      }
      if (total === null || total <= 0) return { steps: 'Loading the data', pace: '', share: null };
      const isMoving = record.status === 'running' && progress !== null && progress.stepsPerSecond > 0;
      const pace = Math.min(progress?.stepsPerSecond ?? 0, speed ?? Infinity);
      const leftMs = ((total - step) * 1000) / pace;
      return {
        steps: `${formatCount(step)} / ${formatCount(total)}`,
        pace: isMoving ? `${formatRate(pace)} · ${formatDuration(leftMs)} left` : '',
        share: step / total,
      };
    }
    case 'finished':
    case 'stopped':
    case 'failed':
    case 'interrupted':
      return {
        steps: `${formatCount(record.steps)} ${unit}`,
        pace: `in ${formatDuration(record.elapsedMs)}`,
        share: record.status === 'finished' || total === null || total <= 0 ? 1 : record.steps / total,
      };
  }
}

function loadingWords({ bytes, totalBytes, rows }: ReadProgress): ProgressWords {
  const share = totalBytes > 0 ? Math.min(1, bytes / totalBytes) : null;
  return {
    steps: share === null ? 'Loading the data' : `Loading the data · ${formatPercent(share)}`,
    pace: rows > 0 ? countOf(rows, 'row') : '',
    share,
  };
}

/**
 * The learning rate that a network is trained with now: the last logged or set one, whichever is
 * newer. null for other kinds.
 * @param step that the run has come to
 */
export function learningRateOf(record: RunRecord, metrics: MetricColumns, step: number): number | null {
  const { model } = record.experiment;
  if (model.kind !== 'network') return null;
  const logged = metrics.series['learningRate'];
  const loggedAt = metrics.step[metrics.step.length - 1] ?? 0;
  const done = record.rateChanges.filter((change) => change.step <= Math.max(step, loggedAt));
  const last = done[done.length - 1];
  const isNewer = last !== undefined && last.step >= loggedAt;
  if (isNewer || logged === undefined || logged.length === 0)
    return last?.learningRate ?? model.optimizer.learningRate;
  return logged[logged.length - 1] ?? model.optimizer.learningRate;
}

/** Where a person set another learning rate, for the curve: those that have come to pass. */
export function rateMarks({ rateChanges }: RunRecord, lastStep: number): readonly CurveMark[] {
  return rateChanges
    .filter(({ step }) => step <= lastStep)
    .map(({ step, learningRate }) => ({
      x: step,
      label: formatSetting(learningRate),
      words: `learning rate set to ${formatSetting(learningRate)} after step ${formatCount(step)}`,
    }));
}

/** The curve a run is watched by: a group of metrics drawn together. */
export interface CurveGroup {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  /** What the numbers are, for the card's header and the axis. */
  readonly words: string;
  readonly metrics: readonly { readonly name: string; readonly label: string; readonly dashed: boolean }[];
}

/** Whether the curves of a group are of training rows alone: then no legend says of which rows they are. */
export function isOfTrainingRows({ metrics }: CurveGroup, has: (metric: string) => boolean): boolean {
  const rows = metrics.filter(({ name }) => has(name)).map(({ name }) => measuredOn(name));
  return rows.includes('training') && !rows.includes('validation');
}

/** The groups that a kind of model has, the main one first. */
export function curveGroups(experiment: Experiment): readonly CurveGroup[] {
  const { model } = experiment;
  const line = (name: string, label: string, dashed = false) => ({ name, label, dashed });
  switch (model.kind) {
    case 'network':
      return [
        {
          id: 'loss',
          label: 'Loss',
          title: 'Loss',
          words: LOSS_NAMES[model.loss],
          metrics: [line('loss', 'training'), line('valLoss', 'validation', true)],
        },
        {
          id: 'accuracy',
          label: 'Accuracy',
          title: 'Accuracy',
          words: 'share of rows whose class is right',
          metrics: [line('accuracy', 'training'), line('valAccuracy', 'validation', true)],
        },
        {
          id: 'rmse',
          label: 'RMSE',
          title: 'RMSE',
          words: 'root of the mean squared error, in units of the target',
          metrics: [line('rmse', 'training'), line('valRmse', 'validation', true)],
        },
        {
          id: 'mae',
          label: 'MAE',
          title: 'MAE',
          words: 'mean absolute error, in units of the target',
          metrics: [line('mae', 'training'), line('valMae', 'validation', true)],
        },
        {
          id: 'r2',
          label: 'R²',
          title: 'R²',
          words: "share of the target's variance that is explained",
          metrics: [line('r2', 'training'), line('valR2', 'validation', true)],
        },
        {
          id: 'learningRate',
          label: 'Rate',
          title: 'Learning rate',
          words: 'by step, as the schedule has it',
          metrics: [line('learningRate', 'learning rate')],
        },
      ];
    case 'kmeans':
      return [
        {
          id: 'meanSquaredDistance',
          label: 'J',
          title: 'J',
          words: 'mean squared distance of a row to its centre',
          metrics: [line('meanSquaredDistance', 'J')],
        },
        {
          id: 'inertia',
          label: 'Inertia',
          title: 'Inertia',
          words: 'sum of squared distances to the centres',
          metrics: [line('inertia', 'inertia')],
        },
        ...(model.nInit > 1 && model.init !== 'rows'
          ? [
              {
                id: 'restarts',
                label: 'Restarts',
                title: 'J by restart',
                words: 'each start by its own rounds, the best in front',
                metrics: [line('meanSquaredDistance', 'J')],
              },
            ]
          : []),
      ];
    case 'svm':
      return [
        {
          id: 'objective',
          label: 'Objective',
          title: 'Objective',
          words: 'penalty plus the sum of the losses',
          metrics: [line('objective', 'objective')],
        },
        {
          id: 'dualityGap',
          label: 'Gap',
          title: 'Duality gap',
          words: 'how far above the optimum the objective is at most',
          metrics: [line('dualityGap', 'duality gap')],
        },
        {
          id: 'hingeLoss',
          label: 'Hinge',
          title: 'Hinge loss',
          words: 'mean over the rows',
          metrics: [line('hingeLoss', 'training'), line('valHingeLoss', 'validation', true)],
        },
        {
          id: 'accuracy',
          label: 'Accuracy',
          title: 'Accuracy',
          words: 'share of rows on the right side',
          metrics: [line('accuracy', 'training'), line('valAccuracy', 'validation', true)],
        },
      ];
  }
}
