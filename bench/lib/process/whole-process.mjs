// A process from its start to its exit: how long it took, stage by stage, the processor's time, and its greatest
// memory.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../tools/lib/places.mjs';

/**
 * Our command line. @param {string[]} args @param {{ folder: string, workspace: string }} places
 * @returns {ReturnType<typeof timeProcess>}
 */
export function timeCommand(args, { folder, workspace }) {
  const hook = join(root, 'bench', 'lib', 'process', 'stage-hook.cjs');
  const cli = join(root, 'out', 'cli', 'index.cjs');
  return timeProcess(process.execPath, ['-r', hook, cli, ...args], folder, {
    BENCHTOP_WORKSPACE: workspace,
  });
}

/**
 * Runs a program that appends { stages: [[name, ms since 1970], …], peakMB, cpuMs } in lines of JSON to
 * BENCH_STAGES; a thread of it that knows nothing of the whole leaves the last two out.
 * @returns {Promise<{ ms: number, cpuMs: number, stages: Record<string, number>, peakMB: number, output: string }>}
 *   stages: milliseconds of each; "start" is from the start of the process to the first that it names
 */
export function timeProcess(command, args, folder, env = {}) {
  const notes = join(folder, 'stages.jsonl');
  rmSync(notes, { force: true });
  return new Promise((resolve, reject) => {
    const began = Date.now();
    const from = performance.now();
    const child = spawn(command, args, {
      cwd: folder,
      env: { ...process.env, ...env, BENCH_STAGES: notes },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let said = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (said = (said + text).slice(-4000)));
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      const ms = performance.now() - from;
      if (code !== 0) {
        reject(new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}: ${said}`));
        return;
      }
      const told = readFileSync(notes, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      const marks = told.flatMap(({ stages }) => stages);
      const [peakMB, cpuMs] = ['peakMB', 'cpuMs'].map((name) =>
        Math.max(...told.map((one) => one[name] ?? 0)),
      );
      resolve({ ms, cpuMs, stages: durations(marks, began, ms), peakMB, output });
    });
  });
}

/** Milliseconds of each stage: from its mark to the next one, the first from the start, the last to the end. */
function durations(marks, began, ms) {
  const inOrder = [['start', began], ...marks.sort(([, a], [, b]) => a - b)];
  const found = {};
  inOrder.forEach(([name, at], i) => {
    const next = inOrder[i + 1]?.[1] ?? began + ms;
    found[name] = (found[name] ?? 0) + next - at;
  });
  return found;
}
