/** Size of a feature matrix [rows][width] that is about to be allocated, and of the problem it belongs to. */
export interface FeatureTable {
  readonly rows: number;
  /** Inputs of the model: columns of the features. */
  readonly width: number;
  /** Training rows, which come first. */
  readonly trainRows: number;
  /** Classes of the target; 0 where it has none. */
  readonly classes: number;
}
