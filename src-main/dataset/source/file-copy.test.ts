import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { copyDataFile, hashDataFile } from './file-copy';

/** Bytes that the disk still takes; null: no limit. */
const disk = vi.hoisted(() => ({ room: null as number | null }));
vi.mock('node:fs/promises', async (load) => {
  const real = await load<typeof import('node:fs/promises')>();
  const open: typeof real.open = async (path, flags, mode) => {
    const file = await real.open(path, flags, mode);
    const write = file.write.bind(file) as (data: Buffer, from: number, length: number) => Promise<unknown>;
    if (flags === 'wx' && disk.room !== null) {
      const short = async (data: Buffer, from: number, length: number): Promise<unknown> => {
        const taken = Math.min(length, disk.room ?? 0);
        if (taken === 0) throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
        disk.room = (disk.room ?? 0) - taken;
        return write(data, from, taken);
      };
      Object.assign(file, { write: short });
    }
    return file;
  };
  return { ...real, open };
});

const folder = mkdtempSync(join(tmpdir(), 'benchtop-copy-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let made = 0;
function fresh(): string {
  const path = join(folder, String(made++));
  mkdirSync(path);
  return path;
}
function file(content: string | Buffer, name = 'rows.csv'): string {
  const path = join(fresh(), name);
  writeFileSync(path, content);
  return path;
}
const hex = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
/** More than two pieces, of no round length. */
const LONG = Buffer.alloc((5 << 19) + 7, 'a1,b2\n');

describe('a hash', () => {
  it('is that of the bytes, whatever the length', async () => {
    // The published one of no bytes at all.
    expect((await hashDataFile(file(''))).sha256).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    const path = file(LONG);
    const told: number[] = [];
    const hash = await hashDataFile(path, { onProgress: ({ bytes }) => told.push(bytes) });
    expect(hash).toEqual({ path, bytes: LONG.length, mtimeMs: statSync(path).mtimeMs, sha256: hex(LONG) });
    expect(told).toEqual([1 << 20, 2 << 20, LONG.length]);
  });

  it('is refused for what is no file, and for one that changes meanwhile', async () => {
    await expect(hashDataFile(join(folder, 'none.csv'))).rejects.toMatchObject({
      info: { kind: 'file-missing' },
    });
    await expect(hashDataFile(fresh())).rejects.toThrow('is a folder');
    const path = file(LONG);
    const grows = hashDataFile(path, {
      onProgress: ({ bytes }) => {
        if (bytes === 1 << 20) appendFileSync(path, 'more\n');
      },
    });
    await expect(grows).rejects.toThrow('rows.csv was changed while it was read');
  });

  it('can be cancelled', async () => {
    const control = new AbortController();
    const hashing = hashDataFile(file(LONG), {
      signal: control.signal,
      onProgress: () => {
        control.abort();
      },
    });
    await expect(hashing).rejects.toMatchObject({ info: { kind: 'conflict' } });
  });
});

describe('a copy', () => {
  it('has the same bytes, under the hash and the name', async () => {
    const to = join(fresh(), 'data');
    const hash = await copyDataFile(file(LONG), to, null);
    expect(hash.copy).toBe(join(to, `${hex(LONG).slice(0, 16)}-rows.csv`));
    expect(readFileSync(hash.copy).equals(LONG)).toBe(true);
    expect(readdirSync(to)).toHaveLength(1);
  });

  it('is shared by files of the same bytes, and kept apart from others', async () => {
    const to = fresh();
    const first = await copyDataFile(file('a\n1\n', 'one.csv'), to, null);
    const second = await copyDataFile(file('a\n1\n', 'two.csv'), to, null);
    const other = await copyDataFile(file('a\n2\n', 'one.csv'), to, null);
    expect(second.copy).toBe(first.copy);
    expect(readdirSync(to).sort()).toEqual(
      [`${hex('a\n1\n').slice(0, 16)}-one.csv`, `${hex('a\n2\n').slice(0, 16)}-one.csv`].sort(),
    );
    expect(readFileSync(other.copy, 'utf8')).toBe('a\n2\n');
  });

  it('that is damaged is made anew', async () => {
    const to = fresh();
    const { copy } = await copyDataFile(file('a\n1\n'), to, null);
    writeFileSync(copy, 'a\n9\n');
    expect((await copyDataFile(file('a\n1\n'), to, null)).copy).toBe(copy);
    expect(readFileSync(copy, 'utf8')).toBe('a\n1\n');
  });

  it('leaves nothing behind where it fails or is cancelled', async () => {
    const to = fresh();
    await expect(copyDataFile(file('a\n1\n'), to, hex('other'))).rejects.toThrow('was changed');
    await expect(copyDataFile(join(folder, 'none.csv'), to, null)).rejects.toMatchObject({
      info: { kind: 'file-missing' },
    });
    const control = new AbortController();
    const copying = copyDataFile(file(LONG), to, null, {
      signal: control.signal,
      onProgress: () => {
        control.abort();
      },
    });
    await expect(copying).rejects.toMatchObject({ info: { kind: 'conflict' } });
    expect(readdirSync(to)).toEqual([]);
  });

  it('that the disk has no room for leaves nothing, and says so', async () => {
    const to = fresh();
    disk.room = (1 << 20) + 5;
    await expect(copyDataFile(file(LONG), to, null)).rejects.toMatchObject({
      info: { kind: 'disk-full', file: to },
    });
    expect(disk.room).toBe(0);
    // Writes that store only a part are gone on with.
    disk.room = LONG.length;
    const { copy } = await copyDataFile(file(LONG), to, null);
    disk.room = null;
    expect(readdirSync(to)).toHaveLength(1);
    expect(readFileSync(copy).equals(LONG)).toBe(true);
  });

  it('into a folder that cannot be made is a failure to store', async () => {
    const inTheWay = file('not a folder');
    await expect(copyDataFile(file('a\n1\n'), join(inTheWay, 'data'), null)).rejects.toMatchObject({
      info: { kind: 'storage' },
    });
  });

  it('of a file with a long name has a shorter one, with its ending', async () => {
    const { copy } = await copyDataFile(file('a\n1\n', `${'x'.repeat(240)}.parquet`), fresh(), null);
    expect(copy.endsWith(`-${'x'.repeat(52)}.parquet`)).toBe(true);
  });
});
