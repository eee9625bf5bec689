import type { ModelKind, ModelSpec, RunResult } from '../../../src-shared/models';
import type { TrainingSpec } from '../../../src-shared/training/schema';
import type { ModelState } from './state';
import type { RowStream } from './row-stream';
import type { Trainer, TrainerOptions } from './trainer';

/** A state as a checkpoint holds it, with the metrics logged at its step. */
export interface StoredState {
  readonly state: ModelState;
  readonly metrics: Readonly<Record<string, number>>;
}

/** How a finished run ended, as its record says: what the model of its last step must agree with. */
export interface RunEnding<K extends ModelKind = ModelKind> {
  /** Step that the run ended with. */
  readonly step: number;
  readonly result: RunResult<K> | null;
}

/** A stored state completed to the one that its run ended with, as far as the checkpoint allows. */
export interface FinishedState extends StoredState {
  /** The model that the run ended with, where this one is another, as the subject of "was not kept"; else null. */
  readonly lost: string | null;
}

/** Arguments of a trainer whose rows come in blocks; `data` is a sample of them that is held. */
export interface StreamedTrainerOptions extends TrainerOptions {
  readonly stream: RowStream;
  /** Passes over all training rows, where the model has no steps of its own. */
  readonly passes: number;
}

/** The trainer of one kind of model on typed arrays, and what becomes of its states. */
export interface TrainingRules<K extends ModelKind> {
  /** @throws BenchtopError `corrupt` where the state to resume does not fit the model */
  readonly createTrainer: (model: ModelSpec<K>, options: TrainerOptions) => Trainer;
  /**
   * The same for rows that are not held; null: the kind needs all of them at once. What it logs on the way is of
   * the held sample; once its steps are made it measures all rows.
   * @throws BenchtopError `invalid-experiment` naming a setting that needs all rows at once
   */
  readonly createStreamedTrainer: ((model: ModelSpec<K>, options: StreamedTrainerOptions) => Trainer) | null;
  /**
   * A state as other settings of the same kind go on from it. What the changes leave valid stays, the
   * rest starts at this step.
   */
  readonly forkState: (state: ModelState, from: ModelSpec<K>, to: ModelSpec<K>) => ModelState;
  /** Whether a state holds the best model so far beside the current one. */
  readonly keepsBest: (training: TrainingSpec) => boolean;
  /** A checkpoint of a finished run as that run ended. */
  readonly finishState: (stored: StoredState, ending: RunEnding<K>) => FinishedState;
}

/** `finishState` of a kind whose last checkpoint is the finished model: one of another step is not. */
export function finishLastState(stored: StoredState, { step }: RunEnding): FinishedState {
  return { ...stored, lost: stored.state.step === step ? null : lastModel(step) };
}

/** The model of a run's last step, as a subject. */
function lastModel(step: number): string {
  return `The model of step ${step}, with which this run ended, was`;
}
