import type { Frame, ModelHistory, PointSample, SvmFrame } from '../../../../src-shared/run/live/frames';
import { centerHistory } from '../../../charts/kmeans/cluster-math';
import { momentAtStep, momentFrame, momentWords, type Moment } from '../../../charts/kmeans/cluster-replay';
import { decisionOf } from '../../../charts/svm/margin-math';
import { nearestIndex } from '../../../values/nearest';

/** What the picture and the tabs show, and where it comes from. */
export interface ShownPicture {
  readonly frame: Frame | null;
  /** `live` follows the run; the others were gone back to. */
  readonly source: 'live' | 'restored' | 'replay' | 'cursor';
  /** Row of the history that is shown; null for the newest, and for networks. */
  readonly historyRow: number | null;
  /** Place of the replay that is shown; null: the newest. */
  readonly replayRow: number | null;
  /** What is shown, where a place of the replay is more than an iteration. */
  readonly words: string | null;
  /** Its step, for the other chart's cursor. */
  readonly historyStep: number | null;
}

export interface PictureInput {
  readonly frame: Frame | null;
  readonly history: ModelHistory | null;
  readonly sample: PointSample | null;
  /** Divisor of each feature; empty: 1. */
  readonly scale: readonly number[];
  readonly restored: { readonly frame: Frame; readonly step: number } | null;
  /** Of k-means: the index of a moment; of a network: of a kept step; else the row of the history. */
  readonly replayRow: number | null;
  /** Half rounds of k-means, as {@link replayMoments} has them; empty for other kinds. */
  readonly moments: readonly Moment[];
  /** A step that the curve's cursor is at. */
  readonly cursor: number | null;
  /** Of a network: the steps that were kept, ascending, and their pictures. */
  readonly kept?: { readonly steps: readonly number[]; readonly at: (step: number) => Frame | null };
}

/**
 * The restored checkpoint if there is one; else the iteration that the slider or the curve's cursor
 * is at, where the model was recorded by iteration; else the run's own newest picture.
 */
export function shownPicture(input: PictureInput): ShownPicture {
  const { frame, history, sample, restored, replayRow, cursor } = input;
  if (restored !== null) return { ...NOTHING, frame: restored.frame, source: 'restored' };
  const live: ShownPicture = { ...NOTHING, frame };
  if (frame === null) return live;
  if (frame.kind === 'network') return networkAt(input, live);
  if (history === null || sample === null) return live;
  if (frame.kind === 'kmeans') return clustersShown(input, sample) ?? live;
  const row = cursor !== null ? nearestIndex(history.step, cursor) : replayRow;
  if (row === null || row < 0) return live;
  const past = marginAt(history, sample, row);
  if (past === null) return live;
  return {
    frame: past,
    source: cursor !== null ? 'cursor' : 'replay',
    historyRow: row,
    replayRow: row,
    words: null,
    historyStep: cursor !== null ? null : (history.step[row] ?? null),
  };
}

const NOTHING: ShownPicture = {
  frame: null,
  source: 'live',
  historyRow: null,
  replayRow: null,
  words: null,
  historyStep: null,
};

function networkAt({ kept, cursor, replayRow }: PictureInput, live: ShownPicture): ShownPicture {
  if (kept === undefined || kept.steps.length === 0) return live;
  const row = cursor !== null ? nearestIndex(kept.steps, cursor) : replayRow;
  const step = row === null ? undefined : kept.steps[row];
  if (step === undefined) return live;
  const frame = kept.at(step);
  if (frame === null) return { ...live, replayRow: row };
  return {
    frame,
    source: cursor !== null ? 'cursor' : 'replay',
    historyRow: null,
    replayRow: row,
    words: null,
    historyStep: cursor !== null ? null : step,
  };
}

function clustersShown(
  { history, scale, moments, cursor, replayRow }: PictureInput,
  sample: PointSample,
): ShownPicture | null {
  const centers = centerHistory(history, sample.features.length);
  if (centers === null) return null;
  const at = cursor !== null ? momentAtStep(moments, centers, cursor) : replayRow;
  const moment = at === null ? undefined : moments[at];
  if (at === null || moment === undefined || moment.row >= centers.count) return null;
  return {
    frame: momentFrame(centers, moment, sample, scale),
    source: cursor !== null ? 'cursor' : 'replay',
    historyRow: moment.row,
    replayRow: at,
    words: momentWords(
      moment,
      moments.reduce((most, { restart }) => Math.max(most, restart), 1),
    ),
    historyStep: cursor !== null ? null : centers.stepAt(moment.row),
  };
}

/** Rows on or inside the margin, with the tolerance that the trainer uses. */
const SUPPORT_TOLERANCE = 1e-3;

/** A row of hyperplane.csv (weights, then b) as a picture. */
function marginAt(history: ModelHistory, sample: PointSample, row: number): SvmFrame | null {
  const columns = history.columns.length;
  if (columns !== sample.features.length + 1 || row >= history.step.length) return null;
  const values = history.values.subarray(row * columns, (row + 1) * columns);
  const coef = values.subarray(0, columns - 1);
  const intercept = values[columns - 1] ?? 0;
  const supportVectors: number[] = [];
  for (let i = 0; i < sample.count; i++) {
    const side = sample.targets[i] === 1 ? 1 : -1;
    if (side * decisionOf({ coef, intercept }, sample, i) <= 1 + SUPPORT_TOLERANCE) supportVectors.push(i);
  }
  return {
    kind: 'svm',
    step: history.step[row] ?? 0,
    coef,
    intercept,
    supportVectors: Int32Array.from(supportVectors),
  };
}
