import { at } from '../../../../src-shared/present';
import type { MetricColumns, ModelHistory } from '../../../../src-shared/run/live/frames';
import type { RunResult } from '../../../../src-shared/run/record/record';

/** One start of k-means as it went. */
export interface RestartCurve {
  /** 1-based. */
  readonly restart: number;
  /** Rounds, ascending. */
  readonly x: Float64Array;
  /** J after each. */
  readonly y: Float64Array;
  readonly isBest: boolean;
}

/** Curves drawn beside the best; of more starts those with the best and the worst ends are among them. */
const MAX_CURVES = 24;

/**
 * The starts of a k-means run: J by round of each, the lowest end marked as the best. The log's last
 * row is the result's; where that is an earlier start's, the last start gets its own end from `result`.
 */
export function restartCurves(
  metrics: MetricColumns,
  history: ModelHistory | null,
  result: RunResult | null,
): RestartCurve[] {
  const j = metrics.series['meanSquaredDistance'];
  const inertia = metrics.series['inertia'];
  const rounds = metrics.series['nIter'];
  if (history?.columns[0] !== 'restart' || j === undefined || rounds === undefined) return [];
  const restarts = restartOfRows(metrics, history) ?? new Float64Array(0);
  const parts = new Map<number, { x: number[]; y: number[] }>();
  let before = 0;
  // Inertia over J: the rows, or their weight.
  let weight = NaN;
  for (let i = 0; i < metrics.step.length; i++) {
    const restart = restarts[i] ?? 1;
    if (inertia !== undefined && at(j, i) > 0) weight = at(inertia, i) / at(j, i);
    if (restart !== before && parts.has(restart)) {
      appendEnd(parts.get(before), before, result, weight);
      continue;
    }
    before = restart;
    const part = parts.get(restart) ?? { x: [], y: [] };
    parts.set(restart, part);
    part.x.push(at(rounds, i));
    part.y.push(at(j, i));
  }
  const ends = [...parts].map(([restart, { y }]) => ({ restart, end: y[y.length - 1] ?? Infinity }));
  const lowest = ends.reduce((a, b) => (b.end < a.end ? b : a), { restart: 0, end: Infinity }).restart;
  const best = result?.kind === 'kmeans' && result.bestStart !== null ? result.bestStart : lowest;
  return [...parts].map(([restart, { x, y }]) => ({
    restart,
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    isBest: restart === best,
  }));
}

/** The start that each row of the log belongs to; null where the history does not say. */
export function restartOfRows(metrics: MetricColumns, history: ModelHistory | null): Float64Array | null {
  if (history?.columns[0] !== 'restart') return null;
  const width = history.columns.length;
  let row = 0;
  return Float64Array.from(metrics.step, (step) => {
    while (row + 1 < history.step.length && at(history.step, row + 1) <= step) row++;
    return history.values[row * width] ?? 1;
  });
}

/** The start that was under way when the log's last row became the result's. */
function appendEnd(
  part: { x: number[]; y: number[] } | undefined,
  restart: number,
  result: RunResult | null,
  weight: number,
): void {
  const ended = result?.kind === 'kmeans' ? result.starts[restart - 1] : undefined;
  if (part === undefined || ended === undefined || !Number.isFinite(weight)) return;
  part.x.push(ended.nIter);
  part.y.push(ended.inertia / weight);
}

/** Curves that can be told apart: the best, and others evenly from the best end to the worst. */
export function shownCurves(curves: readonly RestartCurve[], limit = MAX_CURVES): RestartCurve[] {
  if (curves.length <= limit) return [...curves];
  const end = ({ y }: RestartCurve): number => y[y.length - 1] ?? Infinity;
  const ranked = curves.filter(({ isBest }) => !isBest).sort((a, b) => end(a) - end(b));
  const kept = new Set(
    Array.from({ length: limit - 1 }, (_, i) => ranked[Math.round((i * (ranked.length - 1)) / (limit - 2))]),
  );
  return curves.filter((curve) => curve.isBest || kept.has(curve));
}
