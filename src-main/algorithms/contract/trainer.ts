import type { ModelSpec } from '../../../src-shared/experiment/schema';
import type { Stage } from '../../../src-shared/run/live/events';
import type { Frame, PointSample } from '../../../src-shared/run/live/frames';
import type { SpawnHelpers } from './helper-threads';
import type { RateChange, RunResult } from '../../../src-shared/run/record/record';
import type { Scaler, TargetScaler } from '../../../src-shared/run/record/dataset-facts';
import type { Measuring } from '../../../src-shared/training/measuring';
import type { PlannedTraining } from '../../../src-shared/training/schema';
import type { ModelState } from './state';

/**
 * What a trainer learns from. Values are scaled already; `scaler` undoes it for what people see.
 * Row-major; the training rows come first, then the validation rows.
 */
export interface TrainingData {
  readonly rows: number;
  readonly trainRows: number;
  readonly width: number;
  /** [rows][width]. */
  readonly features: Float64Array;
  /** [rows]: the number, or the index into `classes` where there are any; null without a target. */
  readonly target: Float64Array | null;
  /**
   * [rows]: how much each row counts, from 0 on, as given; null: all the same. A row of weight 2
   * counts as if it stood there twice, a row of weight 0 as if it did not.
   */
  readonly weights: Float64Array | null;
  readonly classes: readonly (number | string)[];
  readonly featureNames: readonly string[];
  readonly scaler: Scaler;
  /** How a network scales the numbers of `target`, which are raw here; left out: not at all. */
  readonly targetScaler?: TargetScaler;
}

/**
 * Report of a trainer at one of its yields: the step and, where due, its metrics and its row of the
 * history file.
 */
export interface StepReport {
  readonly step: number;
  /** Present on logged steps only. */
  readonly metrics: Readonly<Record<string, number>> | null;
  /** Set where `metrics` are of a sample of the rows. */
  readonly isOfSample?: true;
  /**
   * Figures of the sample, where `metrics` are of all rows and those of other steps are not: what tells steps
   * apart takes these.
   */
  readonly ofSample?: Readonly<Record<string, number>>;
  /** A row of centers.csv / hyperplane.csv, present where the model is recorded by iteration. */
  readonly history: readonly number[] | null;
  /** What is being done besides steps, and the share of it that is done, 0 to 1. */
  readonly stage?: Stage;
  /**
   * Set where no step follows: what may come yet, such as going back to the best model or scoring
   * folds, finishes the model of this one.
   */
  readonly isLast?: true;
  /**
   * Set in a last report on top of the step's own: the trainer went back to the model of that step,
   * which `metrics` are of.
   */
  readonly restoredFrom?: number;
  /** A row that comes before `history` under the same step: what k-means started from. */
  readonly start?: readonly number[];
}

/** How the caller steers the pace at which control comes back. */
interface TrainControl {
  /** Asked after every step: true hands control back at once (time is up, a button was pressed). */
  readonly due: () => boolean;
  /** Further steps to yield on. */
  readonly shouldYield?: (step: number) => boolean;
}

/**
 * A model in training. `train` is an async generator: pausing is not pulling, stopping is leaving
 * the loop; the trainer stays usable for `state`, `frame` and `result` between two pulls.
 */
export interface Trainer {
  /** Steps of the whole training, those before a resume included; early ends may leave some unmade. */
  readonly totalSteps: number;
  /** Names of the logged metrics, in the order of the columns of metrics.csv. */
  readonly metricNames: readonly string[];
  /** Header of the history file after `step`; empty where the kind has none. */
  readonly historyColumns: readonly string[];
  /** Yields on every logged step, on every step of `checkpointEvery`, where wanted, and whenever control is due. */
  train(control: TrainControl): AsyncGenerator<StepReport, void, void>;
  /**
   * Another learning rate from the next update on, where the model has one: nothing else changes.
   * Between two pulls; it is part of `state` from then on.
   */
  setLearningRate?(rate: number): void;
  /** Figures of the model as it stands on all rows; absent where all logged ones are of all rows. */
  measureAll?(): Readonly<Record<string, number>>;
  /** Whole state after the last step, copied: a trainer that resumes from it goes on with the same bits. */
  state(): ModelState;
  /** The picture now; points are labelled against `sample` (raw units). */
  frame(sample: PointSample, options?: PictureOptions): Frame;
  /**
   * Summary of the model for the run's record: coefficients, centres or metrics of the kind, in raw
   * units.
   */
  result(): RunResult;
  /** Frees native memory; the trainer is not used after it. */
  dispose(): void;
}

/** Arguments of a trainer, alike for both engines: model, data, seed and, to resume, a stored state. */
export interface TrainerOptions {
  readonly model: ModelSpec;
  readonly training: PlannedTraining;
  /** What `auto` came to; left out: each logged step is measured on all rows. */
  readonly measuring?: Measuring;
  readonly seed: number;
  readonly data: TrainingData;
  /** 1-based row of the table for each used row, where a model may start on chosen rows. */
  readonly rowNumbers?: ArrayLike<number>;
  /** A checkpoint's state to go on from; null starts afresh. */
  readonly resume: ModelState | null;
  /** Changes of a network's learning rate by step, made while it trained and to be made again at those steps. */
  readonly rateChanges?: readonly RateChange[];
  /** k-means only: the first start's centres [k][width], scaled; drawn when left out. */
  readonly initialCenters?: Float64Array;
  /** k-means only: starts threads that work beside this one; without it, it is alone. */
  readonly spawnHelpers?: SpawnHelpers;
}

/** Optional parts of a picture, which take longer to compute than the rest. */
export interface PictureOptions {
  /** The hidden units of a network over the plane of its two features. */
  readonly units?: boolean;
}
