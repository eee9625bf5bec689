// k-means and its scores beside scikit-learn, on its own bundled data sets, scaled and unscaled:
// inertia against KMeans(n_init=10), mean and best of 50 seeds of ten starts each, and silhouette, Calinski-Harabasz and Davies-Bouldin of the same
// labels. Fails where the best inertia is above 1.001 of scikit-learn's, or a score differs by more than 1e-6.
//
//   node bench/kmeans-scores.mjs
//
// scikit-learn is installed into an environment of its own in the cache, or taken from the Python
// that BENCH_PYTHON names.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'benchtop-kmeans-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const INERTIA_RATIO = 1.001;
/** Ten starts are a lottery, for both: only many seeds tell them apart. */
const SEEDS = 50;
const SCORE_TOLERANCE = 1e-6;

const PROGRAM = `
import json, sys, time, warnings
import numpy as np
from sklearn import datasets, metrics
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler
warnings.filterwarnings('ignore')
asked = json.load(open(sys.argv[2])) if len(sys.argv) > 2 else None
sets = {'iris': datasets.load_iris, 'wine': datasets.load_wine, 'breast cancer': datasets.load_breast_cancer, 'diabetes': datasets.load_diabetes}
out = []
for name, load in sets.items():
    for scaled in (False, True):
        x = load().data.astype(float)
        if scaled: x = StandardScaler().fit_transform(x)
        for k in (2, 3, 5, 8):
            key = f'{name}{" scaled" if scaled else ""} k={k}'
            if asked is None:
                began = time.perf_counter()
                inertias = [KMeans(k, n_init=10, random_state=s).fit(x).inertia_ for s in range(int(sys.argv[1]))]
                out.append({'key': key, 'k': k, 'x': x.tolist(), 'mean': float(np.mean(inertias)), 'best': float(min(inertias)), 'ms': (time.perf_counter() - began) * 1000 / int(sys.argv[1])})
            else:
                labels = np.array(asked[key])
                out.append({'key': key, 'silhouette': float(metrics.silhouette_score(x, labels)), 'calinskiHarabasz': float(metrics.calinski_harabasz_score(x, labels)), 'daviesBouldin': float(metrics.davies_bouldin_score(x, labels))})
print(json.dumps(out))
`;

const ours = await bundled();
const python = peer();
const sets = ask();
const labels = {};
const results = [];
for (const { key, k, x, mean: theirMean, best: theirBest, ms } of sets) {
  const values = Float64Array.from(x.flat());
  const began = performance.now();
  const fits = [];
  for (let seed = 1; seed <= SEEDS; seed++) fits.push(await fit(values, x.length, x[0].length, k, seed));
  const time = (performance.now() - began) / SEEDS;
  const mean = fits.reduce((sum, fitted) => sum + fitted.inertia, 0) / SEEDS;
  const [fitted] = fits;
  const best = Math.min(...fits.map(({ inertia }) => inertia));
  labels[key] = [...fitted.labels];
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
  });
}
writeFileSync(join(folder, 'labels.json'), JSON.stringify(labels));
const scores = new Map(ask(join(folder, 'labels.json')).map((row) => [row.key, row]));
let failures = 0;
for (const result of results) {
  const theirs = scores.get(result.key);
  const worst = Math.max(
    ...['silhouette', 'calinskiHarabasz', 'daviesBouldin'].map(
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

/** Ten starts with the program's own trainer and scikit-learn's tolerance. */
async function fit(values, rows, width, k, seed) {
  const data = {
    rows,
    trainRows: rows,
    width,
    features: values,
    target: null,
    weights: null,
    classes: [],
    featureNames: Array.from({ length: width }, (_, j) => `x${j}`),
    scaler: { kind: 'none', offset: new Array(width).fill(0), scale: new Array(width).fill(1) },
  };
  const model = ours.kmeansSchema.parse({ kind: 'kmeans', nClusters: k, nInit: 10, tolOn: 'centers' });
  const training = { steps: 1, batchSize: null, logEvery: 1, checkpointEvery: 0, engine: 'typed' };
  const trainer = ours.createTypedTrainer({ model, training, seed, data, resume: null });
  const steps = trainer.train({ due: () => false });
  while ((await steps.next()).done !== true);
  const labels = new Int32Array(rows);
  const centers = Float64Array.from(trainer.state().tensors.centers.data);
  const points = { values, rows, width, weights: null };
  const inertia = ours.assign(points, centers, labels, new Float64Array(rows));
  return { inertia, labels };
}

function ask(...files) {
  const answer = spawnSync(python, ['-c', PROGRAM, String(SEEDS), ...files], {
    // Small problems: threads only cost.
    env: { ...process.env, OMP_NUM_THREADS: '1' },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (answer.status !== 0) throw new Error(answer.stderr);
  return JSON.parse(answer.stdout);
}

function peer() {
  if (process.env.BENCH_PYTHON) return process.env.BENCH_PYTHON;
  const cache = join(root, '.benchtop');
  const environment = join(cache, 'bench-python');
  const found = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (!existsSync(found)) {
    mkdirSync(cache, { recursive: true });
    spawnSync('python3', ['-m', 'venv', environment], { stdio: 'ignore' });
  }
  const has = () => spawnSync(found, ['-c', 'import sklearn'], { stdio: 'ignore' }).status === 0;
  if (!has()) spawnSync(found, ['-m', 'pip', 'install', '-q', 'scikit-learn'], { stdio: 'ignore' });
  if (!has()) throw new Error('scikit-learn cannot be had here');
  return found;
}

/** The algorithms as the program builds them. */
async function bundled() {
  const entry = join(folder, 'entry.ts');
  const from = (file) => JSON.stringify(join(root, file));
  writeFileSync(
    entry,
    `export * from ${from('src-main/algorithms/cluster-scores.ts')};
export { assign } from ${from('src-main/algorithms/kmeans-math.ts')};
export { createTypedTrainer } from ${from('src-main/algorithms/index.ts')};
export { kmeansSchema } from ${from('src-shared/experiment/schema.ts')};`,
  );
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      outDir: join(folder, 'built'),
      target: 'node16.17',
      minify: false,
      rolldownOptions: {
        external: [/^node:/],
        output: { format: 'cjs', entryFileNames: 'kmeans.cjs', codeSplitting: false },
      },
    },
    ssr: { noExternal: true },
  });
  return createRequire(import.meta.url)(join(folder, 'built', 'kmeans.cjs'));
}
