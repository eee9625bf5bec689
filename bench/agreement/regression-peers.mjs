// node bench/agreement/regression-peers.mjs [--write]: our linear and logistic regression beside statsmodels and
// scikit-learn on their own data sets, and beside exact solutions of NIST's; prints the largest relative
// difference of each statistic and fails above 1e-6 (of a condition number: 1e-5, for theirs has no more
// digits). --write also keeps what the peers found as the fixtures of the tests.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from '../../tools/lib/places.mjs';
import { bundle } from '../lib/bundle.mjs';
import { startPeer } from '../lib/peer.mjs';
import { endWithWord } from '../lib/python.mjs';

const TOLERANCE = 1e-6;
const TOLERANCES = { conditionNumber: 1e-5 };
const algorithms = 'src-main/algorithms';

const { fitLinearRegression, fitLogisticRegression, logisticProbabilities, symmetricCoefficients } =
  await bundle('regression', {
    [`${algorithms}/linear-regression/index.ts`]: ['fitLinearRegression'],
    [`${algorithms}/logistic-regression/index.ts`]: [
      'fitLogisticRegression',
      'logisticProbabilities',
      'symmetricCoefficients',
    ],
  });
const peer = await startPeer('agreement/regression-peers', ['scikit-learn', 'scipy', 'statsmodels']).catch(
  endWithWord,
);
const nist = await peer.call('nist');
const linear = await peer.call('linear');
const logistic = await peer.call('logistic');
const separations = await peer.call('separations');
peer.end();
if (process.argv.includes('--write')) {
  await keep('linear-regression/nist.json', nist);
  await keep('linear-regression/diabetes.json', linear);
  const { heldSets, sets, cases } = logistic;
  await keep('logistic-regression/peers.json', {
    sets: Object.fromEntries(heldSets.map((name) => [name, sets[name]])),
    cases: cases.filter(({ set }) => heldSets.includes(set)),
  });
  await keep('logistic-regression/separations.json', separations);
}

let failures = 0;
for (const { name, x, y, ...expected } of nist.sets) {
  // Wampler 1 and 2 leave no residuals: what there is of them is rounding.
  const isExact = expected.residualStandardError < 1e-9;
  const { coefficients, standardErrors, residualStandardError, r2 } = linearStatistics(x, y, {});
  const found = { coefficients, standardErrors, residualStandardError, r2 };
  compare(`NIST ${name}`, isExact ? { coefficients, r2 } : found, expected);
}
for (const { name, alpha, weights, ...expected } of linear.cases) {
  compare(`diabetes ${name}`, linearStatistics(linear.x, linear.y, { alpha, weights }), expected);
}
for (const { set, name, penalty, C, weights, classWeights, ...expected } of logistic.cases) {
  const options = { penalty, C, classWeights };
  compare(`${set}, ${name}`, logisticStatistics(logistic.sets[set], weights ?? null, options), expected);
}
const wrong = separations.cases.filter(
  ({ x, y, separation }) =>
    toEnd(fitLogisticRegression(logisticData({ x, y }, null))).separation !== separation,
).length;
if (wrong > 0) failures++;
console.log(
  `separation of small tables: ${wrong} of ${separations.cases.length} unlike the linear programs'`,
);
console.log(failures === 0 ? 'all within tolerance' : `${failures} not within tolerance`);
process.exitCode = failures === 0 ? 0 : 1;

/** Our fit under the names of the peers' answers. */
function linearStatistics(x, y, { alpha = 0, weights = null }) {
  const data = {
    features: Float64Array.from(x.flat()),
    target: Float64Array.from(y),
    rows: x.length,
    width: x[0].length,
    weights: weights === null ? null : Float64Array.from(weights),
  };
  const { coef, intercept, inference, r2, conditionNumber } = toEnd(
    fitLinearRegression(data, { alpha, weighting: 'precision' }),
  );
  return { coefficients: [intercept, ...coef], r2, conditionNumber, ...inference };
}

/** Our fit under the names of the peers' answers: statsmodels' of a base class, scikit-learn's of all. */
function logisticStatistics(set, weights, options) {
  const data = logisticData(set, weights);
  const { classes, width, features } = data;
  const fit = toEnd(fitLogisticRegression(data, options));
  const coefficients = [...fit.intercept].flatMap((intercept, k) => [
    intercept,
    ...fit.coef.subarray(k * width, (k + 1) * width),
  ]);
  return {
    coefficients,
    probabilities: logisticProbabilities(fit, features, 25),
    ...(classes === 2 ? { coef: fit.coef, intercept: fit.intercept } : symmetricCoefficients(fit)),
    logLikelihood: fit.logLikelihood,
    nullLogLikelihood: fit.nullLogLikelihood,
    mcFaddenR2: fit.mcFaddenR2,
    ...fit.inference,
  };
}

function logisticData({ x, y }, weights) {
  return {
    features: Float64Array.from(x.flat()),
    target: Int32Array.from(y),
    classes: Math.max(...y) + 1,
    rows: x.length,
    width: x[0].length,
    weights: weights === null ? null : Float64Array.from(weights),
  };
}

/** Compares each statistic of `found` that the peer has too. */
function compare(name, found, expected) {
  const parts = [];
  for (const [statistic, value] of Object.entries(found)) {
    if (expected[statistic] === undefined) continue;
    const theirs = [expected[statistic]].flat();
    const ours = typeof value === 'number' ? [value] : [...value];
    const worst = Math.max(...theirs.map((one, i) => Math.abs(ours[i] - one) / Math.abs(one || 1)));
    const ok = ours.length === theirs.length && worst <= (TOLERANCES[statistic] ?? TOLERANCE);
    if (!ok) failures++;
    parts.push(`${ok ? '' : 'FAIL '}${statistic} ${worst.toExponential(1)}`);
  }
  console.log(`${name.padEnd(40)} ${parts.join(', ')}`);
}

function toEnd(work) {
  while (true) {
    const { value, done } = work.next();
    if (done) return value;
  }
}

async function keep(file, document) {
  const path = join(root, algorithms, file);
  const style = { ...(await resolveConfig(path)), filepath: path, plugins: [] };
  writeFileSync(path, await format(JSON.stringify(document), style));
}
