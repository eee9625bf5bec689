import { afterAll, describe, expect, it } from 'vitest';
import { openSync, closeSync, ftruncateSync } from 'node:fs';
import { join } from 'node:path';
import { fileDatasetSchema, generatedDatasetSchema } from '../../../src-shared/experiment/schema';
import { DataFolder } from '../../testing/files/data-folder';
import { checkColumns, checkPreview, isQuickToLoad } from './check-preview';

const folder = new DataFolder();
afterAll(() => {
  folder.remove();
});

const spec = (change: Record<string, unknown> = {}, path = 'big.csv') =>
  fileDatasetSchema.parse({ kind: 'file', path, features: ['a', 'b'], ...change });
const look = {
  path: '/data/big.csv',
  name: 'big.csv',
  columns: [
    { name: 'a', type: 'number' as const },
    { name: 'b', type: 'category' as const },
    { name: 'd', type: 'date' as const },
  ],
};

describe('a first look', () => {
  it('finds that all is there', () => {
    expect(() => {
      checkColumns(spec({ features: ['b', 'd'], target: 'a' }), look);
    }).not.toThrow();
  });

  it.each([
    [{ features: ['a', 'x'] }, 'dataset.features.1', 'has no column "x": its columns are "a", "b", "d"'],
    [{ target: 'x' }, 'dataset.target', 'no column "x"'],
    [{ weight: 'x' }, 'dataset.weight', 'no column "x"'],
    [
      { split: { method: 'column', column: 'x', validation: ['1'] } },
      'dataset.split.column',
      'no column "x"',
    ],
    [{ features: ['a'], weight: 'b' }, 'dataset.weight', 'holds words'],
    [{ features: ['a'], weight: 'd' }, 'dataset.weight', 'holds dates'],
    [{ features: ['a', 'b'], target: 'a' }, 'dataset.target', 'two roles'],
  ])('refuses %j', (change, field, message) => {
    expect(() => {
      checkColumns(spec(change), look);
    }).toThrow(expect.objectContaining({ info: expect.objectContaining({ field }) as unknown }) as Error);
    expect(() => {
      checkColumns(spec(change), look);
    }).toThrow(message);
  });

  it('takes a person’s word for a type', () => {
    expect(() => {
      checkColumns(
        spec({ features: ['a'], weight: 'b', columnSettings: [{ name: 'b', type: 'number' }] }),
        look,
      );
    }).not.toThrow();
  });

  it('reads the file itself', async () => {
    const path = folder.file('a,b\n1,2\n');
    await checkPreview(spec({}, path));
    await expect(checkPreview(spec({ features: ['c'] }, path))).rejects.toThrow('no column "c"');
    await expect(checkPreview(spec({}, join(folder.path, 'none.csv')))).rejects.toMatchObject({
      info: { kind: 'file-missing' },
    });
  });
});

describe('what is quick to load', () => {
  it('is anything generated and files up to 32 MB', () => {
    const path = folder.file('a,b\n1,2\n');
    expect(isQuickToLoad(generatedDatasetSchema.parse({ kind: 'generated', generator: 'xnor' }))).toBe(true);
    expect(isQuickToLoad(spec({}, path))).toBe(true);
    expect(isQuickToLoad(spec({}, join(folder.path, 'none.csv')))).toBe(true);
    const file = openSync(path, 'r+');
    ftruncateSync(file, 32 * 1024 * 1024 + 1);
    closeSync(file);
    expect(isQuickToLoad(spec({}, path))).toBe(false);
  });
});
