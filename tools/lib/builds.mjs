// Builds what changed: each part is stamped with a hash over the names, sizes and times of its sources.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root, writeWhole } from './places.mjs';
import { BUILDS, buildStamp, COMMAND_LINE_PARTS, fingerprint, staleBuilds } from './ready.mjs';
import { SetupError, tail } from './steps.mjs';

const VITE = join('node_modules', 'vite', 'bin', 'vite.js');
const ELECTRON_VITE = join('node_modules', 'electron-vite', 'bin', 'electron-vite.js');

/** Parts of the program: the gallery is built for its tests alone. */
export const ALL_PARTS = Object.keys(BUILDS).filter((name) => name !== 'gallery');

function buildArguments(name) {
  if (name === 'app') return [ELECTRON_VITE, 'build', '--logLevel', 'warn'];
  const config = COMMAND_LINE_PARTS.includes(name)
    ? ['vite.node.config.ts', '--mode', name]
    : [`vite.${name}.config.ts`];
  return [VITE, 'build', '-c', ...config, '--logLevel', 'warn'];
}

/** @param {readonly string[]} names of parts */
export async function build(names = ALL_PARTS) {
  const stale = staleBuilds(names);
  if (stale.length === 0) return 'already built';
  const results = await Promise.all(stale.map(buildPart));
  const failed = results.filter(({ code }) => code !== 0);
  if (failed.length > 0) {
    throw new SetupError('The build failed.', {
      tried: failed.map(({ name, output }) => `${name}: ${tail(output, 30)}`),
      todo: 'mend the sources named above',
    });
  }
  return stale.join(', ');
}

function buildPart(name) {
  const before = fingerprint(name);
  return new Promise((resolve) => {
    // The bundlers otherwise take the caller's mode for theirs.
    const child = spawn(process.execPath, buildArguments(name), {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production' },
    });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('exit', (code) => {
      if (code === 0) writeWhole(buildStamp(name), before);
      resolve({ name, code, output });
    });
  });
}
