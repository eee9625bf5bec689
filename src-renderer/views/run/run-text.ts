import { say } from '../../../src-shared/language/say';
import type { ReadProgress } from '../../../src-shared/dataset/look';
import { MODELS } from '../../../src-shared/models';
import type { RunProgress } from '../../../src-shared/run/live/live-state';
import { leftOut } from '../../../src-shared/run/figures/left-out-text';
import { measuredOn } from '../../../src-shared/run/figures/metric-labels';
import type { RunRecord } from '../../../src-shared/run/record/record';
import type { CurveMark } from '../../charts/curves/marks';
import {
  formatQuantity,
  formatCount,
  formatDuration,
  formatSetting,
  formatPercent,
  formatRate,
} from '../../text/format';
import type { CurveGroup } from '../../models/contract/curves';
import { describeExperiment, describeExternal } from '../../models/describe';

/** "2-2-1 sigmoid · MSE · Adam 0.03 · seed 2 · XNOR table, 4 rows"; "…, 14 of 40 rows used" where some were left out. */
export function subtitle({ experiment, dataset, external }: RunRecord): string {
  if (external !== undefined) return describeExternal(external);
  const text = describeExperiment(experiment, dataset?.features.length ?? null);
  if (dataset === null) return text;
  return `${text}, ${leftOut(dataset)?.used ?? formatQuantity(dataset.rows, 'row')}`;
}

/** The transport's two lines, and the longest that each can become: room is kept for that. */
export interface ProgressText {
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
export function progressText(
  record: RunRecord,
  progress: RunProgress | null,
  speed: number | null,
  loading: ReadProgress | null = null,
): ProgressText {
  const { text } = MODELS[record.experiment.model.kind];
  const total = progress?.totalSteps ?? record.totalSteps;
  const step = progress?.step ?? record.steps;
  switch (record.status) {
    case 'queued':
      return { steps: say('Waiting for a free worker'), pace: '', share: null };
    case 'running':
    case 'paused':
    case 'stopping': {
      if (loading !== null) return loadingText(loading);
      if (progress?.stage !== undefined) {
        const { label, share } = progress.stage;
        return { steps: `${label} · ${formatPercent(share)}`, pace: '', share };
      }
      if (record.external !== undefined)
        return { steps: formatQuantity(step, 'step'), pace: '', share: null };
      if (total === null || total <= 0) return { steps: say('Loading the data'), pace: '', share: null };
      const isMoving = record.status === 'running' && progress !== null && progress.stepsPerSecond > 0;
      const pace = Math.min(progress?.stepsPerSecond ?? 0, speed ?? Infinity);
      const leftMs = ((total - step) * 1000) / pace;
      return {
        steps: `${formatCount(step)} / ${formatCount(total)}`,
        pace: isMoving
          ? say('{pace} · {leftMs} left', { pace: formatRate(pace), leftMs: formatDuration(leftMs) })
          : '',
        share: step / total,
      };
    }
    case 'finished':
    case 'stopped':
    case 'failed':
    case 'interrupted':
      return {
        steps: formatQuantity(record.steps, text.step, text.steps),
        pace: `in ${formatDuration(record.elapsedMs)}`,
        share: record.status === 'finished' || total === null || total <= 0 ? 1 : record.steps / total,
      };
  }
}

function loadingText({ bytes, totalBytes, rows }: ReadProgress): ProgressText {
  const share = totalBytes > 0 ? Math.min(1, bytes / totalBytes) : null;
  return {
    steps:
      share === null
        ? say('Loading the data')
        : say('Loading the data · {share}', { share: formatPercent(share) }),
    pace: rows > 0 ? formatQuantity(rows, 'row') : '',
    share,
  };
}

/** Marks on the loss curve at steps where the learning rate was set by hand, up to the last step. */
export function rateMarks({ rateChanges }: RunRecord, lastStep: number): readonly CurveMark[] {
  return rateChanges
    .filter(({ step }) => step <= lastStep)
    .map(({ step, learningRate }) => ({
      x: step,
      label: formatSetting(learningRate),
      description: say('learning rate set to {learningRate} after step {step}', {
        learningRate: formatSetting(learningRate),
        step: formatCount(step),
      }),
    }));
}

/** Whether the curves of a group are of training rows alone: then no legend says of which rows they are. */
export function isOfTrainingRows(
  { metrics }: Pick<CurveGroup, 'metrics'>,
  has: (metric: string) => boolean,
): boolean {
  const rows = metrics.filter(({ name }) => has(name)).map(({ name }) => measuredOn(name));
  return rows.includes('training') && !rows.includes('validation');
}
