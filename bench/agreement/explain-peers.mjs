// node bench/agreement/explain-peers.mjs: permutation importance, partial dependence, accumulated local effects, Shapley
// values and integrated gradients of drawn networks, and repairs of probabilities, beside scikit-learn, PyALE, shap and JAX; prints the largest
// difference of each, and fails above 1e-6. What both sides draw at random is held against its own error.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../lib/bundle.mjs';
import { temporaryFolder } from '../lib/folder.mjs';
import { startPeer } from '../lib/peer.mjs';
import { endWithWord } from '../lib/python.mjs';

const TOLERANCE = 1e-6;
/** Of a difference of two drawn means, in its standard error. */
const DRAWN_TOLERANCE = 4;
/** A prime: no edge falls between two rows by the last bit of a quotient. */
const ROWS = 307;
const BACKGROUND = 40;
const folder = 'src-main/algorithms/explain';
const ours = await bundle('explain', {
  [`${folder}/ale.ts`]: ['accumulatedEffects'],
  [`${folder}/columns.ts`]: ['explainedColumns'],
  [`${folder}/dependence.ts`]: ['partialDependence'],
  [`${folder}/explained-model.ts`]: ['explainedModel'],
  [`${folder}/gradients.ts`]: ['integratedGradients'],
  [`${folder}/permutation.ts`]: ['permutationImportance'],
  [`${folder}/shapley/exact.ts`]: ['exactShapley'],
  [`${folder}/shapley/sampled.ts`]: ['sampledShapley'],
  [`${folder}/shapley/attribute.ts`]: ['createAttributor'],
  'src-main/algorithms/calibration/repair.ts': ['fitRepair', 'repairProbabilities'],
  'src-main/algorithms/explore/slices.ts': ['finish'],
  'src-main/algorithms/models/index.ts': ['modelAlgorithm'],
  'src-main/algorithms/numeric/rng.ts': ['Rng'],
});
const { finish } = ours;
const rng = new ours.Rng(11);
const normals = (count) => Float64Array.from({ length: count }, () => rng.normal());

const cases = [
  drawCase({ name: 'tanh', width: 5, last: 'linear', units: 1, activation: 'tanh' }),
  drawCase({ name: 'relu', width: 4, last: 'sigmoid', units: 1, activation: 'relu' }),
  drawCase({ name: 'softmax', width: 6, last: 'softmax', units: 3, activation: 'tanh' }),
  drawCase({ name: 'wide', width: 20, last: 'linear', units: 1, activation: 'tanh' }),
  drawCase({ name: 'line', width: 5, last: 'linear', units: 1, activation: 'linear' }),
];
const found = cases.map(explain);
const repairs = Array.from({ length: 30 }, (_, i) => drawRepair(i % 3 === 0 ? 3 : 1, [60, 400, 3000][i % 3]));

const file = join(temporaryFolder('explain'), 'cases.json');
const plain = (_, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value);
writeFileSync(
  file,
  JSON.stringify(
    {
      repairs,
      cases: cases.map(({ layers, activations, features, background, target, width, units }, i) => ({
        layers,
        activations,
        width,
        units,
        features,
        background,
        target,
        grid: found[i].dependence.grid.values,
      })),
    },
    plain,
  ),
);
const peer = await startPeer('agreement/explain-peers', [
  'scikit-learn',
  'shap',
  'PyALE',
  'pandas',
  'jax',
]).catch(endWithWord);
const theirs = await peer.call('figures', { path: file });
peer.end();

const worst = new Map();
let isAllWell = true;
const hold = (name, mine, other, tolerance = TOLERANCE) => {
  const difference = Math.abs(mine - other);
  const before = worst.get(name) ?? { difference: 0, count: 0 };
  worst.set(name, { difference: Math.max(before.difference, difference), count: before.count + 1 });
  if (!(difference <= tolerance)) isAllWell = false;
};
const holdAll = (name, mine, other, tolerance) => {
  if (mine.length !== other.length) throw new Error(`${name}: ${mine.length} figures beside ${other.length}`);
  other.forEach((value, i) => hold(name, mine[i], value, tolerance));
};
cases.forEach(({ name, width }, i) => {
  const [mine, other] = [found[i], theirs.cases[i]];
  hold('error before shuffling (scikit-learn)', mine.importance.baseline, other.baseline);
  for (const { column, mean, repeats } of mine.importance.columns) {
    const c = Number(column.slice(1));
    const [theirMean, theirSd, theirCount] = other.importance[c];
    const sd = Math.sqrt(repeats.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (repeats.length - 1));
    const error = Math.sqrt(sd ** 2 / repeats.length + theirSd ** 2 / theirCount);
    hold(
      'permutation importance (scikit-learn), in standard errors',
      mean / error,
      theirMean / error,
      DRAWN_TOLERANCE,
    );
  }
  holdAll(
    'partial dependence (scikit-learn)',
    mine.dependence.mean.subarray(0, other.dependence.length),
    other.dependence,
  );
  holdAll('lines of single rows (scikit-learn)', mine.lines, other.lines);
  holdAll('edges of intervals (PyALE)', mine.ale.edges, other.edges);
  holdAll('accumulated local effects (PyALE)', mine.ale.values.subarray(0, other.ale.length), other.ale);
  if (other.shap !== null) holdAll('exact Shapley values (shap)', mine.shap, other.shap);
  if (other.linear !== null) holdAll('Shapley values of a line (shap)', mine.closed, other.linear);
  mine.sampled.values.subarray(0, width).forEach((value, c) => {
    const error = Math.max(mine.sampled.errors[c], 1e-9);
    hold(
      'sampled Shapley values (shap), in standard errors',
      value / error,
      other.sampled[c] / error,
      DRAWN_TOLERANCE,
    );
  });
  const isKinked = name === 'relu';
  holdAll(
    isKinked ? 'integrated gradients, with kinks (JAX)' : 'integrated gradients (JAX)',
    mine.gradients,
    other.gradients,
    isKinked ? 1e-3 : TOLERANCE,
  );
});
repairs.forEach(({ values, units, truth }, i) => {
  for (const [method, name] of [
    ['platt', 'Platt’s scaling of logits (scikit-learn)'],
    ['isotonic', 'isotonic regression (scikit-learn)'],
  ]) {
    const curves = ours.fitRepair(method, { values, units }, truth);
    holdAll(name, ours.repairProbabilities(curves, { values, units }), theirs.repairs[i][method]);
  }
});
console.log(
  Object.entries(theirs.versions)
    .map((pair) => pair.join(' '))
    .join(', '),
);
console.log('\n| what (whose) | figures | largest difference |\n|--|--|--|');
for (const [name, { difference, count }] of worst)
  console.log(`| ${name} | ${count} | ${difference.toExponential(1)} |`);
