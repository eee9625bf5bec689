import { adjustedRandIndex, contingency } from '../../../../src-shared/compare/cluster-agreement';
import { fail } from '../../../../src-shared/errors';
import type { Experiment } from '../../../../src-shared/experiment/schema';
import { mean, std, stderr } from '../../../../src-shared/group/statistics';
import { findsClusters } from '../../../../src-shared/models/kmeans/clusters';
import type { Stability, StabilityPoint } from '../../../../src-shared/models/kmeans/stability';
import { log } from '../../../../src-shared/portable-math/log';
import type { TrainingData } from '../../../algorithms/contract/trainer';
import {
  chooseByGap,
  chooseByStrength,
  gapStatistic,
  nearestCenters,
  predictionStrength,
  uniformRows,
} from '../../../algorithms/kmeans/k-search/stability';
import { distinctRows, trainingPoints } from '../../../algorithms/kmeans/math';
import { checkTrainingData } from '../../../algorithms/models/check-data';
import { Rng } from '../../../algorithms/numeric/rng';
import { Slices } from '../../../dataset';
import { trained, type KSearchContext } from './k-search';

/** Rows that are resampled at most: each k is trained some sixty times. */
const MOST_ROWS = 10_000;
const RESAMPLES = 20;
/** Of the rows in a resample. */
const SHARE = 0.8;
const HALVES = 10;
const REFERENCES = 20;
const STARTS = 5;

/**
 * How sure clusterings with an experiment's settings are, for each k of a range. The same seed gives the same.
 * @throws BenchtopError `invalid-data` where there are fewer different rows than the largest k; `conflict` once
 *   cancelled
 */
export async function clusterStability(
  experiment: Experiment,
  data: TrainingData,
  { from, to }: { readonly from: number; readonly to: number },
  { signal, onPart }: KSearchContext = {},
): Promise<Stability> {
  const { model, seed } = experiment;
  if (!findsClusters(model)) throw new Error('Stability is of k-means');
  checkTrainingData({ ...model, nClusters: 1 }, data);
  const distinct = distinctRows(trainingPoints(data), to);
  if (distinct < to)
    throw fail(
      'invalid-data',
      `The data has only ${distinct} distinct rows: end the range at ${distinct} clusters or fewer.`,
      {
        field: 'to',
      },
    );
  const slices = new Slices(signal);
  const used = takeRows(data, drawRows(data.trainRows, MOST_ROWS, Rng.derive(seed, 'stability rows')));
  const { width, rows } = used;
  const fit = async (part: TrainingData, k: number): Promise<Fitted> => {
    const settings = { ...model, nClusters: k, nInit: STARTS };
    return trained(settings, experiment, part, slices, undefined);
  };
  const references = Array.from({ length: REFERENCES }, (_, i) => ({
    ...used,
    weights: null,
    features: uniformRows(used.features, width, Rng.derive(seed, `reference ${i}`)),
  }));
  const points: StabilityPoint[] = [];
  for (let k = from; k <= to; k++) {
    onPart?.({ done: k - from, of: to - from + 1 });
    const whole = await fit(used, k);
    const agreements: number[] = [];
    for (let i = 0; i < RESAMPLES; i++) {
      const drawn = drawRows(rows, Math.max(k, Math.round(SHARE * rows)), Rng.derive(seed, `resample ${i}`));
      const { centers } = await fit(takeRows(used, drawn), k);
      const labels = nearestCenters({ values: centers, k, width }, used.features);
      agreements.push(adjustedRandIndex(contingency(whole.labels, labels)));
      await slices.next();
    }
    const strengths = [];
    for (let i = 0; i < HALVES && 2 * k <= rows; i++) {
      const order = drawRows(rows, rows, Rng.derive(seed, `halves ${i}`), false);
      const [a, b] = [order.slice(0, rows >> 1), order.slice(rows >> 1)].map((half) => takeRows(used, half));
      if (a === undefined || b === undefined) break;
      const { centers } = await fit(a, k);
      const { labels } = await fit(b, k);
      const given = nearestCenters({ values: centers, k, width }, b.features);
      strengths.push(predictionStrength(labels, given, k));
      await slices.next();
    }
    const known = strengths.filter(Number.isFinite);
    const logs: number[] = [];
    for (const reference of references) logs.push(log((await fit(reference, k)).inertia));
    const gap = gapStatistic(log(whole.inertia), logs);
    points.push({
      k,
      ari: { mean: mean(agreements), sd: std(agreements) },
      predictionStrength: known.length < 2 ? null : { mean: mean(known), error: stderr(known) },
      gap: Number.isFinite(gap.value) ? gap : null,
    });
  }
  return {
    points,
    gapK: chooseByGap(points),
    strengthK: chooseByStrength(points),
    rows,
    allRows: data.trainRows,
    resamples: RESAMPLES,
    halves: HALVES,
    references: REFERENCES,
  };
}

type Fitted = Awaited<ReturnType<typeof trained>>;

/** Rows drawn without replacement. */
function drawRows(rows: number, count: number, rng: Rng, isSorted = true): Int32Array {
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  if (count >= rows && isSorted) return order;
  rng.shuffle(order);
  const drawn = order.slice(0, count);
  return isSorted ? drawn.sort() : drawn;
}

/** Some of the training rows, as all of the rows there are. */
function takeRows(data: TrainingData, rows: Int32Array): TrainingData {
  const { width, weights } = data;
  const features = new Float64Array(rows.length * width);
  rows.forEach((row, i) => {
    features.set(data.features.subarray(row * width, (row + 1) * width), i * width);
  });
  const own = weights === null ? null : Float64Array.from(rows, (row) => weights[row] ?? 0);
  return { ...data, rows: rows.length, trainRows: rows.length, features, target: null, weights: own };
}
