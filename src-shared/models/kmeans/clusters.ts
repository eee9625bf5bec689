import type { OfKind } from '../contract/settings';
import type { KMeansSpec } from './schema';

/** What is known of k-means' clusters beside the model: their names, the elbow, a plane to draw on. */

/** How a cluster is called: as a person named it; else A to Z while that lasts; else by its number. */
export function clusterName(cluster: number, k: number, names: readonly string[] = []): string {
  const given = names[cluster] ?? '';
  if (given !== '') return given;
  return k <= 26 ? String.fromCharCode(65 + cluster) : String(cluster + 1);
}

/** One k of an elbow; the scores are null where there are fewer than two clusters, or as many as rows. */
export interface ElbowPoint {
  readonly k: number;
  /** The lowest of all starts. */
  readonly inertia: number;
  readonly meanSquaredDistance: number;
  /** -1 to 1, higher is better. */
  readonly silhouette: number | null;
  /** From 0 on, higher is better. */
  readonly calinskiHarabasz: number | null;
  /** From 0 on, lower is better. */
  readonly daviesBouldin: number | null;
}

/** k-means over a range of k, in the space that the model sees. */
export interface Elbow {
  readonly points: readonly ElbowPoint[];
  /** k at the knee of the inertia: farthest below the line from the first to the last; null: no knee. */
  readonly knee: number | null;
  /** Training rows. */
  readonly rows: number;
  /** Rows that the silhouettes were measured on; fewer than `rows` where they were drawn. */
  readonly silhouetteRows: number;
  /** Starts of each k. */
  readonly nInit: number;
  /** Different rows where these were fewer than the largest k asked for: no k goes beyond; else null. */
  readonly distinctRows: number | null;
}

/** The two directions along which the scaled points lie widest, for drawing more than two features. */
export interface PrincipalPlane {
  /** [features], scaled units. */
  readonly mean: Float64Array;
  /** Two directions of length 1, [features] each. */
  readonly components: readonly [Float64Array, Float64Array];
  /** Share of the whole variance along each. */
  readonly explainedVarianceRatio: readonly [number, number];
}

/** Whether a model finds clusters: whether its settings are those of k-means. */
export function findsClusters<Model extends OfKind>(model: Model): model is Model & KMeansSpec {
  return model.kind === 'kmeans';
}
