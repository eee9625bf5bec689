// XNOR with 200 seeds and engine auto, as one group through the program's own pool of workers: from
// the start of the command line to the last run on disk. Then what a queued one takes of memory here, and what all of
// it takes on Ray's cluster of this machine, of which bench/scale.mjs makes more nodes.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from '../../tools/lib/builds.mjs';
import { root } from '../../tools/lib/places.mjs';
import { rayFigures } from '../lib/ray/figures.mjs';
import { timeCommand } from '../lib/process/whole-process.mjs';

const SEEDS = 200;

export default async function seeds(bench) {
  await build(['worker', 'cli']);
  const sizes = bench.quick ? { few: 4, many: 16, queued: 100 } : { few: 8, many: 40, queued: 1000 };
  return [
    {
      work: `XNOR, 5,000 steps, ${SEEDS} seeds, engine auto, with the command line's start`,
      note: 'every run with its folder, its events and its last checkpoint on disk',
      rounds: 3,
      atMostMs: 10_000,
      ours: () => train(bench.folder),
    },
    {
      work: 'XNOR, 5,000 steps, on Ray',
      note: `a cluster of as many workers as this machine has cores; the trial besides from ${sizes.few} and ${sizes.many} seeds, so that starts are no part of it`,
      rounds: 1,
      figures: () => rayFigures(bench, sizes),
    },
    {
      work: 'queued trials in memory: XNOR, 1 step',
      note: `the command line's greatest memory with ${QUEUED[0]} and with ${QUEUED[1]} trials, a line of each printed at the end`,
      rounds: 1,
      figures: () => queued(bench.folder),
    },
  ];
}

const QUEUED = [100, 1000];
/** Kilobytes that a queued trial may take: its line of the plan, and its run's record in the list. */
const MOST_KB = 64;

async function queued(folder) {
  const peaks = [];
  for (const n of QUEUED) peaks.push((await repeat(folder, n, ['--set', 'training.steps=1'])).peakMB);
  const each = (1000 * (peaks[1] - peaks[0])) / (QUEUED[1] - QUEUED[0]);
  return [
    ...QUEUED.map((n, i) => ({ name: `${n} trials, memory at most`, value: peaks[i], unit: 'MB' })),
    { name: 'a queued trial', value: each, unit: 'KB', atMost: MOST_KB },
  ];
}

async function repeat(folder, n, flags) {
  const workspace = mkdtempSync(join(folder, 'workspace-'));
  try {
    return await timeCommand(['run', 'xnor', '--seed', '1', '--repeat', String(n), ...flags], {
      folder,
      workspace,
    });
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

async function train(folder) {
  const workspace = mkdtempSync(join(folder, 'workspace-'));
  try {
    const began = performance.now();
    const args = ['out/cli/index.cjs', 'run', 'xnor', '--seed', '1', '--repeat', String(SEEDS), '--json'];
    const options = { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 };
    const all = [...args, '--workspace', workspace];
    const { stdout } = await promisify(execFile)(process.execPath, all, options);
    const ms = performance.now() - began;
    const losses = JSON.parse(stdout).runs.map(({ summary }) => Number(summary.loss));
    // 63 % of 500 seeds of Keras' own initializers solve it (loss below 0.001).
    const solved = losses.filter((loss) => loss < 0.001).length;
    if (losses.length !== SEEDS || solved < 0.5 * SEEDS || solved > 0.75 * SEEDS)
      throw new Error(`${solved} of ${losses.length} runs solved XNOR; of ${SEEDS}, about 63 % should.`);
    return ms;
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}
