/** Picture of k-means after one half round; coordinates in raw units. */
export interface KMeansFrame {
  readonly kind: 'kmeans';
  readonly step: number;
  /** [k][features] flattened. */
  readonly centers: Float64Array;
  readonly sizes: Int32Array;
  /** Cluster of each point of the run's {@link PointSample}. */
  readonly labels: Int32Array;
}