process.exitCode = isAllWell ? 0 : 1;

/** Probabilities that are too sure, of which some are equal, and what came. */
function drawRepair(units, rows) {
  const values = new Float64Array(rows * units);
  const truth = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const scores = normals(Math.max(2, units)).map((score) => Math.round(score * 20) / 20);
    const shares = (sureness) => {
      const powers = scores.map((score) => Math.exp(sureness * score));
      const sum = powers.reduce((all, power) => all + power, 0);
      return powers.map((power) => power / sum);
    };
    const said = shares(3);
    for (let u = 0; u < units; u++) values[row * units + u] = units === 1 ? said[1] : said[u];
    let left = rng.uniform();
    truth[row] = shares(1).findIndex((share) => (left -= share) < 0);
    if (truth[row] < 0) truth[row] = 0;
  }
  return { values, units, truth };
}

/** A network with drawn weights, correlated rows of which some values are equal, and a noisy target. */
function drawCase({ name, width, last, units, activation }) {
  const sizes = [width, 7, units];
  const activations = [activation, last];
  const layers = activations.map((_, l) => ({
    kernel: normals(sizes[l] * sizes[l + 1]),
    bias: normals(sizes[l + 1]),
    inputs: sizes[l],
    units: sizes[l + 1],
  }));
  const draw = (rows) => {
    const values = normals(rows * width);
    for (let row = 0; row < rows; row++) {
      values[row * width + 1] += values[row * width];
      values[row * width + 2] = Math.round(values[row * width + 2] * 2) / 2;
    }
    return values;
  };
  const features = draw(ROWS);
  const tensors = Object.fromEntries(
    layers.flatMap((layer, l) => [
      [`layer${l}/kernel`, { shape: [layer.inputs, layer.units], data: layer.kernel }],
      [`layer${l}/bias`, { shape: [layer.units], data: layer.bias }],
    ]),
  );
  const names = Array.from({ length: width }, (_, j) => `x${j}`);
  const context = {
    model: {
      kind: 'network',
      layers: activations.map((one, l) => ({ units: sizes[l + 1], activation: one, dropout: 0 })),
      loss: last === 'softmax' ? 'categoricalCrossentropy' : 'meanSquaredError',
    },
    state: { kind: 'network', step: 1, tensors, extra: {} },
    scaler: { kind: 'none', offset: names.map(() => 0), scale: names.map(() => 1) },
    featureNames: names,
    featureRanges: [],
    target: 'y',
    classes: last === 'softmax' ? ['a', 'b', 'c'] : [],
  };
  const model = ours.explainedModel(context, ours.modelAlgorithm('network').explained);
  const target = new Float64Array(ROWS);
  for (let row = 0; row < ROWS; row++) {
    model.inputs.set(features.subarray(row * width, (row + 1) * width));
    const outputs = model.run(1);
    target[row] = units > 1 ? rng.integer(units) : outputs[0] + 0.3 * rng.normal();
  }
  return {
    name,
    width,
    units,
    layers,
    activations,
    features,
    background: draw(BACKGROUND),
    target,
    model,
    names,
  };
}

function explain({ model, names, features, background, target, width, units }) {
  const columns = ours.explainedColumns({ features: names, encoders: [] });
  const rows = {
    part: 'validation',
    partRows: ROWS,
    rows: ROWS,
    features,
    target,
    weights: null,
    rowNumbers: [],
  };
  const metric = units > 1 ? 'logLoss' : 'rmse';
  const options = { metric, repeats: 200, seed: 3 };
  const row = features.slice(0, width);
  const game = { model, columns, row, background };
  // The first column's: quantiles of the rows.
  const dependence = finish(ours.partialDependence(model, columns[0], rows));
  const points = dependence.grid.values.length;
  return {
    importance: finish(ours.permutationImportance(model, columns, rows, options)),
    dependence,
    lines: dependence.ice.slice(0, dependence.iceRows.length * points),
    ale: finish(ours.accumulatedEffects(model, columns[0], rows)),
    shap: width <= 12 ? finish(ours.exactShapley(game)).values : null,
    closed: finish(ours.createAttributor(model, columns, background).explain(row, 1)).values,
    sampled: finish(ours.sampledShapley(game, 200, new ours.Rng(1))),
    gradients: finish(ours.integratedGradients(model, columns, row, background)).values,
  };
}
