// The built command line in processes of its own, and what it leaves in a workspace.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/lib/places.mjs';

const cli = join(root, 'out', 'cli', 'index.cjs');

/**
 * Runs the program.
 * @param {string[]} args
 * @param {{ workspace: string, killAfterMs?: number, env?: object, limitMs?: number, node?: string[] }} options
 *   `limitMs`: longer than any honest end, after which it counts as hung and is killed; `node`: options of Node's
 * @returns {Promise<{ status: number | null, output: string, errors: string, isHung: boolean }>}
 *   status null where it was killed
 */
export function program(args, { workspace, killAfterMs, env = {}, limitMs = 300_000, node = [] }) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...node, cli, ...args, '--workspace', workspace], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [output, errors, isHung] = ['', '', false];
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (errors += text));
    const kill = killAfterMs === undefined ? null : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    const limit = setTimeout(() => {
      isHung = true;
      child.kill('SIGKILL');
    }, limitMs);
    child.on('close', (status) => {
      clearTimeout(kill);
      clearTimeout(limit);
      resolve({ status, output, errors, isHung });
    });
  });
}

/** Runs of a workspace as the program lists them; throws where it does not. */
export async function listRuns(workspace) {
  const { status, output, errors } = await program(['runs', '--json'], { workspace });
  if (status !== 0) throw new Error(`"runs" ended with ${status}: ${errors.slice(0, 300)}`);
  const answer = JSON.parse(output);
  return Array.isArray(answer) ? answer : answer.runs;
}

/** Hash of all files of a run with their names: the same where nothing was changed. */
export function hashOfRun(workspace, id) {
  const hash = createHash('sha256');
  const folder = join(workspace, 'runs', id);
  for (const path of filesBelow(folder).sort()) hash.update(path).update(readFileSync(join(folder, path)));
  return hash.digest('hex');
}

export function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1));
}

/** Steps of a run's log, in its order; a torn last line is left out. */
export function loggedSteps(workspace, id) {
  const path = join(workspace, 'runs', id, 'metrics.csv');
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(1, -1);
  return lines.map((line) => Number(line.split(',')[0]));
}

/** Steps of the checkpoints of a run that have a manifest, in order. */
export function checkpointSteps(workspace, id) {
  const folder = join(workspace, 'runs', id, 'checkpoints');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'manifest.json')))
    .map((name) => Number(name.replace('step-', '')))
    .sort((a, b) => a - b);
}
