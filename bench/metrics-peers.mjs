// node bench/metrics-peers.mjs: figures and curves of random predictions, with ties and weights,
// beside scikit-learn's; prints the largest difference of each, and fails above 1e-6.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { cache } from '../tools/lib/places.mjs';

const TOLERANCE = 1e-6;
const CASES = 60;
const folder = mkdtempSync(join(tmpdir(), 'benchtop-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const ours = await bundled();
const cases = Array.from({ length: CASES }, (_, seed) => caseOf(seed));
const mine = cases.map((one) => (one.kind === 'numbers' ? ofNumbers(one) : ofClasses(one)));
const theirs = peer(cases);
const largest = new Map();
mine.forEach((figures, i) => {
  for (const [name, value] of Object.entries(figures)) {
    const difference = differenceOf(value, theirs.figures[i][name]);
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

/** The functions as the program builds them. */
async function bundled() {
  const root = resolve(import.meta.dirname, '..');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(root, 'src-main/algorithms/evaluation/index.ts'),
      outDir: folder,
      target: 'node16.17',
      minify: false,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'evaluation.cjs', codeSplitting: false } },
    },
    ssr: { noExternal: true },
  });
  return createRequire(import.meta.url)(join(folder, 'evaluation.cjs'));
}

/** Two classes, many classes and numbers in turn; every second with weights, some of them 0. */
function caseOf(seed) {
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
    ours.regressionFigures(Float64Array.from(truth), Float64Array.from(predicted), typed(weights)),
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

function differenceOf(a, b) {
  const [left, right] = [a, b].map((value) => (Array.isArray(value) ? value : [value]));
  if (left.length !== right.length) return Infinity;
  return left.reduce((most, value, i) => {
    const difference = Math.abs(value - right[i]);
    return Number.isNaN(difference) ? Infinity : Math.max(most, difference);
  }, 0);
}

/** scikit-learn in the environment that the other benchmarks use. */
function peer(documents) {
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
  const file = join(folder, 'cases.json');
  writeFileSync(file, JSON.stringify(documents));
  const program = `
import json, sys, sklearn
import numpy as np
from sklearn import metrics as m
out = []
for case in json.load(open(sys.argv[1])):
    y, p = np.array(case['truth']), np.array(case['predicted'])
    w = None if case['weights'] is None else np.array(case['weights'])
    if case['kind'] == 'numbers':
        out.append({
            'r2': m.r2_score(y, p, sample_weight=w),
            'explainedVariance': m.explained_variance_score(y, p, sample_weight=w),
            'meanAbsoluteError': m.mean_absolute_error(y, p, sample_weight=w),
            'rootMeanSquaredError': m.root_mean_squared_error(y, p, sample_weight=w),
            'medianAbsoluteError': m.median_absolute_error(y, p, sample_weight=w),
        })
        continue
    k, s = case['classes'], np.array(case['scores'])
    labels = list(range(k))
    each = lambda average: m.precision_recall_fscore_support(
        y, p, labels=labels, average=average, sample_weight=w, zero_division=0)
    precision, recall, f1, support = each(None)
    def one(c):
        t = (y == c).astype(int)
        pr, re, _ = m.precision_recall_curve(t, s[:, c], sample_weight=w)
        return (m.roc_auc_score(t, s[:, c], sample_weight=w),
                m.average_precision_score(t, s[:, c], sample_weight=w), m.auc(re, pr))
    ones = [one(c) for c in labels]
    two = case['kind'] == 'two'
    figures = {
        'confusion': m.confusion_matrix(y, p, labels=labels, sample_weight=w).astype(float).ravel().tolist(),
        'accuracy': m.accuracy_score(y, p, sample_weight=w),
        'balancedAccuracy': m.balanced_accuracy_score(y, p, sample_weight=w),
        'matthewsCorrelation': m.matthews_corrcoef(y, p, sample_weight=w),
        'precision': precision.tolist(), 'recall': recall.tolist(), 'f1': f1.tolist(),
        'support': support.astype(float).tolist(),
        'averages': [float(v) for a in ('macro', 'micro', 'weighted') for v in each(a)[:3]],
        'logLoss': m.log_loss(y, s, labels=labels, sample_weight=w),
        'rocAucPerClass': [v[0] for v in ones],
        'averagePrecisionPerClass': [v[1] for v in ones],
        'precisionRecallAucPerClass': [v[2] for v in ones],
        'averagePrecisionMacro': m.average_precision_score(y, s[:, 1] if two else s, sample_weight=w)
            if two or k > 2 else float(np.mean([v[1] for v in ones])),
        'rocAucMacro': m.roc_auc_score(y, s[:, 1], sample_weight=w) if two
            else m.roc_auc_score(y, s, sample_weight=w, multi_class='ovr') if k > 2
            else float(np.mean([v[0] for v in ones])),
    }
    if two:
        fpr, tpr, thresholds = m.roc_curve(y, s[:, 1], sample_weight=w, drop_intermediate=False)
        figures['rocCurve'] = [*fpr.tolist(), *tpr.tolist(), *thresholds[1:].tolist()]
        pr, re, thresholds = m.precision_recall_curve(y, s[:, 1], sample_weight=w)
        figures['precisionRecallCurve'] = [*pr.tolist(), *re.tolist(), *thresholds.tolist()]
    out.append(figures)
print(json.dumps({'version': sklearn.__version__, 'figures': out}))
`;
  const { stdout, stderr, status } = spawnSync(python, ['-W', 'ignore', '-c', program, file], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
