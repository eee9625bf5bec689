export type { Surface } from '../../models/contract/surface';
export type { ClassRegions, Curve, NetworkFrame, UnitSurfaces } from '../../models/network/frame';
export type { KMeansFrame } from '../../models/kmeans/frame';
export type { SvmFrame } from '../../models/svm/frame';
export type { Frame } from '../../models';

/** Rows to draw: all of them up to 5,000 (of wide tables fewer), otherwise an evenly spread sample. Model inputs, raw units. */
export interface PointSample {
  readonly features: readonly string[];
  readonly target: string | null;
  /** Rows in the data set; more than `count` when this is a sample. */
  readonly totalRows: number;
  readonly count: number;
  /** [count][features] flattened. */
  readonly values: Float64Array;
  /** Target of each point: a number, or the index into `classes`; empty without a target. */
  readonly targets: Float64Array;
  readonly classes: readonly (number | string)[];
}

/** Logged metrics by column; `step` and `elapsedMs` run along with every series. */
export interface MetricColumns {
  readonly step: Float64Array;
  readonly elapsedMs: Float64Array;
  readonly series: Readonly<Record<string, Float64Array>>;
  /**
   * How many rows of the table a logged row was measured on, by the names in {@link ROW_COUNTS}; absent, and
   * NaN: on all.
   */
  readonly rowCounts?: Readonly<Record<string, Float64Array>>;
}

/** Columns of metrics.csv that are no metrics: the training and the validation rows that a row is of. */
export const ROW_COUNTS: readonly string[] = ['rows', 'validationRows'];

/** The model by iteration, from `centers.csv` or `hyperplane.csv`: for trails and replay. */
export interface ModelHistory {
  readonly step: Float64Array;
  /** Names of the values in a row, as in the file's header. */
  readonly columns: readonly string[];
  /** [rows][columns] flattened. */
  readonly values: Float64Array;
}

/** The line that an SVM's settings find for points that are not the run's; raw units. */
export interface WhatIf {
  readonly coef: Float64Array;
  readonly intercept: number;
  readonly objective: number;
  readonly dualityGap: number;
  readonly accuracy: number;
  readonly marginWidth: number;
}

/** One answered point of a predict request. Exactly one of the optional groups is filled. */
export interface Prediction {
  /** The model's inputs in raw units. */
  readonly input: Readonly<Record<string, number>>;
  readonly class?: number | string;
  readonly logit?: number;
  /** Logit of each class against the rest; SVMs of more than two classes only. */
  readonly decisions?: readonly number[];
  /** Probability of each class, where the run fitted Platt's scaling to its logits. */
  readonly plattProbabilities?: readonly number[];
  readonly output?: number | readonly number[];
  /** Probability of every class, by its name; softmax networks only. */
  readonly probabilities?: Readonly<Record<string, number>>;
  /** Probability of every class as the run's repair has it, by its name. */
  readonly repairedProbabilities?: Readonly<Record<string, number>>;
  readonly cluster?: number;
  /** Name that a person gave the cluster, or its letter. */
  readonly clusterName?: string;
  /** To the centre of the cluster, and to the second nearest centre (null: there is only one). */
  readonly distance?: number;
  readonly secondCluster?: number | null;
  readonly secondDistance?: number | null;
  readonly distances?: readonly number[];
}
