import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useNewFiles } from '../../testing/files/scratch';
import { inspectFile } from './inspect';

const { file, folder } = useNewFiles();

describe('inspectFile', () => {
  it.each(["it's [1].csv", 'star*.csv', 'what?.csv', 'a {b}.csv'])(
    'reads the file that is called %s',
    async (name) => {
      const path = join(folder, name);
      writeFileSync(path, 'a,b\n1,2\n');
      // What a pattern would match as well or instead.
      for (const other of ["it's 1.csv", 'star2.csv', 'whats.csv'])
        writeFileSync(join(folder, other), 'c,d\n5,6\n7,8\n');
      expect((await inspectFile(path)).preview).toEqual([['1', '2']]);
    },
  );

  it.each([
    ['a missing file', () => join(folder, 'none.csv'), 'file-missing', /^No file at /],
    ['a dangling link', () => link(), 'file-missing', /^No file at /],
    ['a folder', () => folder, 'file-unreadable', /is a folder/],
    ['a device', () => '/dev/null', 'file-unreadable', /not a regular file/],
    ['an empty file', () => file(''), 'invalid-data', /is empty: it has no rows\.$/],
    ['blank lines', () => file('\n\n  \n'), 'invalid-data', /blank lines/],
    ['a picture', () => file(Buffer.from('89504e470d0a1a0a0000', 'hex')), 'file-unreadable', /PNG/],
    [
      'a torn workbook',
      () => file(Buffer.from('504b030414000600', 'hex'), 'xlsx'),
      'file-unreadable',
      /damaged/,
    ],
    [
      'an old workbook',
      () => file(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'xls'),
      'file-unreadable',
      /Excel/,
    ],
    [
      'NUL bytes',
      () => file(Buffer.from([65, 66, 0, 1, 2, 44, 10, 9, 9])),
      'file-unreadable',
      /NUL bytes.* byte 3/,
    ],
    ['text named .parquet', () => file('a,b\n', 'parquet'), 'file-unreadable', /parquet/],
    ['a damaged gzip', () => file(Buffer.from('1f8b0800ffffffffffff', 'hex')), 'file-unreadable', /gzip/],
    ['names that do not fit', () => file('1,2\n'), 'invalid-experiment', /2 columns, but 1 names/],
  ])('refuses %s in one sentence', async (what, path, kind, message) => {
    const options = what.startsWith('names') ? { columns: ['a'] } : {};
    await expect(inspectFile(path(), options)).rejects.toMatchObject({
      info: { kind, message: expect.stringMatching(message) as string },
    });
  });

  function link(): string {
    const path = join(folder, 'link.csv');
    symlinkSync(join(folder, 'nowhere'), path);
    return path;
  }

  const isRoot = process.getuid?.() === 0;
  it.skipIf(isRoot)(`refuses a file it may not read${isRoot ? ' (skipped: root may)' : ''}`, async () => {
    const path = file('a,b\n1,2\n');
    chmodSync(path, 0);
    await expect(inspectFile(path)).rejects.toMatchObject({ info: { kind: 'file-unreadable' } });
  });
});
