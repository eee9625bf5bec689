// XNOR with 200 seeds and engine auto, as one group through the program's own pool of workers: from
// the start of the command line to the last run on disk.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from '../../tools/lib/builds.mjs';
import { root } from '../../tools/lib/places.mjs';

const SEEDS = 200;

export default async function seeds(bench) {
  await build(['worker', 'cli']);
  return [
    {
      work: `XNOR, 5,000 steps, ${SEEDS} seeds, engine auto, with the command line's start`,
      note: 'every run with its folder, its events and its last checkpoint on disk',
      rounds: 3,
      atMostMs: 10_000,
      ours: () => train(bench.folder),
    },
  ];
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
