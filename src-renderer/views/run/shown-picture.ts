import type { Frame, KMeansFrame, ModelHistory, PointSample, SvmFrame } from '../../../src-shared/run/frames';
import { centerHistory, frameAt } from '../../charts/cluster-math';
import { nearestIndex } from '../../charts/decimate';
import { decisionOf } from '../../charts/margin-math';

/** What the picture and the tabs show, and where it comes from. */
export interface ShownPicture {
  readonly frame: Frame | null;
  /** `live` follows the run; the others were gone back to. */
  readonly source: 'live' | 'restored' | 'replay' | 'cursor';
  /** Row of the history, or of the kept steps, that is shown; null for the newest. */
  readonly historyRow: number | null;
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
  readonly replayRow: number | null;
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
  if (restored !== null)
    return { frame: restored.frame, source: 'restored', historyRow: null, historyStep: null };
  const live: ShownPicture = { frame, source: 'live', historyRow: null, historyStep: null };
  if (frame === null) return live;
  if (frame.kind === 'network') return networkAt(input, live);
  if (history === null || sample === null) return live;
  const row = cursor !== null ? nearestIndex(history.step, cursor) : replayRow;
  if (row === null || row < 0) return live;
  const past = frame.kind === 'kmeans' ? clustersAt(input, sample, row) : marginAt(history, sample, row);
  if (past === null) return live;
  return {
    frame: past,
    source: cursor !== null ? 'cursor' : 'replay',
    historyRow: row,
    historyStep: cursor !== null ? null : (history.step[row] ?? null),
  };
}

function networkAt({ kept, cursor, replayRow }: PictureInput, live: ShownPicture): ShownPicture {
  if (kept === undefined || kept.steps.length === 0) return live;
  const row = cursor !== null ? nearestIndex(kept.steps, cursor) : replayRow;
  const step = row === null ? undefined : kept.steps[row];
  if (step === undefined) return live;
  const frame = kept.at(step);
  if (frame === null) return { ...live, historyRow: row };
  return {
    frame,
    source: cursor !== null ? 'cursor' : 'replay',
    historyRow: row,
    historyStep: cursor !== null ? null : step,
  };
}

function clustersAt({ history, scale }: PictureInput, sample: PointSample, row: number): KMeansFrame | null {
  const centers = centerHistory(history, sample.features.length);
  return centers === null || row >= centers.count ? null : frameAt(centers, row, sample, scale);
}

/** Rows on or inside the margin, with the tolerance that the trainer uses. */
const SUPPORT_TOLERANCE = 1e-3;

/** A row of hyperplane.csv (weights, then b) as a picture. */
export function marginAt(history: ModelHistory, sample: PointSample, row: number): SvmFrame | null {
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
