import type { ErrorInfo } from '../../../src-shared/errors';
import type { Sentence } from '../../../src-shared/language/sentence';
import type { Experiment } from '../../../src-shared/experiment/schema';
import type { PlannedTraining } from '../../../src-shared/training/schema';
import type { ModelKind, ModelSpec, RunResult } from '../../../src-shared/models';
import type { Finding } from '../../../src-shared/run/live/guidance';
import type { ModelState } from './state';
import type { TrainingData } from './trainer';

/** An experiment whose model is of kind K, so that its settings need no check of the kind. */
export type ExperimentOf<K extends ModelKind> = Experiment & { readonly model: ModelSpec<K> };

/** An experiment as it is trained: which steps are logged is known. */
export type Planned<E extends Experiment = Experiment> = E & { readonly training: PlannedTraining };

/** What a logged row gives reason to say: put into words only where it is shown, for that takes a while. */
export interface Reason {
  readonly kind: Finding['kind'];
  /** Finding with the numbers of the row that raised it, whatever came after. */
  readonly finding: () => Finding;
}

/** Watches the logged metrics of a run, in the same memory however many rows there are. */
export interface MetricsWatch {
  /** Step at which the logged loss was lowest; null where that was its first, so that nothing was learned. */
  readonly bestStep: number | null;
  /** Another learning rate from now on. */
  setLearningRate(rate: number): void;
  /** Takes in a logged row. @returns what it gives reason to say */
  see(step: number, metrics: Readonly<Record<string, number>>): Reason[];
}

/**
 * Range, mean and standard deviation of one feature over the training rows, after scaling, as the model
 * sees it.
 */
export interface Spread {
  readonly name: string;
  /** Smallest value. */
  readonly low: number;
  /** Largest value. */
  readonly high: number;
  readonly mean: number;
  readonly std: number;
  /** Only 0 and 1. */
  readonly isBinary: boolean;
}

/**
 * Warnings that runs of one model kind can raise: while training (metrics), of the data (columns) and
 * of the trained model.
 */
export interface ModelDiagnostics<K extends ModelKind> {
  /** Watches a run's metrics; null: nothing is to be learned from them. */
  readonly watchMetrics: (experiment: Planned<ExperimentOf<K>>) => MetricsWatch | null;
  /** What columns of unequal spread do to it, as a clause: "the other hardly counts in the distances"; null: nothing. */
  readonly unequalSpreads: (model: ModelSpec<K>) => Sentence | null;
  /**
   * What unscaled columns do to it besides.
   * @param varying those that are neither constant nor binary, at least one
   */
  readonly findUnscaled: (model: ModelSpec<K>, varying: readonly Spread[]) => Finding | null;
  /** What a trained model itself shows. @param result of the run; null: not over yet */
  readonly findInModel: (
    experiment: ExperimentOf<K>,
    data: TrainingData,
    state: ModelState,
    result: RunResult<K> | null,
  ) => Finding[];
  /**
   * A run that ended because its numbers are none any more.
   * @param error says which, and at which step
   * @param bestStep where the loss was lowest; null: nowhere lower than at first
   */
  readonly explainNotFinite: (
    experiment: ExperimentOf<K>,
    error: Pick<ErrorInfo, 'message' | 'said'>,
    step: number,
    bestStep: number | null,
  ) => Finding;
}
