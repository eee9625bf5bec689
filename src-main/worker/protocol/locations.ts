import type { RunEnding } from '../../algorithms/contract/training-rules';

export type { RunEnding };

/** A model of a run: its folder, its checkpoint from there, and where that is the run's end, how it ended. */
export interface CheckpointLocation {
  readonly runFolder: string;
  readonly checkpoint: string;
  readonly ending: RunEnding | null;
  /** Where a damaged checkpoint is not to be the end: earlier ones to take in its place, the last one first. */
  readonly earlier?: readonly string[];
}

/** A stored state of a run: a checkpoint by its path, or a snapshot by its step. */
export type StoredState =
  | { readonly kind: 'checkpoint'; readonly path: string; readonly ending: RunEnding | null }
  | { readonly kind: 'snapshot'; readonly step: number };
