/**
 * A picture of the model at one step: small enough to send ten times a second, complete enough to
 * draw without asking again. All coordinates are in raw units.
 */
export type Frame = NetworkFrame | KMeansFrame | SvmFrame;

export interface NetworkFrame {
  readonly kind: 'network';
  readonly step: number;
  readonly layers: readonly NetworkLayerFrame[];
  /** null unless the network has two features and one output. */
  readonly surface: Surface | null;
  /** null unless the network has two features and a softmax output. */
  readonly regions: ClassRegions | null;
  /** null unless the network has one feature and one output. */
  readonly curve: Curve | null;
  /** Of a network of two features with hidden layers, where it was asked for; else null or left out. */
  readonly units?: UnitSurfaces | null;
}

/** What each hidden unit puts out over the plane of two features. */
export interface UnitSurfaces {
  /** Grid coordinates, ascending. */
  readonly x1: Float64Array;
  readonly x2: Float64Array;
  /** The hidden layers from the first on, at most eight. */
  readonly layers: readonly UnitLayer[];
}

export interface UnitLayer {
  /** Units that the layer has; `values` holds the first of them, at most twelve. */
  readonly units: number;
  readonly activation: string;
  /** values[(u * x2.length + i) * x1.length + j] is the output of unit u at (x1[j], x2[i]). */
  readonly values: Float32Array;
}

export interface NetworkLayerFrame {
  readonly inputs: number;
  readonly units: number;
  readonly activation: string;
  /** [inputs][units] flattened row by row; null above 4,096 weights. */
  readonly kernel: Float32Array | null;
  readonly bias: Float32Array | null;
}

export interface Surface {
  /** Grid coordinates, ascending. */
  readonly x1: Float64Array;
  readonly x2: Float64Array;
  /** values[i * x1.length + j] is the output at (x1[j], x2[i]). */
  readonly values: Float32Array;
}

/** Which class has the largest probability over the plane of two features. */
export interface ClassRegions {
  /** Grid coordinates, ascending. */
  readonly x1: Float64Array;
  readonly x2: Float64Array;
  /** labels[i * x1.length + j] is the place of the class at (x1[j], x2[i]). */
  readonly labels: Uint16Array;
  /** Its probability there. */
  readonly probabilities: Float32Array;
}

/** The output of a network over its one feature. */
export interface Curve {
  /** Ascending, from the least to the largest value of the training data. */
  readonly x: Float64Array;
  readonly values: Float32Array;
}

export interface KMeansFrame {
  readonly kind: 'kmeans';
  readonly step: number;
  /** [k][features] flattened. */
  readonly centers: Float64Array;
  readonly sizes: Int32Array;
  /** Cluster of each point of the run's {@link PointSample}. */
  readonly labels: Int32Array;
}

export interface SvmFrame {
  readonly kind: 'svm';
  readonly step: number;
  readonly coef: Float64Array;
  readonly intercept: number;
  /** Indices into the run's {@link PointSample} of points on or inside the margin. */
  readonly supportVectors: Int32Array;
  /**
   * Where coef and intercept are not all of the model, that is behind random Fourier features and of
   * more than two classes: the decisions of the sample's points, [count][machines].
   */
  readonly decisions?: Float64Array;
  /** [count]: decisions of the sample's points where there is one line, worked out on scaled values. */
  readonly logits?: Float64Array;
  /** Beside `decisions`, of two features: the decision over their plane, or of more classes the index of the class. */
  readonly surface?: Surface | null;
}

/** Rows to draw: all of them up to 5,000, otherwise an evenly spread sample. Model inputs, raw units. */
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
}

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
  /** Of an SVM of more than two classes: each class's logit against the rest. */
  readonly decisions?: readonly number[];
  /** Of each class, where the run fitted Platt's scaling to its logits. */
  readonly plattProbabilities?: readonly number[];
  readonly output?: number | readonly number[];
  /** Of a softmax network: every class, by its name. */
  readonly probabilities?: Readonly<Record<string, number>>;
  readonly cluster?: number;
  /** As a person named it, or its letter. */
  readonly clusterName?: string;
  /** To the centre of the cluster, and to the second nearest centre (null: there is only one). */
  readonly distance?: number;
  readonly secondCluster?: number | null;
  readonly secondDistance?: number | null;
  readonly distances?: readonly number[];
}
