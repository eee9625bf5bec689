import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TemporaryFile } from './temporary-file';
import { nodeFileSystem, type FileSystem } from './file-system';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-aside-'));
  path = join(folder, 'rows.csv');
  writeFileSync(path, 'old');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function writeIn(pieces: readonly string[], fs: FileSystem): void {
  const file = new TemporaryFile(path, fs);
  try {
    for (const piece of pieces) file.put(piece);
    file.keep();
  } finally {
    file.drop();
  }
}

it('is in its place once it is kept, not before', () => {
  const file = new TemporaryFile(path);
  file.put('row,');
  file.put('größe\n');
  expect(readFileSync(path, 'utf8')).toBe('old');
  file.keep();
  file.drop();
  expect(readFileSync(path, 'utf8')).toBe('row,größe\n');
  expect(readdirSync(folder)).toEqual(['rows.csv']);
});

it('leaves the old file where it is dropped', () => {
  const file = new TemporaryFile(path);
  file.put('half');
  file.drop();
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['rows.csv']);
});

it('stores what one write() does not take in the next', () => {
  const slow: FileSystem = {
    ...nodeFileSystem,
    write: (descriptor, data, offset, length) =>
      nodeFileSystem.write(descriptor, data, offset, Math.min(3, length)),
  };
  writeIn(['0123456789', 'abc'], slow);
  expect(readFileSync(path, 'utf8')).toBe('0123456789abc');
});

it.each([
  ['open', 'EACCES', 'storage'],
  ['write', 'ENOSPC', 'disk-full'],
  ['fsync', 'EIO', 'storage'],
  ['close', 'EIO', 'storage'],
  ['rename', 'EACCES', 'storage'],
] as const)('says so where %s fails with %s, and leaves the old file alone', (name, code, kind) => {
  const failing: FileSystem = {
    ...nodeFileSystem,
    [name]: () => {
      throw Object.assign(new Error(code), { code });
    },
  };
  expect(() => {
    writeIn(['new'], failing);
  }).toThrow(expect.objectContaining({ info: expect.objectContaining({ kind, file: path }) }));
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['rows.csv']);
});

it.each([
  ['takes nothing', { write: () => 0 }, 'disk-full'],
  ['lost a part', { size: () => 2 }, 'storage'],
] as const)('does not keep a file where the disk %s', (_, change, kind) => {
  expect(() => {
    writeIn(['new'], { ...nodeFileSystem, ...change });
  }).toThrow(expect.objectContaining({ info: expect.objectContaining({ kind }) }));
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['rows.csv']);
});
