// npm run package: dist/Benchtop-<version>-<platform>-<arch>, the program with all that it needs to
// run and nothing else. What an interrupted run has copied is not copied again.
//   -- --light              without TensorFlow, which lies in a folder of its own beside it
//   -- --make deb,zip       installers of it (deb, appimage, zip)
//   -- --compression none   of .deb files: xz (default), gzip or none
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { billOfMaterials } from './lib/package/bill-of-materials.mjs';
import { switchOff } from './lib/package/fuses.mjs';
import { makeInstaller, parseKinds } from './lib/package/installers.mjs';
import { makeLauncher } from './lib/package/launcher.mjs';
import { linkTree } from './lib/link-tree.mjs';
import { copyNode, nodeLicence } from './lib/provision/node-runtime.mjs';
import {
  apacheLicence,
  readManifest,
  formatNotices,
  packagesUsed,
  withDependencies,
} from './lib/package/notices.mjs';
import {
  countBytes,
  copyFiles,
  filesIn,
  isOfAddon,
  isOfBuild,
  isOfLibrary,
  isOfRuntime,
  lookingBeside,
} from './lib/package/package-files.mjs';
import { readRuntime, root, writeWhole } from './lib/places.mjs';
import { packageFolder } from './lib/package/packaged.mjs';
import { setUp } from './lib/setup.mjs';
import { report, run, say, SetupError, step, tail } from './lib/steps.mjs';

const SOURCES = ['src-main', 'src-renderer', 'src-shared'];
const ADDON = '@tensorflow/tfjs-node';
const LIBRARIES = withDependencies(['@duckdb/node-api']);
const modules = join(root, 'node_modules');
let fromModules = 0;
let leftOfRuntime = 0;
const mac = process.platform === 'darwin';

try {
  const options = readOptions();
  const { electron } = await setUp({ electron: 'required' });
  const place = packageFolder({ isLight: options.isLight });
  const app = join(place.resources, 'app');
  await step('Electron', () => copyRuntime(electron.executable, place));
  await step('Fuses', async () => `off: ${(await switchOff(place.executable)).join(', ')}`);
  await step('Program', () => copyProgram(app));
  await step('Command line', () => writeLauncher(place, app));
  await step('Node', () => outcome(copyNode(place.node)));
  await step('DuckDB', () => copyLibraries(app));
  const tensorflow = options.isLight ? `${place.folder}-tensorflow` : place.folder;
  await step('TensorFlow', () => copyTensorflow(tensorflow, place, options.isLight));
  await step('Licences', () => writeNotices(place.folder, electron));
  await step('Trial', () => tryOut(place, tensorflow, options.isLight));
  const held = filesIn(place.folder);
  const unused = countBytes(modules) - fromModules;
  say(`  left out: ${megabytes(unused)} of node_modules, ${megabytes(leftOfRuntime)} of the runtime`);
  say(`  ${place.folder}: ${held.length} files, ${megabytes(countBytes(place.folder, held))}`);
  const addon = options.isLight && existsSync(tensorflow) ? tensorflow : null;
  if (addon !== null) say(`  ${addon}: ${megabytes(countBytes(addon))}, to be put over it`);
  for (const kind of options.kinds) {
    await step(`Installer ${kind}`, async () => {
      const parts = { place, addon, about: manifest(), isLight: options.isLight };
      const files = await makeInstaller(kind, { ...parts, compression: options.compression });
      return files.map((file) => `${basename(file)} (${megabytes(statSync(file).size)})`).join(', ');
    });
  }
} catch (error) {
  report(error);
}

/** @throws SetupError for an option that there is not */
function readOptions() {
  const compressions = ['xz', 'gzip', 'none'];
  try {
    const { values } = parseArgs({
      options: {
        light: { type: 'boolean', default: false },
        make: { type: 'string', multiple: true, default: [] },
        compression: { type: 'string', default: 'xz' },
      },
    });
    if (!compressions.includes(values.compression))
      throw new SetupError(`"${values.compression}" is no compression.`, {
        todo: `choose ${compressions.join(', ')}`,
      });
    return { isLight: values.light, kinds: parseKinds(values.make), compression: values.compression };
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw new SetupError(error.message, { todo: 'see the first lines of tools/package.mjs' });
  }
}

