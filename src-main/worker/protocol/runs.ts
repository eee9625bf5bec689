import type { ErrorInfo } from '../../../src-shared/errors';
import type { Experiment } from '../../../src-shared/experiment/schema';
import type { MadeWeightEdit, WeightEdit } from '../../../src-shared/models/network/weight-edit';
import type { Frame, MetricColumns, ModelHistory, PointSample } from '../../../src-shared/run/live/frames';
import type { CheckpointRef } from '../../../src-shared/run/record/record';
import type { DatasetFacts } from '../../../src-shared/run/record/dataset-facts';
import type { MetricsComparison } from '../../algorithms/evaluation/compare-metrics';
import type { CheckpointLocation, StoredState } from './locations';

export type { Apart, MetricsComparison } from '../../algorithms/evaluation/compare-metrics';

export interface StoredPictures {
  /** Logged metrics, thinned to the rows that a curve shows. */
  readonly metrics: MetricColumns;
  readonly isThinned: boolean;
  readonly history: ModelHistory | null;
  readonly sample: PointSample | null;
  readonly frame: Frame | null;
  /** Steps of the snapshots, ascending. */
  readonly moments: readonly number[];
  readonly problems: readonly ErrorInfo[];
}

export interface ForkRequest {
  readonly runFolder: string;
  readonly from: StoredState;
  /** Run that is forked. */
  readonly parent: { readonly experiment: Experiment; readonly dataset: DatasetFacts };
  /** Folder of the new run. */
  readonly to: string;
  /** What the new run trains. */
  readonly experiment: Experiment;
  /** Weights of a network that are set by hand where it begins. */
  readonly weights: readonly WeightEdit[];
}

export interface ForkStart {
  readonly checkpoint: CheckpointRef;
  readonly editedWeights: readonly MadeWeightEdit[];
  /** Training time up to there. */
  readonly elapsedMs: number;
}

/** Calls about what stored runs have written. */
export interface StoredRunCalls {
  /** Metrics, history and sample of a stored run; the frame of its last readable checkpoint. */
  stored: {
    params: {
      runFolder: string;
      model: Omit<CheckpointLocation, 'runFolder'> | null;
      /** Bytes of metrics.csv that are read at most. */
      upTo?: number;
    };
    answer: StoredPictures;
  };
  /** Where the logged numbers of two runs differ. */
  'compare-metrics': { params: { runFolder: string; other: string }; answer: MetricsComparison };
  /** Gives another run's folder what it goes on from: a checkpoint, and the course up to it. */
  fork: { params: ForkRequest; answer: ForkStart };
  /** Copies the run's predictions.csv, where that has its features beside the answers; false where it has not. */
  'copy-predictions': {
    params: { runFolder: string; features: readonly string[]; to: string };
    answer: boolean;
  };
  /** Writes the names of the clusters into the run's predictions.csv; false where there is none. */
  'name-clusters': { params: { runFolder: string; names: readonly string[] }; answer: boolean };
}
