import { type CostQuestion, type CostEstimate, REFERENCE_SPEEDS } from '../contract/cost';
import { isPaired } from './wasm/layout';

/** Rounds until a start of k-means settles, where its limit does not come first. */
const EXPECTED_ROUNDS = 20;

/** Cost of clustering: that of a round, over the rounds that all starts are expected to make. */
export function estimateKMeansCost({ model, rows, width }: CostQuestion<'kmeans'>): CostEstimate {
  const { nClusters, nInit, maxIter, batchSize } = model;
  if (batchSize !== null) {
    const reason = 'batches are small: their rounds run on typed arrays in both engines';
    return { kind: 'typed', reason };
  }
  // Nanoseconds a row and round, measured on two cores over 10 to 20 rounds of rows without clusters,
  // where bounds spare the typed loops least; few features and clusters have a kernel of their own.
  const products = nClusters * width;
  const typedNs = isPaired(width, nClusters) ? 2 + 0.4 * products : 60 + 5 * width + 0.06 * products;
  const nativeNs = 150 + 5 * width + 0.5 * nClusters + 0.03 * products;
  return {
    kind: 'measured',
    typedMs: (typedNs * rows) / 1e6,
    nativeMs: (nativeNs * rows + 9 * REFERENCE_SPEEDS.callNs) / 1e6,
    steps: nInit * Math.min(maxIter, EXPECTED_ROUNDS),
    size: `${rows.toLocaleString('en')} rows × ${nClusters.toLocaleString('en')} centres a round`,
    dependsOnSpeeds: false,
  };
}