function copyRuntime(executable, place) {
  const from = mac ? dirname(dirname(dirname(dirname(executable)))) : dirname(executable);
  const own = basename(executable);
  // On a Mac the name is part of the bundle's signature.
  const rename = (path) => (!mac && path === own ? basename(place.executable) : path);
  const held = filesIn(from, isOfRuntime);
  leftOfRuntime = countBytes(from) - countBytes(from, held);
  return outcome(copyFiles(from, place.folder, held, rename));
}

function copyProgram(app) {
  const { name, version, description, license, main } = manifest();
  const about = `${JSON.stringify({ name, version, description, license, main }, null, 2)}\n`;
  const path = join(app, 'package.json');
  if (!existsSync(path) || readFileSync(path, 'utf8') !== about) writeWhole(path, about);
  const out = join(root, 'out');
  const built = filesIn(out, isOfBuild);
  const stale = filesIn(join(app, 'out')).filter((file) => !built.includes(file));
  for (const file of stale) rmSync(join(app, 'out', file));
  const resources = join(root, 'resources');
  return outcome(
    copyFiles(out, join(app, 'out'), built) +
      copyFiles(resources, join(app, 'resources'), filesIn(resources)),
  );
}

function writeLauncher({ folder, node }, app) {
  const inside = (path) => relative(folder, path).split(sep).join('/');
  const cli = join(app, 'out', 'cli', 'index.cjs');
  const { name, text } = makeLauncher(inside(node), inside(cli), process.platform === 'win32');
  writeWhole(join(folder, name), text);
  chmodSync(join(folder, name), 0o755);
  return name;
}

function copyLibraries(app) {
  const copied = LIBRARIES.map((name) => copyPackage(app, name, isOfLibrary));
  return outcome(copied.reduce((sum, count) => sum + count, 0));
}

/**
 * TensorFlow into the package, or into a folder of its own whose files lie where Node looks for them once
 * they are put over the package's: beside the app.
 */
function copyTensorflow(folder, place, isLight) {
  const resources = join(folder, relative(place.folder, place.resources));
  const app = isLight ? resources : join(resources, 'app');
  const { available, reason } = readRuntime().tensorflow ?? {};
  if (available !== true) return `not available here (${reason}): the package has the typed engine only`;
  // A package of before may have it.
  if (isLight) rmSync(join(place.resources, 'app', 'node_modules', ADDON), { recursive: true, force: true });
  const addon = filesIn(join(modules, ADDON), isOfAddon).find((path) => path.endsWith('tfjs_binding.node'));
  const source = join(modules, ADDON, addon);
  const looks = /\/[^\0]*\/tensorflow(?=\0)/.exec(readFileSync(source).toString('latin1'))?.[0];
  const target = join(app, 'node_modules', ADDON, addon);
  // Where an addon was downloaded, its libraries lie in the package and it finds them there.
  if (looks === undefined) return outcome(copyPackage(app, ADDON, isOfAddon));
  const copied =
    copyPackage(app, ADDON, (path) => isOfAddon(path) && path !== addon) +
    copyFiles(
      looks,
      dirname(target),
      filesIn(looks, (path) => /^lib\w+\.so\.\d+$/.test(path)),
    );
  const moved = lookingBeside(readFileSync(source), looks);
  if (existsSync(target) && readFileSync(target).equals(moved)) return outcome(copied);
  writeWhole(target, moved);
  return outcome(copied + 1);
}

function copyPackage(app, name, isWanted) {
  const from = join(modules, name);
  const held = filesIn(from, isWanted);
  fromModules += countBytes(from, held);
  return copyFiles(from, join(app, 'node_modules', name), held);
}

