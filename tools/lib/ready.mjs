// Whether the command line can be run as it lies here: looked at before every command, so it must be quick.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readRuntime, root } from './places.mjs';

const COMMON = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'vite.plugins.ts', 'src-shared'];
const OF_NODE = ['vite.node.config.ts', 'src-main'];

/** What is built: its sources, and the file that is there once it is. */
export const BUILDS = {
  app: {
    sources: ['electron.vite.config.ts', 'vite.words.ts', 'tools/words', 'src-main', 'src-renderer'],
    except: ['src-renderer/gallery'],
    output: 'out/main/index.cjs',
  },
  worker: { sources: OF_NODE, output: 'out/worker/index.cjs' },
  helper: { sources: OF_NODE, output: 'out/helper/index.cjs' },
  cli: { sources: OF_NODE, output: 'out/cli/index.cjs' },
  gallery: { sources: ['vite.gallery.config.ts', 'src-renderer'], output: 'out/gallery/index.html' },
};
export const COMMAND_LINE_PARTS = ['worker', 'helper', 'cli'];

export const installStamp = join(root, 'node_modules', '.benchtop-installed');
export const tensorflowPackage = join(root, 'node_modules', '@tensorflow', 'tfjs-node');
export const tensorflowAddon = join(tensorflowPackage, 'lib', 'napi-v8', 'tfjs_binding.node');
export const trainingStepAddon = join(tensorflowPackage, 'lib', 'napi-v8', 'training_step.node');
const trainingStepSources = join(root, 'src-main', 'engine', 'compiled', 'native');
const duckdb = join(root, 'node_modules', '@duckdb', `node-bindings-${process.platform}-${process.arch}`);
export const sqliteExtension = join(duckdb, 'sqlite_scanner.duckdb_extension');

/** Whether nothing is to be set up for the command line. */
export function isCommandLineReady() {
  return (
    isInstalled() &&
    isTensorflowThere() &&
    isTrainingStepKnown() &&
    isSqliteThere() &&
    staleBuilds(COMMAND_LINE_PARTS).length === 0
  );
}

/** Whether node_modules is as package-lock.json says. */
export function isInstalled() {
  return existsSync(installStamp) && readFileSync(installStamp, 'utf8') === lockHash();
}

export function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

export function isTensorflowThere() {
  return existsSync(tensorflowAddon) && readRuntime().tensorflow?.available === true;
}

/** Whether the compiled training step is of these sources. */
export function isTrainingStepThere() {
  return (
    isTrainingStepKnown() && readRuntime().trainingStep.available === true && existsSync(trainingStepAddon)
  );
}

/** Whether set-up has built it of these sources, or has found that it cannot. */
function isTrainingStepKnown() {
  const { key, available } = readRuntime().trainingStep ?? {};
  return key === trainingStepKey() && (available === false || existsSync(trainingStepAddon));
}

/** A hash of the step's sources. */
export function trainingStepKey() {
  const hash = createHash('sha256');
  for (const name of readdirSync(trainingStepSources).sort())
    hash.update(`${name}\n`).update(readFileSync(join(trainingStepSources, name)));
  return hash.digest('hex').slice(0, 16);
}

export function isSqliteThere() {
  return existsSync(sqliteExtension) && readRuntime().sqlite?.available === true;
}

/** The parts whose sources changed since they were built. */
export function staleBuilds(names) {
  const known = new Map();
  return names.filter((name) => {
    const stamp = buildStamp(name);
    const isThere = existsSync(join(root, BUILDS[name].output)) && existsSync(stamp);
    return !isThere || readFileSync(stamp, 'utf8') !== fingerprint(name, known);
  });
}

export function buildStamp(name) {
  return join(root, 'out', `.stamp-${name}`);
}

/** A hash over the names, sizes and times of a part's sources. @param known those of the same sources */
export function fingerprint(name, known = new Map()) {
  const { sources, except = [] } = BUILDS[name];
  const key = JSON.stringify([sources, except]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const hash = createHash('sha256');
  const skipped = except.map((path) => join(root, path));
  for (const source of [...COMMON, ...sources]) add(hash, join(root, source), skipped);
  const made = hash.digest('hex');
  known.set(key, made);
  return made;
}

function add(hash, path, skipped) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || skipped.includes(path)) return;
  if (stats.isDirectory()) {
    for (const entry of readdirSync(path).sort()) add(hash, join(path, entry), skipped);
  } else if (!/\.(test|spec)\.ts$/.test(path)) {
    hash.update(`${path} ${stats.size} ${stats.mtimeMs}\n`);
  }
}
