import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeRows, type UsedRows } from './rows-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-rows-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function used(rowNumbers: number[], trainRows: number, header: number | null = 1): UsedRows {
  return {
    rowNumbers: Int32Array.from(rowNumbers),
    data: { trainRows },
    lineOf: (row) => (header === null ? null : row + header),
  };
}

describe('rows.csv', () => {
  it('lists rows, lines and parts in the order of the file', async () => {
    const path = await writeRows(folder, used([1, 4, 9, 2, 10], 3));
    expect(readFileSync(path, 'utf8')).toBe(
      'row,line,part\n1,2,train\n2,3,validation\n4,5,train\n9,10,train\n10,11,validation\n',
    );
    expect(readdirSync(folder)).toEqual(['rows.csv']);
  });

  it('has no lines for rows of no file', async () => {
    const path = await writeRows(folder, used([1, 2], 2, null));
    expect(readFileSync(path, 'utf8')).toBe('row,line,part\n1,,train\n2,,train\n');
  });

  it('writes many rows in pieces, and whole', async () => {
    const count = 100_000;
    const numbers = Array.from({ length: count }, (_, i) => i + 1);
    // Every tenth is for validation.
    const ordered = [...numbers.filter((n) => n % 10 > 0), ...numbers.filter((n) => n % 10 === 0)];
    const path = await writeRows(folder, used(ordered, 0.9 * count, 3));
    const rows = numbers.map((n) => `${n},${n + 3},${n % 10 > 0 ? 'train' : 'validation'}\n`);
    expect(readFileSync(path, 'utf8')).toBe(`row,line,part\n${rows.join('')}`);
  });

  it('leaves nothing behind where it is cancelled, or the folder is gone', async () => {
    const controller = new AbortController();
    const rows = used([1, 2, 3], 3);
    const cancelled = writeRows(
      folder,
      {
        ...rows,
        lineOf: (row) => {
          controller.abort();
          return rows.lineOf(row);
        },
      },
      controller.signal,
    );
    await expect(cancelled).rejects.toMatchObject({ info: { kind: 'conflict' } });
    expect(readdirSync(folder)).toEqual([]);
    await expect(writeRows(join(folder, 'none'), rows)).rejects.toMatchObject({ info: { kind: 'storage' } });
  });
});
