import { pow } from '../../../src-shared/portable-math/pow';

/**
 * Which steps of a run are kept for going back to, beside the checkpoints that a person asked for,
 * which are all kept. One policy for every kind of model.
 */

/**
 * Most bytes on disk of all snapshots of a run, 8 MB: a 2-2-1 network has 240 of them in 1 MB, a
 * network of a million weights none.
 */
export const MAX_SNAPSHOT_BYTES = 8 << 20;
/** Most snapshots of a run: more than a slider of a few hundred pixels can tell apart. */
export const MAX_SNAPSHOTS = 240;
/** Smallest number of snapshots that are kept: with fewer, playback would jump, and none are kept. */
export const MIN_SNAPSHOTS = 6;

/** Inputs of {@link snapshotSteps}: the range of steps, and the size of one snapshot. */
export interface SnapshotQuestion {
  /** The step before the first: 0, or where a fork began. */
  readonly from: number;
  readonly totalSteps: number;
  /** Size of one snapshot on disk. */
  readonly stateBytes: number;
}

/**
 * The steps to keep, ascending, without the last one, which has a checkpoint. Every step where they
 * are few enough; else half of them evenly spaced, and half with even ratios, for a model changes
 * most at first.
 */
export function snapshotSteps({ from, totalSteps, stateBytes }: SnapshotQuestion): number[] {
  const span = totalSteps - from - 1;
  const count = Math.min(MAX_SNAPSHOTS, Math.floor(MAX_SNAPSHOT_BYTES / stateBytes));
  if (span < 1 || count < MIN_SNAPSHOTS) return [];
  if (span <= count) return Array.from({ length: span }, (_, i) => from + 1 + i);
  const half = Math.floor(count / 2);
  const steps = new Set<number>();
  for (let i = 0; i < half; i++) {
    steps.add(from + Math.round(pow(span, i / (half - 1))));
    steps.add(from + Math.round(((i + 1) * span) / half));
  }
  return [...steps].sort((a, b) => a - b);
}
