// Builds what changed: each part is stamped with a hash over the names, sizes and times of its sources.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root, writeWhole } from './places.mjs';
import { SetupError, tail } from './steps.mjs';

const COMMON = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'src-shared'];
const VITE = join('node_modules', 'vite', 'bin', 'vite.js');
const ELECTRON_VITE = join('node_modules', 'electron-vite', 'bin', 'electron-vite.js');

const PARTS = {
  app: {
    args: [ELECTRON_VITE, 'build', '--logLevel', 'warn'],
    sources: ['electron.vite.config.ts', 'src-main', 'src-renderer'],
    except: ['src-renderer/gallery'],
    output: 'out/main/index.cjs',
  },
  worker: {
    args: [VITE, 'build', '-c', 'vite.node.config.ts', '--mode', 'worker', '--logLevel', 'warn'],
    sources: ['vite.node.config.ts', 'src-main'],
    output: 'out/worker/index.cjs',
  },
  helper: {
    args: [VITE, 'build', '-c', 'vite.node.config.ts', '--mode', 'helper', '--logLevel', 'warn'],
    sources: ['vite.node.config.ts', 'src-main'],
    output: 'out/helper/index.cjs',
  },
  cli: {
    args: [VITE, 'build', '-c', 'vite.node.config.ts', '--mode', 'cli', '--logLevel', 'warn'],
    sources: ['vite.node.config.ts', 'src-main'],
    output: 'out/cli/index.cjs',
  },
  gallery: {
    args: [VITE, 'build', '-c', 'vite.gallery.config.ts', '--logLevel', 'warn'],
    sources: ['vite.gallery.config.ts', 'src-renderer'],
    output: 'out/gallery/index.html',
  },
};

/** Parts of the program: the gallery is built for its tests alone. */
export const ALL_PARTS = Object.keys(PARTS).filter((name) => name !== 'gallery');
export const COMMAND_LINE_PARTS = ALL_PARTS.filter((name) => name !== 'app');

/** @param {readonly string[]} names of parts */
export async function build(names = ALL_PARTS) {
  const stale = names.filter((name) => !isFresh(name));
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
    const child = spawn(process.execPath, PARTS[name].args, {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production' },
    });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('exit', (code) => {
      if (code === 0) writeWhole(stampPath(name), before);
      resolve({ name, code, output });
    });
  });
}

function isFresh(name) {
  const stamp = stampPath(name);
  return (
    existsSync(join(root, PARTS[name].output)) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === fingerprint(name)
  );
}

function stampPath(name) {
  return join(root, 'out', `.stamp-${name}`);
}

function fingerprint(name) {
  const hash = createHash('sha256');
  const { sources, except = [] } = PARTS[name];
  const skipped = except.map((path) => join(root, path));
  for (const source of [...COMMON, ...sources]) add(hash, join(root, source), skipped);
  return hash.digest('hex');
}

function add(hash, path, skipped) {
  if (!existsSync(path) || skipped.includes(path)) return;
  const stats = statSync(path);
  if (stats.isDirectory()) {
    for (const entry of readdirSync(path).sort()) add(hash, join(path, entry), skipped);
  } else if (!/\.(test|spec)\.ts$/.test(path)) {
    hash.update(`${path} ${stats.size} ${stats.mtimeMs}\n`);
  }
}
