import { clusterName } from '../../../src-shared/models/kmeans/clusters';
import type { KMeansFrame, PointSample, Prediction } from '../../../src-shared/run/live/frames';
import { squaredDistances } from './distances';
import { scaledRows, unscaleRows } from '../numeric/scaling';
import type { ModelContext } from '../contract/model-context';
import { readTensor } from '../contract/state';
import type { Answer, AnswerColumns } from '../contract/answers';

/** What predictions.csv says of a row of k-means. */
const CLUSTER_COLUMNS = ['cluster', 'clusterName', 'distance', 'secondCluster', 'secondDistance'] as const;

type ClusterAnswer = Required<
  Pick<Prediction, 'cluster' | 'distance' | 'secondCluster' | 'secondDistance'>
> & {
  /** To all centres; overwritten by the next row's. */
  readonly distances: Float64Array;
};

/**
 * Picture of a clustering: centres in raw units, cluster sizes over the training rows, and the cluster
 * of each point of `sample` (raw units).
 */
export function clusterPicture(context: ModelContext<'kmeans'>, sample: PointSample): KMeansFrame {
  const { state, scaler, featureNames } = context;
  const width = featureNames.length;
  const answers = clusterAnswers(context, scaledRows(sample.values, scaler, width));
  return {
    kind: 'kmeans',
    step: state.step,
    centers: unscaleRows(Float64Array.from(readTensor(state, 'centers').data), width, scaler),
    sizes: Int32Array.from(readTensor(state, 'sizes').data),
    labels: Int32Array.from({ length: sample.count }, (_, row) => answers(row).cluster),
  };
}

/**
 * What the model says of rows, scaled: the nearest centre (the lower number wins a tie), its
 * distance, the second nearest, and the distances to all, in the space the clusters were found in.
 */
function clusterAnswers(
  { state, featureNames }: ModelContext<'kmeans'>,
  scaled: Float64Array,
): (row: number) => ClusterAnswer {
  const width = featureNames.length;
  const centers = Float64Array.from(readTensor(state, 'centers').data);
  const k = centers.length / width;
  const points = { values: scaled, width };
  const distances = new Float64Array(k);
  return (row) => {
    let cluster = 0;
    let second = -1;
    squaredDistances(points, row, centers, distances);
    for (let c = 0; c < k; c++) {
      distances[c] = Math.sqrt(distances[c]);
      if (c === 0) continue;
      if (distances[c] < distances[cluster]) {
        second = cluster;
        cluster = c;
      } else if (second < 0 || distances[c] < distances[second]) second = c;
    }
    return {
      cluster,
      distance: distances[cluster] ?? NaN,
      secondCluster: second < 0 ? null : second,
      secondDistance: second < 0 ? null : distances[second],
      distances,
    };
  };
}

/**
 * The cells of {@link CLUSTER_COLUMNS}; empty where there is no second cluster.
 * @param names by the clusters' numbers, where a person gave them
 */
function clusterCells(
  { cluster, distance, secondCluster, secondDistance, distances }: ClusterAnswer,
  names: readonly string[] = [],
): (number | string)[] {
  return [
    cluster,
    clusterName(cluster, distances.length, names),
    distance,
    secondCluster ?? '',
    secondDistance ?? '',
  ];
}

/**
 * Answers to rows: for each row number the nearest cluster, from 0, its name, and the distances to all
 * centres.
 * @param scaled [n][features]
 */
export function clusterRows(context: ModelContext<'kmeans'>, scaled: Float64Array): (row: number) => Answer {
  const answers = clusterAnswers(context, scaled);
  return (row) => {
    const { cluster, distances, ...rest } = answers(row);
    return {
      cluster,
      clusterName: clusterName(cluster, distances.length, context.clusterNames),
      ...rest,
      distances: [...distances],
    };
  };
}

/**
 * Columns of predictions.csv for k-means: number and name of the nearest cluster, distance to its
 * centre and to the second nearest.
 * @param scaled [n][features] flattened
 */
export function clusterColumns(context: ModelContext<'kmeans'>, scaled: Float64Array): AnswerColumns {
  const answers = clusterAnswers(context, scaled);
  return { columns: CLUSTER_COLUMNS, values: (row) => clusterCells(answers(row), context.clusterNames) };
}
