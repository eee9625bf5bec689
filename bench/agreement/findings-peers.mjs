// node bench/agreement/findings-peers.mjs: what a search found, beside Optuna: the importance of settings (PED-ANOVA) and the
// best trials of two metrics, of drawn trials with ties, failures and settings that are not always in force. Fails
// above 1e-9.
import { bundle } from '../lib/bundle.mjs';
import { startPeer } from '../lib/peer.mjs';
import { endWithWord } from '../lib/python.mjs';
import { FUNCTIONS } from '../lib/search-functions.mjs';

const MOST = 1e-9;
const COUNTS = [10, 27, 60, 400];
const ours = await bundle('findings', {
  'src-shared/group/findings/ped-anova.ts': ['settingDivergence'],
  'src-shared/group/findings/pareto.ts': ['paretoPoints'],
  'src-main/algorithms/trials/search.ts': ['randomTrials'],
  'src-main/algorithms/numeric/rng.ts': ['Rng'],
});
const toPoint = (changes) => Object.fromEntries(changes.map(({ path, value }) => [path, value]));
const peer = await startPeer('agreement/search-peers', ['optuna']).catch(endWithWord);

let figures = 0;
let apart = 0;
let largestShare = 0;
for (const [name, { parameters, whole = [], value }] of Object.entries(FUNCTIONS))
  for (const count of COUNTS)
    for (const goal of ['min', 'max']) {
      const isWhole = (path) => whole.includes(path);
      const points = ours
        .randomTrials(parameters, count, new ours.Rng(count + name.length), isWhole)
        .map(toPoint);
      // Rounded, so that there are equals.
      const values = points.map((point) => Number(value(point).toPrecision(2)));
      const sign = goal === 'min' ? 1 : -1;
      const order = [...points.keys()].sort((a, b) => sign * (values[a] - values[b]) || a - b);
      // As Optuna has it: the trials up to the value of the last of the first part.
      const quantile = Math.max(0.1, 5 / points.length);
      const last = values[order[Math.ceil(quantile * points.length) - 1]];
      const best = order.filter((i) => sign * values[i] <= sign * last).length;
      const theirs = await peer.call('importances', {
        trials: points,
        parameters,
        integers: whole,
        values,
        quantile,
        goal,
      });
      const part = Int32Array.from({ length: best }, (_, i) => i);
      const divergences = parameters.map((parameter) =>
        ours.settingDivergence(
          parameter,
          isWhole(parameter.path),
          order.map((i) => points[i][parameter.path]),
        )(part),
      );
      const total = divergences.reduce((sum, one) => sum + one, 0);
      parameters.forEach(({ path }, i) => {
        figures++;
        const difference = Math.abs(divergences[i] - theirs.divergences[path]);
        if (total > 0)
          largestShare = Math.max(largestShare, Math.abs(divergences[i] / total - theirs.shares[path]));
        apart = Math.max(apart, difference / Math.max(1, theirs.divergences[path]));
      });
    }

let fronts = 0;
let other = 0;
const rng = new ours.Rng(3);
for (let turn = 0; turn < 200; turn++) {
  const goals = [turn & 1 ? 'max' : 'min', turn & 2 ? 'max' : 'min'];
  const digits = turn % 3 === 0 ? 1 : 6;
  const values = Array.from({ length: 1 + rng.integer(60) }, () =>
    [rng.normal(), rng.normal()].map((one) => Number(one.toFixed(digits))),
  );
  const { best } = await peer.call('front', { values, goals });
  const runs = values.map(([a, b], id) => ({ id, status: 'finished', summary: { a, b }, elapsedMs: 0 }));
  const found = ours
    .paretoPoints(runs, [
      { metric: 'a', goal: goals[0] },
      { metric: 'b', goal: goals[1] },
    ])
    .filter(({ isOnFront }) => isOnFront)
    .map(({ run }) => run.id)
    .sort((a, b) => a - b);
  fronts++;
  if (JSON.stringify(found) !== JSON.stringify(best)) other++;
}
peer.end();
console.log('\n| what (whose) | figures | largest difference |\n|--|--|--|');
console.log(`| PED-ANOVA: divergence (Optuna) | ${figures} | ${apart.toExponential(1)} |`);
console.log(`| PED-ANOVA: share of a setting (Optuna) | ${figures} | ${largestShare.toExponential(1)} |`);
console.log(`| best trials of two metrics (Optuna) | ${fronts} fronts | ${other} others |`);
if (!(apart <= MOST && largestShare <= MOST && other === 0)) process.exitCode = 1;
