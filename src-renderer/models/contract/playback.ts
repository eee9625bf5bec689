import type { Frame, ModelKind } from '../../../src-shared/models';
import type { ModelHistory, PointSample } from '../../../src-shared/run/live/frames';

/** Past models of a run that can be shown again. */
export interface PlaybackSource<K extends ModelKind = ModelKind> {
  readonly history: ModelHistory | null;
  readonly sample: PointSample | null;
  /** Divisor of each feature; empty: 1. */
  readonly scale: readonly number[];
  /** Steps whose models were kept, ascending. */
  readonly keptSteps: readonly number[];
  /** Picture of a kept model; null until it is there. */
  readonly keptFrame: (step: number) => Frame<K> | null;
}

/** One past picture of a model. */
interface PastPicture<K extends ModelKind = ModelKind> {
  readonly frame: Frame<K>;
  /** Row of the history that it shows; null: of none. */
  readonly historyRow: number | null;
  /** Its step, for the curve's cursor. */
  readonly step: number;
  /** Label of a row of the playback, where it is more than a step; null: the step alone. */
  readonly label: string | null;
}

/** Going back through the training of a run. */
export interface Playback<K extends ModelKind = ModelKind> {
  /** Step of each index, ascending. */
  readonly steps: ArrayLike<number>;
  /** Index of the picture at a step of the curve; -1: there is none. */
  indexAt(step: number): number;
  /** The picture at an index; null: there is none; `loading`: it is on its way. */
  at(index: number): PastPicture<K> | 'loading' | null;
}

/** A run whose past cannot be shown. */
export const NO_PLAYBACK: Playback<never> = { steps: [], indexAt: () => -1, at: () => null };
