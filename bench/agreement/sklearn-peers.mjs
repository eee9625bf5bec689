// node bench/agreement/sklearn-peers.mjs [--json FILE]: our networks, on both engines, beside scikit-learn's
// MLPClassifier and MLPRegressor on the same splits of its own iris, wine, breast cancer and diabetes
// data: same layers, Adam, learning rate, batches, epochs and L2, five seeds each, a split for each.
// Prints validation accuracy (diabetes: R2), means and spreads, and the same as JSON on the last
// line; fails where a mean differs by more than 0.01.
//
// scikit-learn is installed into an environment of its own in the cache. Its data is read from there
// and written to a temporary folder only.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../lib/bundle.mjs';
import { temporaryFolder } from '../lib/folder.mjs';
import { startPeer } from '../lib/peer.mjs';
import { endWithWord } from '../lib/python.mjs';
import { toTrainingData, trainToEnd } from '../lib/training.mjs';

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
const ours = await bundle('networks', {
  'src-main/algorithms/models/create-trainer.ts': ['createTypedTrainer'],
  'src-main/engine/index.ts': ['createTensorflowTrainer', 'loadTensorflow', 'tensorflowStatus', 'warmUp'],
  'src-shared/models/network/schema.ts': ['networkSchema'],
  'src-shared/experiment/schema.ts': ['trainingSchema'],
});
const engines = { typed: ours.createTypedTrainer };
const { available, reason } = ours.tensorflowStatus();
if (available) {
  ours.loadTensorflow();
  await ours.warmUp();
  engines.tensorflow = ours.createTensorflowTrainer;
} else console.log(`tensorflow is left out: ${reason}`);

const answer = join(temporaryFolder('networks'), 'answer.json');
const peer = await startPeer('agreement/sklearn-peers', ['scikit-learn']).catch(endWithWord);
await peer.call('fits', { settings: SETTINGS, seeds: SEEDS, cases: CASES, to: answer });
peer.end();
const { version, splits, scores } = JSON.parse(readFileSync(answer, 'utf8'));
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
  const data = toTrainingData({
    features: Float64Array.from([...x, ...vx].flat()),
    target: Float64Array.from([...y, ...vy]),
    rows: x.length + vx.length,
    trainRows: x.length,
    width: x[0].length,
    classes,
  });
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
  const last = await trainToEnd(trainer);
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
