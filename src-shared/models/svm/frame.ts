import type { Surface } from '../contract/surface';

/** Picture of an SVM after one pass; coordinates in raw units. */
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
