import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { formatNotices, packagesUsed } from './notices.mjs';
import {
  countBytes,
  copyFiles,
  filesIn,
  isOfAddon,
  isOfBuild,
  isOfLibrary,
  isOfRuntime,
  lookingBeside,
} from './package-files.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-package-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(path, content) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

test('of the runtime: what Electron needs, and nothing of another application', () => {
  const kept = [
    'electron',
    'icudtl.dat',
    'locales/en-US.pak',
    'LICENSES.chromium.html',
    'resources.pak',
    'Electron.app/Contents/Resources/en.lproj/locale.pak',
  ];
  const left = [
    'AppRun',
    'version',
    'complete',
    'usr/lib/libXss.so.1',
    'other.desktop',
    '.DirIcon',
    'locales/de.pak',
    'locales/en-GB.pak',
    'resources/app/main.js',
    'resources/default_app.asar',
    'Electron.app/Contents/Resources/default_app.asar',
    'Electron.app/Contents/Resources/pt_BR.lproj/locale.pak',
  ];
  expect([...kept, ...left].filter(isOfRuntime)).toEqual(kept);
});

test('of the build: the parts that run, without stamps and results of benchmarks', () => {
  const paths = [
    'main/index.cjs',
    'renderer/assets/a.js',
    'cli/index.cjs',
    '.stamp-app',
    'bench/results.json',
    'gallery/index.html',
  ];
  expect(paths.filter(isOfBuild)).toEqual(paths.slice(0, 3));
});

test('of a library: what is loaded, and its licence', () => {
  const kept = ['package.json', 'lib/index.js', 'duckdb.node', 'libduckdb.so', 'libx.so.2', 'LICENSE'];
  const left = ['README.md', 'lib/index.d.ts', 'lib/index.js.map', 'tsconfig.json', 'src/a.ts'];
  expect([...kept, ...left].filter(isOfLibrary)).toEqual(kept);
});

test('of tfjs-node: the addon with what lies beside it, and no JavaScript', () => {
  const kept = ['package.json', 'lib/napi-v8/tfjs_binding.node', 'deps/lib/libtensorflow.so.2'];
  const left = ['dist/index.js', 'binding/tfjs_backend.cc', 'deps/include/c_api.h', 'scripts/install.js'];
  expect([...kept, ...left].filter(isOfAddon)).toEqual(kept);
});

describe(copyFiles, () => {
  const from = () => join(folder, 'from');
  const to = () => join(folder, 'to');

  it('copies what is missing or other, and nothing twice', () => {
    put('from/a/one.txt', 'one');
    const two = put('from/two.txt', 'two');
    const paths = filesIn(from());
    expect(paths).toEqual(['a/one.txt', 'two.txt']);
    expect(copyFiles(from(), to(), paths)).toBe(2);
    expect(copyFiles(from(), to(), paths)).toBe(0);
    // Of the same length, but written later.
    writeFileSync(two, 'TWO');
    utimesSync(two, new Date(), new Date(Date.now() + 60_000));
    expect(copyFiles(from(), to(), paths)).toBe(1);
    expect(readFileSync(join(to(), 'two.txt'), 'utf8')).toBe('TWO');
    expect(countBytes(to())).toBe(6);
  });

  it('takes a file that was cut off again, and gives it another name where asked', () => {
    put('from/electron', 'program');
    put('to/benchtop', 'prog');
    expect(copyFiles(from(), to(), ['electron'], () => 'benchtop')).toBe(1);
    expect(filesIn(to())).toEqual(['benchtop']);
    expect(readFileSync(join(to(), 'benchtop'), 'utf8')).toBe('program');
  });
});

describe(lookingBeside, () => {
  const built = '/somewhere/cache/tensorflow';
  const addon = Buffer.from(`\x7fELF\0lib.so\0${built}\0more\0`, 'latin1');

  it('has the addon look beside itself, in as many bytes, with the ends of names as they were', () => {
    const changed = lookingBeside(addon, built);
    expect(changed).toHaveLength(addon.length);
    expect(changed.toString('latin1')).toContain('lib.so\0$ORIGIN\0');
    // Another name of the file may be the end of this one.
    expect(changed.toString('latin1')).toContain('tensorflow\0more\0');
    expect(addon.toString('latin1')).toContain(built);
  });

  it('says where there is nothing to change', () => {
    expect(lookingBeside(addon, '/elsewhere/tensorflow')).toBeNull();
  });
});

test('notices name what the sources use, with all that it needs, and no tool', () => {
  const names = packagesUsed(['src-main', 'src-renderer', 'src-shared']);
  expect(names).toEqual(
    expect.arrayContaining(['@duckdb/node-api', 'chart.js', '@kurkle/color', 'svelte', 'zod']),
  );
  expect(names.filter((name) => /^(electron|vite|vitest|typescript|eslint)$|^@types\//.test(name))).toEqual(
    [],
  );
  const text = formatNotices(['zod', 'chart.js'], [{ title: 'Other', text: 'As you like.' }]);
  for (const part of ['zod ', 'chart.js ', 'Permission is hereby granted', 'Other\n\nAs you like.'])
    expect(text).toContain(part);
});
