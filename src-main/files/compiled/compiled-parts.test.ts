import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadPartsCompiled } from './compiled-parts';

let folder: string;
let first: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-parts-'));
  mkdirSync(join(folder, 'program', 'other'), { recursive: true });
  first = join(folder, 'program', 'index.cjs');
  vi.stubEnv('BENCHTOP_CACHE', join(folder, 'cache'));
});
afterEach(() => {
  delete createRequire(first).extensions['.cjs'];
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const LARGE = `// ${'x'.repeat(20_000)}`;

function write(name: string, source: string): void {
  writeFileSync(join(folder, 'program', name), source);
}

/** Files whose code is kept, without what tells builds apart. */
function kept(): string[] {
  const files = readdirSync(join(folder, 'cache'), { recursive: true, encoding: 'utf8' });
  return files.flatMap((file) => /[0-9a-f]{12}-(.+)\.bin$/.exec(file)?.[1] ?? []).sort();
}

it('loads the files of a build that load each other, and keeps the code of large ones', () => {
  write(
    'one.cjs',
    `${LARGE}\nexports.a = 1; const two = require('./two.cjs'); exports.sum = () => two.b() + 1;`,
  );
  write('two.cjs', `${LARGE}\nconst one = require('./one.cjs'); exports.b = () => one.a + 1;`);
  write('small.cjs', `exports.name = __filename;`);
  write('other/three.cjs', `${LARGE}\nexports.three = 3;`);
  const load = createRequire(first);
  const keep = loadPartsCompiled(first, 'trial');
  expect((load('./one.cjs') as { sum: () => number }).sum()).toBe(3);
  expect(load('./small.cjs')).toEqual({ name: join(folder, 'program', 'small.cjs') });
  expect(load('./other/three.cjs')).toEqual({ three: 3 });
  keep();
  expect(kept()).toEqual(['trial-one.cjs', 'trial-two.cjs']);
});

it('says what is wrong in a file with its own path and line', () => {
  write('bad.cjs', `${LARGE}\nthrow new Error('no');`);
  loadPartsCompiled(first, 'trial');
  let stack = '';
  try {
    createRequire(first)('./bad.cjs');
  } catch (error) {
    stack = (error as Error).stack ?? '';
  }
  expect(stack).toContain(`${join(folder, 'program', 'bad.cjs')}:2:`);
});
