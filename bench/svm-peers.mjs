// node bench/svm-peers.mjs: trains the linear SVM on scikit-learn's own data sets (standardised by
// us and handed to both) beside LinearSVC(dual=True, tol=1e-6) at the same C, each as it is meant to
// be used, and prints both objectives by the same formula, their ratio (at most 1.001 is the aim),
// passes and times. LinearSVC penalises the bias as the weight of a constant feature of
// intercept_scaling, which is 1 by default: the same objective as ours.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { cache } from '../tools/lib/places.mjs';

const folder = mkdtempSync(join(tmpdir(), 'benchtop-svm-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const PEER = `
import json, sys, time, warnings
import numpy as np
from sklearn import datasets
from sklearn.svm import LinearSVC
warnings.filterwarnings('ignore')
out = []
for name in ['breast_cancer', 'iris', 'wine', 'digits']:
    x, y = getattr(datasets, 'load_' + name)(return_X_y=True)
    x = x[:, x.std(axis=0) > 0]
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    for loss in ['hinge', 'squared_hinge']:
        # Ten classes of 61 features take minutes at a large C, on either side.
        for c in [0.1, 1.0] if name == 'digits' else [0.1, 1.0, 10.0]:
            model = LinearSVC(dual=True, loss=loss, tol=1e-6, C=c, max_iter=200000, random_state=1)
            began = time.perf_counter()
            model.fit(x, y)
            took = (time.perf_counter() - began) * 1000
            classes = list(map(int, np.unique(y)))
            out.append({'name': name, 'loss': loss, 'C': c, 'x': x.tolist(), 'y': [classes.index(v) for v in y],
                        'classes': classes, 'coef': model.coef_.tolist(), 'intercept': model.intercept_.tolist(),
                        'ms': took, 'accuracy': model.score(x, y), 'iterations': int(model.n_iter_)})
json.dump(out, open(sys.argv[1], 'w'))
`;

const { createTypedTrainer, svmSchema } = await bundled();
const cases = peer();
let worst = 0;
console.log('data set       loss           C     ours / LinearSVC        ratio    ours         LinearSVC');
for (const { name, loss, C, x, y, classes, ...theirs } of cases) {
  const rows = x.length;
  const width = x[0].length;
  const model = svmSchema.parse({
    kind: 'svm',
    C,
    loss: loss === 'hinge' ? 'hinge' : 'squaredHinge',
    tol: 1e-4,
    maxIter: 100_000,
    shrinking: true,
  });
  const trainer = createTypedTrainer({
    model,
    training: { steps: 1, batchSize: null, logEvery: 10, checkpointEvery: 0, engine: 'typed' },
    seed: 1,
    data: {
      rows,
      trainRows: rows,
      width,
      features: Float64Array.from(x.flat()),
      target: Float64Array.from(y),
      weights: null,
      classes,
      featureNames: x[0].map((_, j) => `x${j}`),
      scaler: { kind: 'none', offset: Array(width).fill(0), scale: Array(width).fill(1) },
    },
    resume: null,
  });
  const began = performance.now();
  let last;
  for await (const report of trainer.train({ due: () => false })) last = report.metrics ?? last;
  const took = performance.now() - began;
  const { coef, intercept } = trainer.result();
  const ours = objective(coef, intercept, { x, y, loss, C });
  const reference = objective(theirs.coef, theirs.intercept, { x, y, loss, C });
  const ratio = ours / reference;
  worst = Math.max(worst, ratio);
  console.log(
    `${name.padEnd(14)} ${loss.padEnd(13)} ${String(C).padEnd(5)} ${ours.toFixed(6).padStart(12)} / ${reference.toFixed(6).padStart(12)}  ${ratio.toFixed(6)}  ${took.toFixed(0).padStart(5)} ms ${String(last.nIter).padStart(6)} passes  ${theirs.ms.toFixed(0).padStart(5)} ms ${String(theirs.iterations).padStart(6)} iterations`,
  );
}
console.log(`worst ratio ${worst.toFixed(6)}: ${worst <= 1.001 ? 'within' : 'ABOVE'} 1.001`);
process.exitCode = worst <= 1.001 ? 0 : 1;

/** 1/2 (|w|² + b²) + C times the sum of losses, over the machines. */
function objective(coef, intercept, { x, y, loss, C }) {
  return coef.reduce((all, weights, k) => {
    const b = intercept[k];
    const sum = x.reduce((total, row, i) => {
      const side = coef.length === 1 ? (y[i] === 1 ? 1 : -1) : y[i] === k ? 1 : -1;
      const hinge = Math.max(0, 1 - side * row.reduce((value, v, j) => value + v * weights[j], b));
      return total + (loss === 'hinge' ? hinge : hinge * hinge);
    }, 0);
    return all + (weights.reduce((s, w) => s + w * w, b * b) / 2 + C * sum);
  }, 0);
}

/** The algorithms as the program builds them. */
async function bundled() {
  const root = resolve(import.meta.dirname, '..');
  const entry = join(folder, 'entry.ts');
  writeFileSync(
    entry,
    `export { createTypedTrainer } from ${JSON.stringify(join(root, 'src-main/algorithms/index'))};
export { svmSchema } from ${JSON.stringify(join(root, 'src-shared/experiment/schema'))};`,
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
        output: { format: 'cjs', entryFileNames: 'svm.cjs', codeSplitting: false },
      },
    },
    ssr: { noExternal: true },
  });
  return createRequire(import.meta.url)(join(folder, 'built', 'svm.cjs'));
}

/** scikit-learn in an environment of its own in the cache. */
function peer() {
  const environment = join(cache, 'bench-python');
  const python = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (!existsSync(python)) {
    mkdirSync(cache, { recursive: true });
    spawnSync('python3', ['-m', 'venv', environment], { stdio: 'ignore' });
  }
  const has = () => spawnSync(python, ['-c', 'import sklearn'], { stdio: 'ignore' }).status === 0;
  if (!has()) spawnSync(python, ['-m', 'pip', 'install', '-q', 'scikit-learn'], { stdio: 'ignore' });
  if (!has()) {
    console.log('scikit-learn cannot be had here.');
    process.exit(1);
  }
  const answer = join(folder, 'peers.json');
  const { status, stderr } = spawnSync(python, ['-c', PEER, answer], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(readFileSync(answer, 'utf8'));
}
