import { findsClusters, type Elbow, type ElbowPoint } from '../../../../src-shared/models/kmeans/clusters';
import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import type { Experiment, KMeansSpec } from '../../../../src-shared/experiment/schema';
import { at } from '../../../../src-shared/present';
import {
  calinskiHarabaszScore,
  daviesBouldinScore,
  silhouetteRows,
  silhouetteScores,
} from '../../../algorithms/kmeans/k-search/cluster-scores';
import { checkTrainingData } from '../../../algorithms/models/check-data';
import { findKnee } from '../../../algorithms/kmeans/k-search/knee';
import { createKMeans } from '../../../algorithms/kmeans/trainer';
import { typedKernel } from '../../../algorithms/kmeans/rounds/kernel';
import { distinctRows, trainingPoints, type Points } from '../../../algorithms/kmeans/math';
import { sumWeights } from '../../../algorithms/numeric/weights';
import { readTensor } from '../../../algorithms/contract/state';
import { Rng } from '../../../algorithms/numeric/rng';
import type { TrainingData } from '../../../algorithms/contract/trainer';
import type { SpawnHelpers } from '../../../algorithms/contract/helper-threads';
import { Slices } from '../../../dataset';

/** Each k gets so many starts at least: one bad start would look like a bad k. */
const MIN_STARTS = 5;

/** How far it has come; the ks count as one part each, the silhouettes as one more. */
export interface KSearchContext {
  readonly signal?: AbortSignal | undefined;
  readonly onPart?: ((part: { readonly done: number; readonly of: number }) => void) | undefined;
  /** Starts threads that help; the numbers are the same without. */
  readonly spawnHelpers?: SpawnHelpers | undefined;
}

/**
 * k-means over `from` to `to` clusters with the experiment's settings: inertia and scores of each.
 * On the typed kernels; in time slices.
 * @throws BenchtopError `invalid-data` where the data has fewer different rows than `from`;
 *   `conflict` once cancelled
 */
export async function searchK(
  experiment: Experiment,
  data: TrainingData,
  range: { readonly from: number; readonly to: number },
  { signal, onPart, spawnHelpers }: KSearchContext = {},
): Promise<Elbow> {
  const { model, seed } = experiment;
  if (!findsClusters(model)) throw new Error('An elbow is of k-means');
  const points = trainingPoints(data);
  const slices = new Slices(signal);
  checkTrainingData({ ...model, nClusters: 1 }, data);
  const distinct = distinctRows(points, range.to);
  if (distinct < range.from) {
    throw fail(
      'invalid-data',
      sentence(
        'The data has only {distinct} distinct rows: start the range at {distinct} clusters or fewer.',
        { distinct },
      ),
      { field: 'model.nClusters' },
    );
  }
  const ks: number[] = [];
  for (let k = range.from; k <= Math.min(range.to, distinct); k++) ks.push(k);
  const sampled = rowsAt(points, silhouetteRows(points.rows, Rng.derive(seed, 'silhouette')));
  const found: Omit<ElbowPoint, 'silhouette'>[] = [];
  const labelings: Int32Array[] = [];
  const starts = Math.max(MIN_STARTS, model.nInit);
  for (const k of ks) {
    onPart?.({ done: found.length, of: ks.length + 1 });
    const { inertia, labels } = await trained(
      { ...model, nClusters: k, nInit: starts },
      experiment,
      data,
      slices,
      spawnHelpers,
    );
    labelings.push(Int32Array.from(sampled.at, (row) => at(labels, row)));
    found.push({
      k,
      inertia,
      meanSquaredDistance: inertia / sumWeights(points.weights, 0, points.rows),
      calinskiHarabasz: orNull(calinskiHarabaszScore(points, labels)),
      daviesBouldin: orNull(daviesBouldinScore(points, labels)),
    });
    await slices.next();
  }
  const all = Int32Array.from({ length: sampled.points.rows }, (_, row) => row);
  const scoring = silhouetteScores(sampled.points, all, labelings);
  let silhouettes: readonly number[] = [];
  for (;;) {
    const next = scoring.next();
    if (next.done === true) {
      silhouettes = next.value;
      break;
    }
    onPart?.({ done: found.length + next.value, of: ks.length + 1 });
    await slices.next();
  }
  const knee = findKnee(
    ks,
    found.map(({ inertia }) => inertia),
  );
  return {
    points: found.map((point, i) => ({ ...point, silhouette: orNull(silhouettes[i] ?? NaN) })),
    knee: knee === null ? null : at(ks, knee),
    rows: points.rows,
    silhouetteRows: sampled.points.rows,
    nInit: starts,
    distinctRows: distinct < range.to ? distinct : null,
  };
}

/** The best of all starts: its inertia, its centres [k][width], and the cluster of each row. */
export async function trained(
  model: KMeansSpec,
  { training, seed }: Experiment,
  data: TrainingData,
  slices: Slices,
  spawnHelpers: SpawnHelpers | undefined,
): Promise<{ inertia: number; centers: Float64Array; labels: Int32Array }> {
  // Rows chosen for one k are none of another.
  const drawn: KMeansSpec = model.init === 'rows' ? { ...model, init: 'k-means++', initRows: null } : model;
  const kernel = typedKernel(trainingPoints(data), drawn, spawnHelpers);
  // Nothing is read from its logs.
  const planned = { ...training, logEvery: 1 };
  const trainer = createKMeans(drawn, { model: drawn, training: planned, seed, data, resume: null }, kernel);
  try {
    // Control comes back after every round, logged or not.
    const steps = trainer.train({ due: () => true });
    while ((await steps.next()).done !== true) await slices.next();
    const centers = Float64Array.from(readTensor(trainer.state(), 'centers').data);
    const { inertia } = kernel.assign(centers, new Int32Array(model.nClusters));
    return { inertia, centers, labels: kernel.labels() };
  } finally {
    trainer.dispose();
  }
}

function rowsAt({ values, width }: Points, at: Int32Array): { at: Int32Array; points: Points } {
  const taken = new Float64Array(at.length * width);
  at.forEach((row, i) => {
    taken.set(values.subarray(row * width, (row + 1) * width), i * width);
  });
  return { at, points: { values: taken, rows: at.length, width, weights: null } };
}

/** JSON and charts know no NaN. */
function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
