import type { Calibration } from '../../../src-shared/run/record/record';

/** How a finished run ended, as its record says: what the model of its last step must agree with. */
export interface RunEnding {
  /** The step that the run ended with. */
  readonly step: number;
  /** The step whose weights early stopping went back to; null: it went back to none. */
  readonly bestStep: number | null;
  /** An SVM's, fitted after the last step; null: none was asked for. */
  readonly calibration: Calibration | null;
}

/** A model of a run: its folder, its checkpoint from there, and where that is the run's end, how it ended. */
export interface CheckpointPlace {
  readonly runFolder: string;
  readonly checkpoint: string;
  readonly ending: RunEnding | null;
}

/** A stored state of a run: a checkpoint by its path, or a moment by its step. */
export type StoredState =
  | { readonly kind: 'checkpoint'; readonly path: string; readonly ending: RunEnding | null }
  | { readonly kind: 'moment'; readonly step: number };