function writeNotices(folder, electron) {
  const names = packagesUsed(SOURCES);
  const all = [...new Set([...names, ...LIBRARIES])].sort();
  const { version } = readManifest(ADDON);
  const text = apacheLicence();
  const apache = [`${ADDON} ${version}`, 'TensorFlow'].map((title) => ({
    title: `${title} (Apache-2.0)`,
    text,
  }));
  const sqlite =
    readRuntime().sqlite?.available === true
      ? [
          {
            title: "DuckDB's extension sqlite_scanner 1.5.5 (MIT)",
            text: readFileSync(join(modules, '@duckdb', 'node-api', 'LICENSE'), 'utf8').trim(),
          },
          {
            title: 'SQLite, which that extension holds (public domain)',
            text: 'The author disclaims copyright to this source code. www.sqlite.org/copyright.html',
          },
        ]
      : [];
  const node = {
    title: `Node.js ${process.versions.node} (MIT, and those of its parts)`,
    text: nodeLicence(),
  };
  const more = [...apache, ...sqlite, node];
  writeWhole(join(folder, 'THIRD-PARTY-NOTICES.txt'), formatNotices(all, more));
  const others = [
    { name: 'electron', version: electron.version, license: 'MIT' },
    { name: 'node', version: process.versions.node, license: 'MIT' },
    { name: 'tfjs-node', version, license: 'Apache-2.0' },
    ...(sqlite.length === 0 ? [] : [{ name: 'sqlite_scanner', version: '1.5.5', license: 'MIT' }]),
  ];
  const bill = billOfMaterials(manifest(), all, others);
  writeWhole(join(folder, 'bill-of-materials.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`);
  // Electron's own is called LICENSE.
  writeWhole(join(folder, 'BENCHTOP-LICENSE.txt'), readFileSync(join(root, 'LICENSE'), 'utf8'));
  return `${all.length + more.length} packages; Electron's and Chromium's lie beside it`;
}

/** The package's own runtime trains on each engine that it has and reads both kinds of files, away from here. */
function tryOut(place, tensorflow, isLight) {
  const folder = mkdtempSync(join(tmpdir(), 'benchtop-trial-'));
  try {
    const csv = join(folder, 'points.csv');
    const parquet = join(folder, 'points.parquet');
    const ask = (...args) => command(place.folder, folder, args);
    ask('generate', 'moons', '--to', csv, '--set', 'n=200');
    ask('convert', csv, '--to', parquet);
    for (const file of [csv, parquet]) {
      if (!ask('inspect', file).includes('200'))
        throw new SetupError(`The package does not read ${basename(file)}.`);
    }
    const train = (at, engine) =>
      command(at, folder, [
        'run',
        'xnor',
        '--set',
        `training.engine=${engine}`,
        '--set',
        'training.steps=200',
      ]);
    const hasTensorflow = readRuntime().tensorflow?.available === true;
    if (!isLight) {
      const engine = hasTensorflow ? 'tensorflow' : 'typed';
      train(place.folder, engine);
      return `CSV and Parquet read, XNOR trained on ${engine}`;
    }
    train(place.folder, 'typed');
    if (!hasTensorflow) return 'CSV and Parquet read, XNOR trained on typed';
    const both = join(folder, 'with TensorFlow');
    linkTree(place.folder, both);
    linkTree(tensorflow, both);
    train(both, 'tensorflow');
    return 'CSV and Parquet read, XNOR trained on typed, and on tensorflow with its folder put over a copy';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function command(place, folder, args) {
  const windows = process.platform === 'win32';
  const launcher = join(place, windows ? 'benchtop-cli.cmd' : 'benchtop-cli');
  const env = { ...process.env, BENCHTOP_WORKSPACE: join(folder, 'workspace') };
  // A batch file is the shell's; nothing in these words has blanks.
  const result = run(windows ? `"${launcher}"` : launcher, args, { cwd: folder, env, shell: windows });
  if (!result.ok) {
    throw new SetupError('The package does not work.', {
      tried: [`${args.join(' ')} (exit ${result.status}): ${tail(result.output)}`],
    });
  }
  return result.output;
}

function outcome(copied) {
  if (copied === 0) return 'already there';
  return copied === 1 ? '1 file' : `${copied} files`;
}

function manifest() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
