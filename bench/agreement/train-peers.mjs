// node bench/agreement/train-peers.mjs [--seeds 10] [--sets iris,wine] [--json FILE]: `benchtop train FILE --target
// COLUMN`, with no other option than the seed, beside scikit-learn at its defaults on the same splits:
// MLPClassifier or MLPRegressor, and LogisticRegression or LinearRegression, each on the columns as they
// are and behind a StandardScaler. The tables are scikit-learn's own iris, wine, breast cancer, diabetes
// and digits. Prints mean validation scores (accuracy; diabetes: R2), and the same as JSON on the last
// line; fails where ours is lower than the best of theirs by more than 0.01 of accuracy or 0.02 of R2.
//
// The command line must be built (node tools/build.mjs). scikit-learn is installed into an environment
// of its own in the cache; tables and runs are written to a temporary folder only.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../tools/lib/places.mjs';
import { temporaryFolder } from '../lib/folder.mjs';
import { startPeer } from '../lib/peer.mjs';
import { endWithWord } from '../lib/python.mjs';

const SETS = ['iris', 'wine', 'breast cancer', 'diabetes', 'digits'];
const ALLOWED = { accuracy: 0.01, r2: 0.02 };
const { values: options } = parseArgs({
  options: { seeds: { type: 'string', default: '10' }, sets: { type: 'string' }, json: { type: 'string' } },
});
const sets = options.sets?.split(',') ?? SETS;
const seeds = Array.from({ length: Number(options.seeds) }, (_, i) => i + 1);
const cli = join(root, 'out', 'cli', 'index.cjs');
const folder = temporaryFolder('train-peers');

const peer = await startPeer('agreement/train-peers', ['scikit-learn', 'pandas']).catch(endWithWord);
const results = [];
for (const set of sets) {
  const file = join(folder, `${set.replace(' ', '-')}.csv`);
  const { target, metric } = await peer.call('write', { set, to: file });
  const ours = [];
  const seconds = [];
  const splits = seeds.map((seed) => {
    const workspace = join(folder, 'workspace');
    const words = [
      'train',
      file,
      '--target',
      target,
      '--seed',
      String(seed),
      '--json',
      '--workspace',
      workspace,
    ];
    const { evaluation, run } = JSON.parse(
      execFileSync(process.execPath, [cli, ...words], {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    const { validation } = evaluation;
    ours.push(metric === 'r2' ? validation.r2 : validation.accuracy);
    seconds.push(run.elapsedMs / 1000);
    return readParts(join(run.path, 'rows.csv'));
  });
  const theirs = await peer.call('scores', { set, splits });
  const mean = average(ours);
  const best = Math.max(...Object.values(theirs));
  results.push({
    set,
    metric,
    mean,
    seconds: average(seconds),
    theirs,
    best,
    isMet: mean >= best - ALLOWED[metric],
  });
  const scores = Object.entries(theirs).map(([name, score]) => `${name} ${score.toFixed(4)}`);
  console.log(
    `${set.padEnd(14)}${metric.padEnd(10)}benchtop train ${mean.toFixed(4)} in ${average(seconds).toFixed(2)} s   ${scores.join('   ')}`,
  );
}
peer.end();
if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(results));
console.log(JSON.stringify(results));
process.exitCode = results.every(({ isMet }) => isMet) ? 0 : 1;

/** 0-based rows of the table in each part, from a run's rows.csv. */
function readParts(path) {
  const parts = { train: [], validation: [] };
  for (const line of readFileSync(path, 'utf8').trim().split('\n').slice(1)) {
    const [row, , part] = line.split(',');
    parts[part].push(Number(row) - 1);
  }
  return parts;
}

function average(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
