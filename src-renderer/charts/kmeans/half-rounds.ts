import { say } from '../../../src-shared/language/say';
import type { KMeansFrame, PointSample } from '../../../src-shared/run/live/frames';
import { assignLabels, type CenterHistory } from './cluster-math';

/** Half a round of k-means, one frame of its playback. */
export interface HalfRound {
  /**
   * start: as drawn, no row assigned yet; assign: each row to its nearest centre; update: the
   * centres to the means; result: the best start's end, where another start came last.
   */
  readonly phase: 'start' | 'assign' | 'update' | 'result';
  /** Row of the history whose centres are shown. */
  readonly row: number;
  /** Row whose centres the points are assigned by; null: not assigned. */
  readonly labelRow: number | null;
  /** 1-based. */
  readonly restart: number;
  /** Round of the start, from 1 on; 0 before the first. */
  readonly iteration: number;
}

/**
 * Half rounds of a history. A start's first row is what it was drawn with where
 * the next row has the same step (older runs and mini-batches have no such row).
 */
export function readHalfRounds(history: CenterHistory): HalfRound[] {
  const halfRounds: HalfRound[] = [];
  const seen = new Set<number>();
  let before = -1;
  let iteration = 0;
  for (let row = 0; row < history.count; row++) {
    const restart = history.restartAt(row);
    if (restart !== before && seen.has(restart)) {
      halfRounds.push({ phase: 'result', row, labelRow: row, restart, iteration: 0 });
      continue;
    }
    if (restart !== before) {
      seen.add(restart);
      before = restart;
      const isStart = row + 1 < history.count && history.stepAt(row + 1) === history.stepAt(row);
      iteration = isStart ? 0 : 1;
      halfRounds.push({
        phase: isStart ? 'start' : 'update',
        row,
        labelRow: isStart ? null : row,
        restart,
        iteration,
      });
      continue;
    }
    iteration++;
    halfRounds.push({ phase: 'assign', row: row - 1, labelRow: row - 1, restart, iteration });
    halfRounds.push({ phase: 'update', row, labelRow: row - 1, restart, iteration });
  }
  return halfRounds;
}

/** Index of the half round at which a step of the log ended; -1 when there is none. */
export function halfRoundAtStep(
  halfRounds: readonly HalfRound[],
  history: CenterHistory,
  step: number,
): number {
  let best = -1;
  let nearest = Infinity;
  halfRounds.forEach(({ phase, row }, i) => {
    if (phase === 'assign' || phase === 'start') return;
    const away = Math.abs(history.stepAt(row) - step);
    if (away > nearest) return;
    nearest = away;
    best = i;
  });
  return best;
}

/** Frame of a half round. Sizes are counted over the sample, not over all rows. */
export function halfRoundFrame(
  history: CenterHistory,
  { row, labelRow }: HalfRound,
  sample: PointSample,
  scale: readonly number[],
): KMeansFrame {
  const centers = history.centersAt(row);
  const assigned =
    labelRow === null
      ? { labels: new Int32Array(sample.count).fill(-1), sizes: new Int32Array(history.k) }
      : assignLabels(sample, history.centersAt(labelRow), scale);
  return { kind: 'kmeans', step: history.stepAt(row), centers, ...assigned };
}

/** "restart 2, round 5: centres move". */
export function halfRoundText({ phase, restart, iteration }: HalfRound, restarts: number): string {
  const start = restarts > 1 ? say('restart {restart}', { restart }) : '';
  const round = iteration > 0 ? say('round {iteration}', { iteration }) : '';
  const what = {
    start: say('as drawn'),
    assign: say('assign'),
    update: say('update'),
    result: say('the best restart'),
  }[phase];
  return [start, round, what].filter((part) => part !== '').join(' · ');
}
