// node bench/sklearn-peers.mjs [--json FILE]: our networks, on both engines, beside scikit-learn's
// MLPClassifier and MLPRegressor on the same splits of its own iris, wine, breast cancer and diabetes
// data: same layers, Adam, learning rate, batches, epochs and L2, five seeds each, a split for each.
// Prints validation accuracy (diabetes: R2), means and spreads, and the same as JSON on the last
// line; fails where a mean differs by more than 0.01.
//
// scikit-learn is installed into an environment of its own in the cache. Its data is read from there
// and written to a temporary folder only.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { cache } from '../tools/lib/places.mjs';

const TOLERANCE = 0.01;
const SEEDS = [1, 2, 3, 4, 5];
// The training rows are whole batches: scikit-learn divides alpha by the rows of the batch at hand, so
// that a short last one would be regularized more than ours (iris in 105 rows: by 64 % on average).
const SETTINGS = {
  learningRate: 0.003,
  batchSize: 32,
  epochs: 200,
  trainRows: { iris: 96, wine: 128, 'breast cancer': 384, diabetes: 320 },
};
// Enough L2 that where a network ends depends little on where it starts.
const CASES = ['iris', 'wine', 'breast cancer', 'diabetes'].flatMap((set) =>
  [
    { set, hidden: [16], activation: 'tanh' },
    { set, hidden: [32, 16], activation: 'relu' },
  ].map((one) => ({ ...one, alpha: 1 })),
);

// Both see a standardized target in diabetes: R2 does not change by that, and it is learnt sooner.
const PROGRAM = `
import json, sys, warnings
import numpy as np, sklearn
from sklearn import datasets
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler
warnings.filterwarnings('ignore')
asked = json.load(open(sys.argv[1]))
settings = asked['settings']
loads = {'iris': datasets.load_iris, 'wine': datasets.load_wine, 'breast cancer': datasets.load_breast_cancer, 'diabetes': datasets.load_diabetes}
splits, scores = {}, []
for name, load in loads.items():
    data = load()
    number = name == 'diabetes'
    splits[name] = []
    for seed in asked['seeds']:
        x, vx, y, vy = train_test_split(data.data, data.target, train_size=settings['trainRows'][name], random_state=seed, stratify=None if number else data.target)
        scaler = StandardScaler().fit(x)
        x, vx = scaler.transform(x), scaler.transform(vx)
        if number: vy, y = (vy - y.mean()) / y.std(), (y - y.mean()) / y.std()
        splits[name].append({'x': x.tolist(), 'y': y.tolist(), 'vx': vx.tolist(), 'vy': vy.tolist()})
for case in asked['cases']:
    number = case['set'] == 'diabetes'
    own = []
    for seed, split in zip(asked['seeds'], splits[case['set']]):
        model = (MLPRegressor if number else MLPClassifier)(
            hidden_layer_sizes=case['hidden'], activation=case['activation'], solver='adam', alpha=case['alpha'],
            learning_rate_init=settings['learningRate'], batch_size=settings['batchSize'], max_iter=settings['epochs'],
            tol=0, n_iter_no_change=settings['epochs'] + 1, early_stopping=False, random_state=seed)
        model.fit(np.array(split['x']), np.array(split['y']))
        own.append(float(model.score(np.array(split['vx']), np.array(split['vy']))))
    scores.append(own)
json.dump({'version': sklearn.__version__, 'splits': splits, 'scores': scores}, open(sys.argv[2], 'w'))
`;

