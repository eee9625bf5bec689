import type { ModelHistory, PointSample, SvmFrame } from '../../../../src-shared/run/live/frames';
import { computeDecision } from '../../../charts/svm/margin-math';
import { nearestIndex } from '../../../values/nearest';
import type { Playback, PlaybackSource } from '../../contract/playback';

/** An SVM after each of its passes. */
export function svmPlayback({ history, sample }: PlaybackSource<'svm'>): Playback<'svm'> {
  const steps = history?.step ?? new Float64Array(0);
  return {
    steps,
    indexAt: (step) => nearestIndex(steps, step),
    at(row) {
      if (history === null || sample === null || row < 0) return null;
      const frame = marginAt(history, sample, row);
      return frame === null ? null : { frame, historyRow: row, step: frame.step, label: null };
    },
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
    if (side * computeDecision({ coef, intercept }, sample, i) <= 1 + SUPPORT_TOLERANCE)
      supportVectors.push(i);
  }
  return {
    kind: 'svm',
    step: history.step[row] ?? 0,
    coef,
    intercept,
    supportVectors: Int32Array.from(supportVectors),
  };
}
