import type { Surface } from '../contract/surface';

/** Picture of a network at one step; coordinates in raw units. */
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
  /** Hidden units of a network of two features, where they were requested; else null or left out. */
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

interface UnitLayer {
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

/** Which class has the largest probability over the plane of two features. */
export interface ClassRegions {
  /** Grid coordinates, ascending. */
  readonly x1: Float64Array;
  readonly x2: Float64Array;
  /** labels[i * x1.length + j] is the index of the class at (x1[j], x2[i]). */
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
