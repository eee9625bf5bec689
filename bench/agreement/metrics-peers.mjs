// node bench/agreement/metrics-peers.mjs: figures and curves of random predictions, with ties and weights,
// beside scikit-learn's; prints the largest difference of each, and fails above 1e-6.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../lib/bundle.mjs';
import { temporaryFolder } from '../lib/folder.mjs';
import { startPeer } from '../lib/peer.mjs';
import { endWithWord } from '../lib/python.mjs';

const TOLERANCE = 1e-6;
const CASES = 60;

const ours = await bundle('evaluation', { 'src-main/algorithms/evaluation/index.ts': '*' });
const cases = Array.from({ length: CASES }, (_, seed) => makeCase(seed));
const mine = cases.map((one) => (one.kind === 'numbers' ? ofNumbers(one) : ofClasses(one)));
const file = join(temporaryFolder('metrics'), 'cases.json');
writeFileSync(file, JSON.stringify(cases));
const peer = await startPeer('agreement/metrics-peers', ['scikit-learn']).catch(endWithWord);
const theirs = await peer.call('figures', { path: file });
peer.end();
const largest = new Map();
mine.forEach((figures, i) => {
  for (const [name, value] of Object.entries(figures)) {
    const difference = computeDifference(value, theirs.figures[i][name]);
    const worst = largest.get(name);
    if (worst === undefined || !(difference <= worst.difference)) {
      largest.set(name, { difference, count: 0, seed: i, ...worst, difference, seed: i });
    }
    largest.get(name).count += 1;
  }
});
console.log(`scikit-learn ${theirs.version}, ${CASES} random cases of 2 to 3,000 rows`);
for (const [name, { difference, count, seed }] of largest) {
  console.log(`${name.padEnd(26)} ${difference.toExponential(1)}  (${count} cases, largest in case ${seed})`);
}
const worst = Math.max(...[...largest.values()].map(({ difference }) => difference));
console.log(`largest difference ${worst.toExponential(2)}`);
process.exitCode = worst <= TOLERANCE ? 0 : 1;

/** Two classes, many classes and numbers in turn; every second with weights, some of them 0. */
function makeCase(seed) {
  let state = 7919 * (seed + 1);
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const rows = [2, 7, 40, 300, 3000][seed % 5];
  const weights =
    seed % 2 === 0 ? null : Array.from({ length: rows }, () => (uniform() < 0.1 ? 0 : 3 * uniform()));
  if (weights !== null) weights[0] = weights[1] = 1;
  // Few digits make ties.
  const scale = [10, 1000, 1e12][seed % 3];
  const round = (value) => Math.round(value * scale) / scale;
  const kind = ['two', 'many', 'numbers'][seed % 3 === 0 ? 0 : (seed + (seed >> 2)) % 3];
  if (kind === 'numbers') {
    const truth = Array.from({ length: rows }, () => round(5 * normal() + 2));
    return { kind, truth, predicted: truth.map((value) => round(value + normal())), weights };
  }
  const classes = kind === 'two' ? 2 : Math.min(rows, 2 + Math.floor(8 * uniform()));
  const truth = Array.from({ length: rows }, (_, row) =>
    row < classes ? row : Math.floor(classes * uniform()),
  );
  // Every class has a row that counts, or scikit-learn refuses.
  if (weights !== null) for (let c = 0; c < classes; c++) weights[c] = 1 + uniform();
  const scores = truth.map((own) => {
    const z = Array.from({ length: classes }, (_, c) => Math.exp(round(normal() + (c === own ? 1 : 0))));
    const sum = z.reduce((a, b) => a + b, 0);
    return z.map((value) => value / sum);
  });
  const predicted = scores.map((row) => row.indexOf(Math.max(...row)));
  return { kind, classes, truth, scores, predicted, weights };
}

function finish(work) {
  for (;;) {
    const slice = work.next();
    if (slice.done) return slice.value;
  }
}

function ofNumbers({ truth, predicted, weights }) {
  return finish(
    ours.computeRegressionMetrics(Float64Array.from(truth), Float64Array.from(predicted), typed(weights)),
  );
}

function ofClasses({ kind, classes, truth, scores, predicted, weights }) {
  const target = Float64Array.from(truth);
  const confusion = finish(
    ours.confusionMatrix(target, Float64Array.from(predicted), classes, typed(weights)),
  );
  const { perClass, macro, micro, weighted } = ours.precisionRecallFscoreSupport(confusion, classes);
  const counts = Array.from({ length: classes }, (_, c) =>
    finish(
      ours.thresholdCounts(
        Float64Array.from(scores, (row) => row[c]),
        (row) => truth[row] === c,
        typed(weights),
      ),
    ),
  );
  const averages = { macro, micro, weighted };
  const figures = {
    confusion: [...confusion],
    accuracy: ours.accuracy(confusion, classes),
    balancedAccuracy: ours.balancedAccuracy(confusion, classes),
    matthewsCorrelation: ours.matthewsCorrelation(confusion, classes),
    precision: perClass.map(({ precision }) => precision),
    recall: perClass.map(({ recall }) => recall),
    f1: perClass.map(({ f1 }) => f1),
    support: perClass.map(({ support }) => support),
    averages: Object.values(averages).flatMap(({ precision, recall, f1 }) => [precision, recall, f1]),
    logLoss: finish(ours.logLoss(Float64Array.from(scores.flat()), target, classes, typed(weights))),
    rocAucPerClass: counts.map(ours.rocAuc),
    averagePrecisionPerClass: counts.map(ours.averagePrecision),
    precisionRecallAucPerClass: counts.map(ours.precisionRecallAuc),
    averagePrecisionMacro: ours.macroAverage(counts.map(ours.averagePrecision)),
    rocAucMacro: kind === 'two' ? ours.rocAuc(counts[1]) : ours.macroAverage(counts.map(ours.rocAuc)),
  };
  if (kind === 'two') {
    const roc = ours.rocCurve(counts[1]);
    const pr = ours.precisionRecallCurve(counts[1]);
    figures.averagePrecisionMacro = ours.averagePrecision(counts[1]);
    figures.rocCurve = [...roc.falsePositiveRate, ...roc.truePositiveRate, ...roc.thresholds.slice(1)];
    figures.precisionRecallCurve = [...pr.precision, ...pr.recall, ...pr.thresholds];
  }
  return figures;
}

function typed(weights) {
  return weights === null ? null : Float64Array.from(weights);
}

function computeDifference(a, b) {
  const [left, right] = [a, b].map((value) => (Array.isArray(value) ? value : [value]));
  if (left.length !== right.length) return Infinity;
  return left.reduce((most, value, i) => {
    const difference = Math.abs(value - right[i]);
    return Number.isNaN(difference) ? Infinity : Math.max(most, difference);
  }, 0);
}
