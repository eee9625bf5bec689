// npm run bench:kmeans: k-means and its scores beside scikit-learn, on its own bundled data sets, scaled
// and unscaled: inertia against KMeans(n_init=10), mean and best of 50 seeds of ten starts each, and
// silhouette, Calinski-Harabasz and Davies-Bouldin of the same labels. Fails where the best inertia is
// above 1.001 of scikit-learn's, or a score differs by more than 1e-6. Of the same labels too: the adjusted
// Rand index of two seeds' models and prediction strength, and the gap statistic of the seeds' inertias.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../lib/bundle.mjs';
import { temporaryFolder } from '../lib/folder.mjs';
import { startPeer } from '../lib/peer.mjs';
import { endWithWord } from '../lib/python.mjs';
import { toTrainingData, trainToEnd } from '../lib/training.mjs';

const INERTIA_RATIO = 1.001;
/** Ten starts are a lottery, for both: only many seeds tell them apart. */
const SEEDS = 50;
const SCORE_TOLERANCE = 1e-6;

const ours = await bundle('kmeans', {
  'src-main/algorithms/kmeans/k-search/cluster-scores.ts': '*',
  'src-main/algorithms/kmeans/k-search/stability.ts': ['predictionStrength', 'gapStatistic'],
  'src-shared/compare/cluster-agreement.ts': ['adjustedRandIndex', 'contingency'],
  'src-main/algorithms/kmeans/math.ts': ['assign'],
  'src-main/algorithms/models/create-trainer.ts': ['createTypedTrainer'],
  'src-shared/models/kmeans/schema.ts': ['kmeansSchema'],
});
// Small problems: threads only cost.
const peer = await startPeer('agreement/kmeans-scores', ['scikit-learn'], { OMP_NUM_THREADS: '1' }).catch(
  endWithWord,
);
const { fits: sets } = await peer.call('fits', { seeds: SEEDS });
const labels = {};
const results = [];
for (const { key, k, x, mean: theirMean, best: theirBest, ms } of sets) {
  const values = Float64Array.from(x.flat());
  const began = performance.now();
  const fits = [];
  for (let seed = 1; seed <= SEEDS; seed++) fits.push(await fit(values, x.length, x[0].length, k, seed));
  const time = (performance.now() - began) / SEEDS;
  const mean = fits.reduce((sum, fitted) => sum + fitted.inertia, 0) / SEEDS;
  const [fitted, other] = fits;
  const logs = fits.slice(1).map(({ inertia }) => Math.log(inertia));
  const best = Math.min(...fits.map(({ inertia }) => inertia));
  labels[key] = {
    own: [...fitted.labels],
    other: [...other.labels],
    logInertia: Math.log(fitted.inertia),
    logs,
  };
  const points = { values, rows: x.length, width: x[0].length };
  results.push({
    key,
    ratio: best / theirBest,
    meanRatio: mean / theirMean,
    time,
    theirTime: ms,
    silhouette: ours.silhouetteScore(points, fitted.labels),
    calinskiHarabasz: ours.calinskiHarabaszScore(points, fitted.labels),
    daviesBouldin: ours.daviesBouldinScore(points, fitted.labels),
    adjustedRandIndex: ours.adjustedRandIndex(ours.contingency(fitted.labels, other.labels)),
    predictionStrength: ours.predictionStrength(fitted.labels, other.labels, k),
    ...gapOf(Math.log(fitted.inertia), logs),
  });
}
const file = join(temporaryFolder('kmeans'), 'labels.json');
writeFileSync(file, JSON.stringify(labels));
const scores = await peer.call('scores', { path: file });
peer.end();
let failures = 0;
for (const result of results) {
  const theirs = scores[result.key];
  const worst = Math.max(
    ...Object.keys(theirs).map(
      (name) => Math.abs(result[name] - theirs[name]) / Math.max(1, Math.abs(theirs[name])),
    ),
  );
  const good = result.ratio <= INERTIA_RATIO && worst <= SCORE_TOLERANCE;
  if (!good) failures++;
  console.log(
    `${good ? 'ok  ' : 'FAIL'} ${result.key.padEnd(26)} inertia of scikit-learn's: best ${result.ratio.toFixed(6)}, mean ${result.meanRatio.toFixed(6)} · ` +
      `silhouette ${result.silhouette.toFixed(4)} · scores differ by ${worst.toExponential(1)} at most · ` +
      `${result.time.toFixed(0)} ms, scikit-learn ${result.theirTime.toFixed(0)} ms`,
  );
}
console.log(
  failures === 0 ? `all ${results.length} within bounds` : `${failures} of ${results.length} out of bounds`,
);
process.exitCode = failures === 0 ? 0 : 1;

function gapOf(logInertia, references) {
  const { value, error } = ours.gapStatistic(logInertia, references);
  return { gap: value, gapError: error };
}

/** Ten starts with the program's own trainer and scikit-learn's tolerance. */
async function fit(values, rows, width, k, seed) {
  const data = toTrainingData({ features: values, rows, width });
  const model = ours.kmeansSchema.parse({ kind: 'kmeans', nClusters: k, nInit: 10, tolOn: 'centers' });
  const training = { steps: 1, batchSize: null, logEvery: 1, checkpointEvery: 0, engine: 'typed' };
  const trainer = ours.createTypedTrainer({ model, training, seed, data, resume: null });
  await trainToEnd(trainer);
  const labels = new Int32Array(rows);
  const centers = Float64Array.from(trainer.state().tensors.centers.data);
  const points = { values, rows, width, weights: null };
  const inertia = ours.assign(points, centers, labels, new Float64Array(rows));
  return { inertia, labels };
}
