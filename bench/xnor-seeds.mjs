// npm run bench:seeds: XNOR with 200 seeds through the program's own pool; at most ten seconds.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MOST_SECONDS = 10;
const SEEDS = 200;
const root = join(import.meta.dirname, '..');
const workspace = mkdtempSync(join(tmpdir(), 'benchtop-seeds-'));
try {
  const startedAt = performance.now();
  const args = ['out/cli/index.cjs', 'run', 'xnor', '--seed', '1', '--repeat', String(SEEDS), '--json'];
  const output = execFileSync(process.execPath, [...args, '--workspace', workspace], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const losses = JSON.parse(output).map(({ summary }) => Number(summary.loss));
  const near = (value) => losses.filter((loss) => Math.abs(loss - value) < 0.002).length;
  const solved = losses.filter((loss) => loss < 0.001).length;
  console.log(
    `${losses.length} seeds in ${seconds.toFixed(1)} s, of which at most ${MOST_SECONDS} are allowed`,
  );
  console.log(`solved (loss below 0.001): ${solved} = ${(solved / losses.length).toFixed(3)}`);
  console.log(`stuck near 0.125: ${near(0.125)}, near 0.167: ${near(1 / 6)}`);
  if (losses.length !== SEEDS || seconds > MOST_SECONDS) process.exitCode = 1;
} finally {
  rmSync(workspace, { recursive: true, force: true });
}
