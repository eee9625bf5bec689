import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesOfTest, toPattern, testFiles } from './test-files.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'benchtop tests '));
  for (const [path, text] of [
    ['src/kmeans/lloyd.test.ts', "it('stops when no centre moves', …"],
    ['src/kmeans/lloyd.ts', 'stops when no centre moves'],
    ['tools/lib/a.test.mjs', "it('adds 1 (or 2)', …"],
    ['e2e/kmeans.spec.ts', "test('stops when no centre moves, in the window', …"],
    ['node_modules/x/x.test.ts', 'stops when no centre moves'],
    ['.cache/x.test.ts', 'stops when no centre moves'],
  ]) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('a test by its name', () => {
  it('is looked for in the files of tests alone', () => {
    expect(testFiles(root).sort()).toEqual([
      'e2e/kmeans.spec.ts',
      'src/kmeans/lloyd.test.ts',
      'tools/lib/a.test.mjs',
    ]);
  });

  it('is found in unit and end-to-end tests, also by what the runner prints', () => {
    const both = { unit: ['src/kmeans/lloyd.test.ts'], e2e: ['e2e/kmeans.spec.ts'] };
    expect(filesOfTest(root, 'no centre moves')).toEqual(both);
    expect(filesOfTest(root, 'kmeans > rounds > stops when no centre moves')).toEqual(both);
    expect(filesOfTest(root, 'nowhere')).toEqual({ unit: [], e2e: [] });
  });

  it('is text', () => {
    expect('adds 1 (or 2)').toMatch(new RegExp(`^${toPattern('x › adds 1 (or 2)')}$`));
    expect('adds 1 or 2').not.toMatch(new RegExp(toPattern('adds 1 (or 2)')));
  });
});
