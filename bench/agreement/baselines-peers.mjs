// node bench/agreement/baselines-peers.mjs: the baselines beside scikit-learn's models at their defaults, on the same splits of
// its own data. What has one answer is held to it; tree and forest draw at random on both sides, and are held by the
// mean of their figure over the splits.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../lib/bundle.mjs';
import { temporaryFolder } from '../lib/folder.mjs';
import { startPeer } from '../lib/peer.mjs';
import { endWithWord } from '../lib/python.mjs';
import { toTrainingData } from '../lib/training.mjs';

const SETS = ['iris', 'wine', 'breast cancer', 'digits', 'diabetes'];
const SEEDS = Array.from({ length: 20 }, (_, s) => s + 1);
/** Of the outputs themselves: neighbours and constants to rounding, least squares, and a solver that ends at 1e-4. */
const TOLERANCES = { constant: 1e-12, linear: 0.02, neighbours: 1e-12 };
/** Of mean accuracy, and of the root mean squared error by half its size: a row of wine is 0.006 of the mean. */
const DRAWN_TOLERANCE = 0.02;
const EXACT_LINEAR = 1e-8;

const ours = await bundle('baselines', {
  'src-main/algorithms/baselines/fit-baselines.ts': ['fitBaselines'],
  'src-main/algorithms/evaluation/row-losses.ts': ['outputLosses'],
  'src-main/algorithms/explore/slices.ts': ['finish'],
});
const to = join(temporaryFolder('baselines'), 'answer.json');
const peer = await startPeer('agreement/baselines-peers', ['scikit-learn']).catch(endWithWord);
await peer.call('fits', { sets: SETS, seeds: SEEDS, to });
peer.end();
const { version, cases } = JSON.parse(readFileSync(to, 'utf8'));

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const rows = new Map();
let isAllWell = true;
for (const one of cases) {
  const { set, seed, classes, trainRows } = one;
  const data = toTrainingData({
    ...one,
    features: Float64Array.from(one.features),
    target: Float64Array.from(one.target),
    classes: Array.from({ length: classes }, (_, c) => c),
  });
  const target = data.target.subarray(trainRows);
  const figure = (outputs) => {
    const losses = ours.outputLosses(Float64Array.from(outputs), target, classes);
    return classes > 0 ? mean([...losses.accuracy]) : Math.sqrt(mean([...losses.rmse]));
  };
  for (const { id, outputs } of ours.finish(ours.fitBaselines(data, classes, seed))) {
    const theirs = one.outputs[id];
    const apart = Math.max(...theirs.map((value, i) => Math.abs(value - outputs[i])));
    const key = `${set} | ${id}`;
    const row = rows.get(key) ?? { ours: [], theirs: [], apart: 0, classes, id };
    row.ours.push(figure(outputs));
    row.theirs.push(figure(theirs));
    row.apart = Math.max(row.apart, apart);
    rows.set(key, row);
  }
}
console.log(`scikit-learn ${version}, ${SEEDS.length} splits of each: a fifth of the rows asked about\n`);
console.log('| data | baseline | ours | scikit-learn | outputs apart |\n|--|--|--|--|--|');
for (const [key, { ours: mine, theirs, apart, classes, id }] of rows) {
  const [a, b] = [mean(mine), mean(theirs)];
  const isDrawn = TOLERANCES[id] === undefined;
  const limit = id === 'linear' && classes === 0 ? EXACT_LINEAR * b : TOLERANCES[id];
  const isWell = isDrawn ? Math.abs(a - b) <= DRAWN_TOLERANCE * (classes > 0 ? 1 : b * 2) : apart <= limit;
  if (!isWell) isAllWell = false;
  const told = isDrawn ? 'drawn' : apart.toExponential(1);
  console.log(`| ${key} | ${a.toPrecision(4)} | ${b.toPrecision(4)} | ${told}${isWell ? '' : ' !'} |`);
}
process.exitCode = isAllWell ? 0 : 1;
