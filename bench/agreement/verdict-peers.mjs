// node bench/agreement/verdict-peers.mjs: the tests of a verdict over random cases beside SciPy, statsmodels, baycomp
// scikit-posthocs and autorank; prints the largest difference of each, and fails above 1e-6. What both sides draw at
// random (a bootstrap) is held against its Monte-Carlo error. Then how often equal models are called
// different, by the corrected test and by the one that takes folds for independent.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../lib/bundle.mjs';
import { temporaryFolder } from '../lib/folder.mjs';
import { startPeer } from '../lib/peer.mjs';
import { endWithWord } from '../lib/python.mjs';

const TOLERANCE = 1e-6;
/** Of an end of the bootstrap's interval, in its standard errors. */
const DRAWN_TOLERANCE = 0.1;
/** autorank takes statsmodels' qsturng, an approximation. */
const AUTORANK_TOLERANCE = 1e-4;
const PAIRS = 1000;
/** The corrected test must call 5 % ± 1.5 of the pairs of one of them different; the others are beside it. */
const DESIGNS = [
  { rows: 200, folds: 10, repeats: 10, isHeld: true },
  { rows: 100, folds: 10, repeats: 10, isHeld: false },
  { rows: 100, folds: 5, repeats: 2, isHeld: false },
  { rows: 100, folds: 10, repeats: 1, isHeld: false },
];
const folder = 'src-shared/statistics';
const ours = await bundle('verdict', {
  [`${folder}/corrected-t.ts`]: ['correctedResampledT'],
  [`${folder}/posterior.ts`]: ['posteriorDensity'],
  [`${folder}/rope.ts`]: ['ropeProbabilities'],
  [`${folder}/mcnemar.ts`]: ['signTest'],
  [`${folder}/delong.ts`]: ['delong'],
  [`${folder}/bootstrap.ts`]: ['bcaInterval', 'bootstrapInterval'],
  [`${folder}/holm.ts`]: ['holm'],
  [`${folder}/friedman.ts`]: ['friedman'],
  [`${folder}/power.ts`]: ['pairedPower'],
  'src-main/algorithms/numeric/rng.ts': ['Rng'],
});
const rng = new ours.Rng(7);
const many = (count, one) => Array.from({ length: count }, (_, i) => one(i));
const normals = (count, mean = 0) => many(count, () => mean + rng.normal());

const cases = {
  corrected: many(60, (i) => {
    const [folds, repeats] = [2 + (i % 9), 1 + (i % 10)];
    const ratio = i % 5 === 4 ? 0 : 1 / (folds - 1);
    return { differences: normals(folds * repeats, (i % 3) * 0.3), ratio, rope: [0.01, 0.3, 1][i % 3] };
  }),
  mcnemar: [
    [0, 1],
    [3, 3],
    [0, 12],
    [7, 19],
    [40, 60],
    [200, 310],
    [1500, 1403],
  ],
  delong: many(30, (i) => {
    const rows = [12, 50, 400][i % 3];
    const isPositive = many(rows, (row) => (row < 3 ? 1 : row < 6 ? 0 : Number(rng.uniform() < 0.3)));
    // Few digits make ties.
    const round = (value) => (i % 2 === 0 ? Math.round(value * 5) / 5 : value);
    const scores = (shift) => isPositive.map((own) => round(rng.normal() + own * shift));
    return { isPositive, a: scores(0.5), b: scores(1) };
  }),
  bca: many(20, () => {
    const draws = normals(2000, 0.2);
    return { draws, leftOut: normals(40, 1).map((value) => value * value), estimate: 0.25 };
  }),
  bootstrap: many(3, () => normals(80).map((value) => Math.exp(value / 2))),
  holm: many(20, (i) => many(1 + i, () => rng.uniform() ** 3)),
  friedman: many(30, (i) => {
    const round = (value) => (i % 3 === 0 ? Math.round(value * 2) : value);
    return { values: many(4 + i, () => many(3 + (i % 5), (model) => round(rng.normal() - model * 0.3))) };
  }),
  density: many(60, (i) => [
    rng.normal(),
    0.2 * rng.normal(),
    [0.1, 1, 3][i % 3],
    [1, 2, 9, 49, 250, 5000][i % 6],
  ]),
  // Beyond a noncentrality of 8 SciPy's distribution is no number.
  power: many(60, (i) => [0.05 + (i % 12) * 0.2, [2, 3, 5, 10, 30, 100, 1000][i % 7]]).filter(
    ([effect, n]) => effect * Math.sqrt(n) < 8,
  ),
};

const file = join(temporaryFolder('verdict'), 'cases.json');
writeFileSync(file, JSON.stringify(cases));
const packages = ['scipy', 'statsmodels', 'baycomp', 'scikit-posthocs', 'pandas', 'autorank'];
const peer = await startPeer('agreement/verdict-peers', packages).catch(endWithWord);
const theirs = await peer.call('figures', { path: file });
peer.end();

