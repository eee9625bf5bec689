// node bench/agreement/search-peers.mjs: the search that learns beside Optuna's on ten functions from fifty seeds, and
// beside draws at random; how long a suggestion takes. Fails where the mean rank is worse than Optuna's, or
// a suggestion after a thousand trials takes 5 ms of a processor or more.
import { bundle } from '../lib/bundle.mjs';
import { startPeer } from '../lib/peer.mjs';
import { endWithWord } from '../lib/python.mjs';
import { FUNCTIONS } from '../lib/search-functions.mjs';

const SEEDS = 50;
const TRIALS = 60;
const LONG = 1000;
const MOST_MS = 5;
const PROCESSES = 2;
const folder = 'src-main/algorithms/trials';
const ours = await bundle('search', {
  [`${folder}/tpe.ts`]: ['suggestTrial'],
  [`${folder}/search.ts`]: ['randomTrials'],
  'src-main/algorithms/numeric/rng.ts': ['Rng'],
});
const firstSeed = Number(process.argv[2] ?? 0);
const seeds = Array.from({ length: SEEDS }, (_, i) => firstSeed + i);
const toPoint = (changes) => Object.fromEntries(changes.map(({ path, value }) => [path, value]));
const isWhole =
  ({ whole = [] }) =>
  (path) =>
    whole.includes(path);

function learn(task, seed, trials) {
  const tried = [];
  for (let i = 0; i < trials; i++) {
    const rng = ours.Rng.derive(seed, `trial ${i}`);
    const changes = ours.suggestTrial(task.parameters, isWhole(task), tried, rng);
    if (changes === null) break;
    tried.push({ changes, value: task.value(toPoint(changes)) });
  }
  return Math.min(...tried.map(({ value }) => value));
}

function draw(task, seed, trials) {
  const drawn = ours.randomTrials(task.parameters, trials, new ours.Rng(seed), isWhole(task));
  return Math.min(...drawn.map((changes) => task.value(toPoint(changes))));
}

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

const peer = await startPeer('agreement/search-peers', ['optuna']).catch(endWithWord);
let isAllWell = true;
const ranks = { ours: 0, optuna: 0, random: 0 };
console.log(
  `\n| ${TRIALS} trials, ${SEEDS} seeds | median: Benchtop | Optuna | at random | mean rank: Benchtop | Optuna | at random |`,
);
console.log('|--|--|--|--|--|--|--|');
let version = '';
for (const [name, task] of Object.entries(FUNCTIONS)) {
  const points = ours.randomTrials(task.parameters, 20, new ours.Rng(1), isWhole(task)).map(toPoint);
  const { values } = await peer.call('values', { name, points });
  if (
    !points.every(
      (point, i) => Math.abs(task.value(point) - values[i]) <= 1e-9 * Math.max(1, Math.abs(values[i])),
    )
  )
    throw new Error(`${name} is another function there`);
  const theirs = await peer.call('best', {
    name,
    parameters: task.parameters,
    integers: task.whole ?? [],
    seeds,
    trials: TRIALS,
    processes: PROCESSES,
  });
  version = theirs.version;
  const best = {
    ours: seeds.map((seed) => learn(task, seed, TRIALS)),
    optuna: theirs.best,
    random: seeds.map((seed) => draw(task, seed, TRIALS)),
  };
  const means = { ours: 0, optuna: 0, random: 0 };
  for (const who of Object.keys(best)) {
    seeds.forEach((_, i) => {
      const own = best[who][i];
      const rank = Object.values(best).reduce(
        (sum, other) => sum + (other[i] < own ? 1 : other[i] === own ? 0.5 : 0),
        0.5,
      );
      means[who] += rank / SEEDS;
    });
    ranks[who] += means[who] / Object.keys(FUNCTIONS).length;
  }
  const figures = [best.ours, best.optuna, best.random].map((values) => median(values).toPrecision(4));
  const mean = [means.ours, means.optuna, means.random].map((rank) => rank.toFixed(2));
  console.log(`| ${name} | ${[...figures, ...mean].join(' | ')} |`);
}
console.log(
  `| all | | | | ${[ranks.ours, ranks.optuna, ranks.random].map((rank) => rank.toFixed(3)).join(' | ')} |`,
);
console.log(`\nOptuna ${version}`);
peer.end();
if (!(ranks.ours <= ranks.optuna)) isAllWell = false;

const wide = {
  parameters: [...FUNCTIONS['rates, units, a word'].parameters, ...FUNCTIONS['Hartmann, 6 axes'].parameters],
  whole: ['units'],
};
const rng = new ours.Rng(5);
const tried = ours
  .randomTrials(wide.parameters, LONG, rng, isWhole(wide))
  .map((changes) => ({ changes, value: rng.normal() }));
const times = Array.from({ length: 200 }, () => {
  const start = process.cpuUsage();
  ours.suggestTrial(wide.parameters, isWhole(wide), tried, rng);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
});
console.log(
  `\na suggestion of 10 settings after ${LONG} trials: median ${median(times).toFixed(2)} ms of a processor, slowest ${Math.max(...times).toFixed(2)} ms`,
);
if (!(median(times) < MOST_MS)) isAllWell = false;
process.exitCode = isAllWell ? 0 : 1;
