import type { CommonEvaluation } from '../../../src-shared/compare/common-evaluation';
import type { RunBaselines } from '../../../src-shared/compare/baselines/baselines';
import type { RowComparison } from '../../../src-shared/compare/verdict/row-comparison';
import type { Experiment, SvmSpec } from '../../../src-shared/experiment/schema';
import type { PrincipalPlane } from '../../../src-shared/models/kmeans/clusters';
import type { WeightEdit } from '../../../src-shared/models/network/weight-edit';
import type { WeightsWhatIf } from '../../../src-shared/run/points/weights-what-if';
import type { Evaluation, EvaluationFormat } from '../../../src-shared/run/evaluation/evaluation';
import type { Frame, Surface, WhatIf } from '../../../src-shared/run/live/frames';
import type { Repair } from '../../../src-shared/run/explanation/repair';
import type { ModelFormat } from '../../../src-shared/run/model-file';
import type { DatasetFacts, Scaler } from '../../../src-shared/run/record/dataset-facts';
import type { WhatIfPoints } from '../../algorithms/svm/what-if';
import type { CheckpointLocation, StoredState } from './locations';

export type { WhatIfPoints };

export interface PicturesRequest {
  readonly runFolder: string;
  readonly states: readonly StoredState[];
  /** Experiment of the run, for its snapshots. */
  readonly experiment: Experiment;
  readonly dataset: DatasetFacts;
}

export interface EvaluationParams extends CheckpointLocation {
  /** Where the data files are read instead, the first one first; null: where the experiment says. */
  readonly readFrom: readonly string[] | null;
  /** Whether the rows of the test part are asked about, in place of the validation rows. */
  readonly opensTest?: true;
}

export interface WeightsRequest {
  readonly runFolder: string;
  readonly state: StoredState;
  readonly experiment: Experiment;
  readonly dataset: DatasetFacts;
  readonly edits: readonly WeightEdit[];
}

/** Calls about stored models: their pictures, and how good they are. */
export interface ModelCalls {
  picture: { params: CheckpointLocation; answer: { frame: Frame; step: number } };
  /** The model at several steps, in their order: of checkpoints, or of snapshots. */
  pictures: { params: PicturesRequest; answer: readonly Frame[] };
  /** What a person must know of a model before it answers, as a sentence; null: nothing. */
  'model-note': { params: CheckpointLocation; answer: string | null };
  /** Writes a model as a checkpoint's folder of its own. */
  'export-checkpoint': { params: CheckpointLocation & { to: string }; answer: null };
  /** Writes a model for another program. */
  'export-model': {
    params: EvaluationParams & {
      to: string;
      format: ModelFormat;
      run: { readonly id: string; readonly name: string };
      clusterNames?: readonly string[];
    };
    answer: null;
  };
  surface: { params: CheckpointLocation & { grid: number }; answer: Surface };
  /** The plane that a run's points, scaled, lie widest on. */
  plane: { params: { runFolder: string; scaler: Scaler }; answer: PrincipalPlane };
  'what-if': {
    params: {
      model: SvmSpec;
      scaler: Scaler;
      names: readonly (number | string)[];
      C: number;
      points: WhatIfPoints;
    };
    answer: WhatIf;
  };
  /** A network of a run with weights set by hand: its picture, and its answer to a point (null: to none). */
  'weights-what-if': {
    params: WeightsRequest & { readonly cells: readonly string[] | null };
    answer: WeightsWhatIf;
  };
  /** The metrics of such a network on the run's own rows; null where they are too many for it. */
  'measure-weights': {
    params: WeightsRequest & Pick<EvaluationParams, 'readFrom'>;
    answer: Readonly<Record<string, number>> | null;
  };
  /** Reads the run's data again, and compares the model of a checkpoint with its target. */
  evaluate: { params: EvaluationParams; answer: Evaluation };
  /** Models of several runs on the rows that all of them have. */
  'evaluate-common': {
    params: { models: readonly (EvaluationParams & { readonly id: string })[] };
    answer: CommonEvaluation;
  };
  /** Two models on the validation rows that both have, row by row; the bootstrap draws with the seed. */
  'compare-rows': {
    params: { models: readonly EvaluationParams[]; seed: number };
    answer: RowComparison;
  };
  /** Trains baselines on a run's training rows, and holds its model against them on its validation rows. */
  baselines: { params: EvaluationParams & { seed: number }; answer: RunBaselines };
  /** Reads the run's data again, and writes every row of it with the answer of a checkpoint's model. */
  'export-predictions': {
    params: EvaluationParams & { to: string; clusterNames?: readonly string[]; repair?: Repair };
    answer: null;
  };
  /** Writes an evaluation into a file. */
  'export-evaluation': {
    params: EvaluationParams & { to: string; format: EvaluationFormat };
    answer: null;
  };
}