const worst = new Map();
let isAllWell = true;
const hold = (name, mine, other, tolerance = TOLERANCE) => {
  const difference = Math.abs(mine - other);
  const before = worst.get(name) ?? { difference: 0, count: 0, tolerance };
  const largest = difference <= before.difference ? before.difference : difference;
  worst.set(name, { difference: largest, count: before.count + 1, tolerance });
  if (!(difference <= tolerance)) isAllWell = false;
};
cases.corrected.forEach(({ differences, ratio, rope }, i) => {
  const test = ours.correctedResampledT(differences, ratio);
  const mine = { ...test, ...ours.ropeProbabilities(test, rope) };
  const library = { t: 't', pValue: 'p', low: 'interval', high: 'interval' };
  for (const [name, value] of Object.entries(theirs.corrected[i])) {
    const what =
      library[name] === undefined
        ? 'ROPE (baycomp)'
        : `${ratio === 0 ? 'paired' : 'corrected'} t: ${library[name]} (SciPy)`;
    hold(what, mine[name], value);
  }
});
cases.mcnemar.forEach(([b, c], i) =>
  hold('McNemar, exact (statsmodels)', ours.signTest(b, c), theirs.mcnemar[i]),
);
cases.delong.forEach(({ isPositive, a, b }, i) => {
  const mine = ours.delong(isPositive, a, b);
  for (const [name, value] of Object.entries(theirs.delong[i]))
    hold('DeLong (NumPy, by its definition)', mine[name], value);
});
cases.bca.forEach(({ draws, leftOut, estimate }, i) => {
  const mine = ours.bcaInterval(draws, leftOut, estimate);
  for (const end of ['low', 'high']) hold('BCa of given draws (NumPy, SciPy)', mine[end], theirs.bca[i][end]);
});
cases.bootstrap.forEach((values, i) => {
  const mean = (places) => places.reduce((sum, place) => sum + values[place], 0) / places.length;
  const mine = ours.bootstrapInterval(values.length, mean, { integer: (n) => rng.integer(n), draws: 20000 });
  for (const end of ['low', 'high'])
    hold(
      'bootstrap drawn anew (SciPy), in standard errors',
      mine[end] / mine.error,
      theirs.bootstrap[i][end] / mine.error,
      DRAWN_TOLERANCE,
    );
});
cases.holm.forEach((values, i) => {
  ours.holm(values).forEach((value, at) => hold('Holm (statsmodels)', value, theirs.holm[i][at]));
});
cases.friedman.forEach(({ values }, i) => {
  const mine = ours.friedman(values, true);
  const other = theirs.friedman[i];
  hold('Friedman: statistic (SciPy)', mine.statistic, other.statistic);
  hold('Friedman: p (SciPy)', mine.pValue, other.pValue);
  mine.pairs.flat().forEach((value, at) => hold('Nemenyi: p (scikit-posthocs)', value, other.pairs[at]));
  hold('Nemenyi: critical difference (SciPy)', mine.criticalDifference, other.criticalDifference);
  if (other.autorank === null) return;
  const { criticalDifference, meanRanks } = other.autorank;
  hold('critical difference (autorank)', mine.criticalDifference, criticalDifference, AUTORANK_TOLERANCE);
  meanRanks.forEach((value, at) => hold('mean ranks (autorank)', mine.meanRanks[at], value));
});
cases.density.forEach(([x, mean, error, df], i) =>
  hold('posterior density (SciPy)', ours.posteriorDensity({ mean, error, df }, x), theirs.density[i]),
);
cases.power.forEach(([effect, n], i) =>
  hold('power of the t test (statsmodels)', ours.pairedPower(effect, n), theirs.power[i]),
);

console.log(
  Object.entries(theirs.versions)
    .map((pair) => pair.join(' '))
    .join(', '),
);
console.log('\n| what (whose) | figures | largest difference |\n|--|--|--|');
for (const [name, { difference, count }] of worst)
  console.log(`| ${name} | ${count} | ${difference.toExponential(1)} |`);

console.log(
  '\n| 1,000 pairs of equal models | corrected resampled t | plain paired t over folds |\n|--|--|--|',
);
for (const design of DESIGNS) {
  const { corrected, naive } = simulateEqualModels(design);
  const { rows, folds, repeats, isHeld } = design;
  const percent = (share) => `${(share * 100).toFixed(1)} %`;
  console.log(`| ${repeats} × ${folds} folds of ${rows} rows | ${percent(corrected)} | ${percent(naive)} |`);
  if (isHeld && !(Math.abs(corrected - 0.05) <= 0.015)) isAllWell = false;
}
process.exitCode = isAllWell ? 0 : 1;

/**
 * How often each test says at 5 % that two learners differ which are equally good on average: each knows
 * one of two mirrored columns of a label of which a fifth is wrong, and takes the class whose training
 * mean is nearer.
 */
function simulateEqualModels({ rows, folds, repeats }) {
  const counts = { corrected: 0, naive: 0 };
  const draws = new ours.Rng(2026);
  for (let pair = 0; pair < PAIRS; pair++) {
    const truth = many(rows, () => Number(draws.uniform() < 0.5));
    const columns = many(2, () => truth.map((own) => own * 0.8 + draws.normal()));
    const label = truth.map((own) => (draws.uniform() < 0.2 ? 1 - own : own));
    const differences = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      const order = Int32Array.from({ length: rows }, (_, i) => i);
      draws.shuffle(order);
      for (let fold = 0; fold < folds; fold++) {
        const [a, b] = columns.map((column) =>
          computeAccuracy(column, label, order, (at) => at % folds === fold),
        );
        differences.push(b - a);
      }
    }
    if (ours.correctedResampledT(differences, 1 / (folds - 1)).pValue < 0.05) counts.corrected++;
    if (ours.correctedResampledT(differences, 0).pValue < 0.05) counts.naive++;
  }
  return { corrected: counts.corrected / PAIRS, naive: counts.naive / PAIRS };
}

function computeAccuracy(column, label, order, isTest) {
  const [sums, sizes] = [
    [0, 0],
    [0, 0],
  ];
  order.forEach((row, at) => {
    if (isTest(at)) return;
    sums[label[row]] += column[row];
    sizes[label[row]] += 1;
  });
  const [low, high] = [sums[0] / sizes[0], sums[1] / sizes[1]];
  let [right, tested] = [0, 0];
  order.forEach((row, at) => {
    if (!isTest(at)) return;
    tested++;
    right += Number(Number(Math.abs(column[row] - high) < Math.abs(column[row] - low)) === label[row]);
  });
  return right / tested;
}