const folder = mkdtempSync(join(tmpdir(), 'benchtop-peers-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

const ours = await bundled();
const engines = { typed: ours.createTypedTrainer };
const { available, reason } = ours.tensorflowStatus();
if (available) {
  ours.loadTensorflow();
  await ours.warmUp();
  engines.tensorflow = ours.createTensorflowTrainer;
} else console.log(`tensorflow is left out: ${reason}`);

const { version, splits, scores } = askPeer();
console.log(
  `scikit-learn ${version}: Adam ${SETTINGS.learningRate}, batches of ${SETTINGS.batchSize}, ${SETTINGS.epochs} epochs, ` +
    `${Object.values(SETTINGS.trainRows).join(', ')} rows to train on, ${SEEDS.length} seeds
`,
);
const results = [];
for (const [place, one] of CASES.entries()) {
  const theirs = statistics(scores[place]);
  for (const [engine, create] of Object.entries(engines)) {
    const values = [];
    for (const [i, seed] of SEEDS.entries())
      values.push(await train(create, engine, one, splits[one.set][i], seed));
    const own = statistics(values);
    // Both saw the same splits, so that what counts is how much the pairs differ.
    const { mean: difference, std } = statistics(values.map((value, i) => value - scores[place][i]));
    const standardError = std / Math.sqrt(SEEDS.length);
    const ok = Math.abs(difference) <= TOLERANCE;
    results.push({
      ...one,
      engine,
      metric: one.set === 'diabetes' ? 'r2' : 'accuracy',
      ours: own,
      theirs,
      difference,
      standardError,
      ok,
    });
    console.log(
      `${ok ? 'ok  ' : 'FAIL'} ${one.set.padEnd(13)} ${`${one.hidden.join('-')} ${one.activation}`.padEnd(11)} ${engine.padEnd(10)} ` +
        `${one.set === 'diabetes' ? 'R2      ' : 'accuracy'} ${words(own)}, scikit-learn ${words(theirs)}, difference ${difference >= 0 ? '+' : '-'}${Math.abs(difference).toFixed(4)} (standard error ${standardError.toFixed(4)})`,
    );
  }
}
const failures = results.filter(({ ok }) => !ok).length;
console.log(
  failures === 0
    ? `\nall ${results.length} within ${TOLERANCE}`
    : `\n${failures} of ${results.length} not within ${TOLERANCE}`,
);
const document = JSON.stringify({
  scikitLearn: version,
  tolerance: TOLERANCE,
  seeds: SEEDS,
  settings: SETTINGS,
  results,
});
const to = process.argv.indexOf('--json');
if (to > 0 && process.argv[to + 1] !== undefined) writeFileSync(process.argv[to + 1], `${document}\n`);
console.log(document);
process.exitCode = failures === 0 ? 0 : 1;

/** The validation score of one network after the last step. */
async function train(create, engine, { set, hidden, activation, alpha }, { x, y, vx, vy }, seed) {
  const isNumber = set === 'diabetes';
  const classes = isNumber ? [] : [...new Set(y)].sort((a, b) => a - b);
  const isBinary = classes.length === 2;
  const data = {
    rows: x.length + vx.length,
    trainRows: x.length,
    width: x[0].length,
    features: Float64Array.from([...x, ...vx].flat()),
    target: Float64Array.from([...y, ...vy]),
    weights: null,
    classes,
    featureNames: x[0].map((_, j) => `x${j + 1}`),
    scaler: { kind: 'none', offset: x[0].map(() => 0), scale: x[0].map(() => 1) },
  };
  const { learningRate, batchSize, epochs } = SETTINGS;
  const model = ours.networkSchema.parse({
    kind: 'network',
    layers: [
      ...hidden.map((units) => ({ units, activation })),
      isNumber
        ? { units: 1, activation: 'linear' }
        : isBinary
          ? { units: 1, activation: 'sigmoid' }
          : { units: classes.length, activation: 'softmax' },
    ],
    loss: isNumber ? 'meanSquaredError' : isBinary ? 'binaryCrossentropy' : 'categoricalCrossentropy',
    optimizer: { kind: 'adam', learningRate },
    // scikit-learn adds alpha / (2 x rows of the batch) x sum of w^2; and it halves the squared error,
    // which Adam does not notice but for the L2 beside it.
    regularizer: { l2: (isNumber ? alpha : alpha / 2) / batchSize },
    biasInitializer: 'glorotUniform',
  });
  const steps = epochs * Math.ceil(data.trainRows / batchSize);
  const training = ours.trainingSchema.parse({
    steps,
    batchSize,
    logEvery: steps,
    checkpointEvery: 0,
    engine,
  });
  const trainer = create({ model, training, seed, data, resume: null });
  let last = null;
  for await (const { metrics } of trainer.train({ due: () => false })) last = metrics ?? last;
  trainer.dispose();
  return last[isNumber ? 'valR2' : 'valAccuracy'];
}

function statistics(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, std: Math.sqrt(squares / (values.length - 1)), values };
}

function words({ mean, std }) {
  return `${mean.toFixed(4)} ± ${std.toFixed(4)}`;
}

/** What scikit-learn reaches, and the splits it was trained and scored on. */
function askPeer() {
  const environment = join(cache, 'bench-python');
  const python = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (!existsSync(python)) {
    mkdirSync(cache, { recursive: true });
    spawnSync('python3', ['-m', 'venv', environment], { stdio: 'ignore' });
  }
  const has = () => spawnSync(python, ['-c', 'import sklearn'], { stdio: 'ignore' }).status === 0;
  if (!has()) spawnSync(python, ['-m', 'pip', 'install', '-q', 'scikit-learn'], { stdio: 'inherit' });
  if (!has()) {
    console.error('scikit-learn cannot be had here: there is nothing to compare with.');
    process.exit(1);
  }
  const question = join(folder, 'question.json');
  const answer = join(folder, 'answer.json');
  writeFileSync(question, JSON.stringify({ settings: SETTINGS, seeds: SEEDS, cases: CASES }));
  const { status } = spawnSync(python, ['-c', PROGRAM, question, answer], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
  return JSON.parse(readFileSync(answer, 'utf8'));
}

/** The trainers as the program builds them. */
async function bundled() {
  const root = resolve(import.meta.dirname, '..');
  const entry = join(folder, 'entry.ts');
  const from = (file) => JSON.stringify(join(root, file));
  writeFileSync(
    entry,
    `export { createTypedTrainer } from ${from('src-main/algorithms/index.ts')};
export { createTensorflowTrainer, loadTensorflow, tensorflowStatus, warmUp } from ${from('src-main/engine/index.ts')};
export { networkSchema, trainingSchema } from ${from('src-shared/experiment/schema.ts')};`,
  );
  // Inside the checkout, for packages are found from the file that runs; out/ is not committed.
  const outDir = join(root, 'out', 'bench');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      outDir,
      target: 'node16.17',
      minify: false,
      rolldownOptions: {
        external: [/^node:/],
        output: { format: 'cjs', entryFileNames: 'peers.cjs', codeSplitting: false },
      },
    },
    ssr: { noExternal: true },
  });
  return createRequire(import.meta.url)(join(outDir, 'peers.cjs'));
}
