import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyFileDurable, copyFolderDurable } from './copies';
import { nodeFileSystem, type FileSystem } from './file-system';
import { keepReserve } from './reserve';

let folder: string;
let from: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-copies-'));
  from = join(folder, 'from');
  mkdirSync(join(from, 'inner'), { recursive: true });
  writeFileSync(join(from, 'a.txt'), 'a');
  writeFileSync(join(from, 'inner', 'b.bin'), new Uint8Array(3 << 20).fill(7));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The real file system, whose disk is full from the n-th write on. */
function fullFrom(n: number): FileSystem & { writes: number } {
  const full = {
    ...nodeFileSystem,
    writes: 0,
    write: (...args: Parameters<FileSystem['write']>): number => {
      full.writes += 1;
      if (full.writes >= n) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      return nodeFileSystem.write(...args);
    },
  };
  return full;
}

describe('a copy', () => {
  it('has all files and folders, and no links or what is only there for a while', () => {
    symlinkSync('/etc/passwd', join(from, 'link'));
    keepReserve(from, 100);
    writeFileSync(join(from, '.a.txt.benchtop-0123456789ab'), 'half');
    copyFolderDurable(from, join(folder, 'to'));
    expect(readdirSync(join(folder, 'to')).sort()).toEqual(['a.txt', 'inner']);
    expect(readFileSync(join(folder, 'to', 'inner', 'b.bin'))).toEqual(
      readFileSync(join(from, 'inner', 'b.bin')),
    );
  });

  it('leaves nothing behind on a full disk, wherever that is found, and can be made again', () => {
    const to = join(folder, 'to');
    let failures = 0;
    for (let n = 1; ; n++) {
      const fs = fullFrom(n);
      try {
        copyFolderDurable(from, to, fs);
        if (fs.writes < n) break;
      } catch (error) {
        failures += 1;
        expect(error).toMatchObject({ info: { kind: 'disk-full' } });
        expect((error as Error).message).toMatch(/^The disk is full: .*free some space and try again\.$/);
        expect(readdirSync(folder)).toEqual(['from']);
      }
    }
    // One write of the small file, three of the large one.
    expect(failures).toBe(4);
    expect(existsSync(join(to, 'inner', 'b.bin'))).toBe(true);
  });

  it('of a file leaves nothing behind on a full disk', () => {
    const to = join(folder, 'b.bin');
    expect(() => {
      copyFileDurable(join(from, 'inner', 'b.bin'), to, fullFrom(2));
    }).toThrow('The disk is full');
    expect(readdirSync(folder)).toEqual(['from']);
    copyFileDurable(join(from, 'inner', 'b.bin'), to);
    expect(readFileSync(to)).toHaveLength(3 << 20);
  });

  it('into itself is refused', () => {
    expect(() => {
      copyFolderDurable(from, join(from, 'inner', 'to'));
    }).toThrow(/lies inside/);
    copyFolderDurable(from, join(folder, 'from-2'));
  });
});
