// node bench/scale.mjs [--trials N] [--from FILE]: how a sweep on many workers goes. Measures a trial, its capsule and
// taking it in on this machine, with a job of XNOR runs that a shell trains, takes what Ray costs from the JSON of
// `npm run bench -- seeds` (out/bench/results.json), and simulates up to 10,000 workers with them: docs/scale.md.
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { build } from '../tools/lib/builds.mjs';
import { root } from '../tools/lib/places.mjs';
import { CONSTANTS } from './lib/ray/figures.mjs';
import { saturation, simulateSweep } from './lib/sweep-simulation.mjs';

const { values: options } = parseArgs({
  options: {
    trials: { type: 'string', default: '40' },
    from: { type: 'string', default: join(root, 'out', 'bench', 'results.json') },
  },
});
const WORKERS = [1, 2, 4, 16, 64, 256, 1000, 4000, 10_000];
/** Trials of a worker in each simulated sweep. */
const TRIALS_EACH = 10;

await build(['worker', 'cli']);
const ofRay = readRay(options.from);
const constants = {
  ...(await measure(Number(options.trials))),
  ...ofRay,
  lookMs: 1000 + ofRay.pollMs,
};
for (const [name, value] of Object.entries(constants))
  console.log(`${name.padEnd(13)} ${Number(value.toPrecision(3))}`);
console.log('\nXNOR, 5,000 steps:');
print(constants);
// A minute's trial is what a sweep on many machines is for.
console.log('\nA trial of a minute, else the same:');
print({ ...constants, trialMs: 60_000 });

function print(of) {
  console.log(`saturates at ${Math.round(saturation(of)).toLocaleString('en')} workers`);
  console.log('| workers | trials | seconds | trials/s | workers busy | waits for |');
  console.log('|--:|--:|--:|--:|--:|--|');
  for (const workers of WORKERS) {
    const trials = workers * TRIALS_EACH;
    const { seconds, perSecond, busy, waits } = simulateSweep(of, workers, trials);
    const cells = [
      workers.toLocaleString('en'),
      trials.toLocaleString('en'),
      seconds.toFixed(1),
      perSecond.toFixed(2),
      `${Math.round(100 * busy)} %`,
      waits,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

/** What Ray costs, as the area seeds measured it. */
function readRay(file) {
  const { areas } = JSON.parse(readFileSync(file, 'utf8'));
  const figures = areas
    .filter(({ area }) => area === 'seeds')
    .flatMap(({ cases }) => cases.flatMap((one) => one.figures ?? []));
  return Object.fromEntries(
    Object.entries(CONSTANTS).map(([key, name]) => {
      const found = figures.find((figure) => figure.name === name);
      if (found === undefined)
        throw new Error(`${file} has no “${name}”: npm run bench -- seeds measures it.`);
      return [key, found.median];
    }),
  );
}

/** A trial's time and capsule, and what taking it in takes, in the mean. */
async function measure(trials) {
  const folder = mkdtempSync(join(tmpdir(), 'benchtop-scale-'));
  const job = join(folder, 'job');
  const env = { ...process.env, BENCHTOP_WORKSPACE: join(folder, 'workspace') };
  const run = async (...args) => {
    const began = performance.now();
    await promisify(execFile)(process.execPath, [join(root, 'out', 'cli', 'index.cjs'), ...args], {
      cwd: root,
      maxBuffer: 1 << 28,
      env,
    });
    return performance.now() - began;
  };
  try {
    await run('run', 'xnor', '--repeat', String(trials), '--emit', 'shell', job);
    let trialMs = 0;
    for (let place = 1; place <= trials; place++)
      trialMs += (await run('trial', job, String(place))) / trials;
    const results = join(job, 'results');
    const capsuleBytes =
      readdirSync(results).reduce((sum, name) => sum + statSync(join(results, name)).size, 0) / trials;
    const idle = await run('runs');
    const landMs = Math.max(1, ((await run('import', job)) - idle) / trials);
    return { trialMs, capsuleBytes, landMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
