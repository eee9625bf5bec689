import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at } from '../../../src-shared/present';
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
    findLines: (rows) => {
      expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
      return Promise.resolve(new Map(header === null ? [] : rows.map((row) => [row, row + header])));
    },
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

  it('asks for lines some rows at a time', async () => {
    const count = 600_000;
    const requested: number[] = [];
    const rows = used(
      Array.from({ length: count }, (_, i) => i + 1),
      count,
    );
    const findLines = (numbers: readonly number[]): Promise<Map<number, number>> => {
      requested.push(numbers.length);
      return Promise.resolve(new Map([[at(numbers, 0), 7]]));
    };
    const path = await writeRows(folder, { ...rows, findLines });
    expect(requested.length).toBe(3);
    expect(requested.reduce((sum, n) => sum + n, 0)).toBe(count);
    const text = readFileSync(path, 'utf8').split('\n');
    expect([text.length, text[1], text[count]]).toEqual([count + 2, '1,7,train', `${count},,train`]);
  });

  it('leaves nothing behind where it is cancelled, or the folder is gone', async () => {
    const controller = new AbortController();
    const rows = used([1, 2, 3], 3);
    const cancelled = writeRows(
      folder,
      {
        ...rows,
        findLines: (numbers) => {
          controller.abort();
          return rows.findLines(numbers);
        },
      },
      controller.signal,
    );
    await expect(cancelled).rejects.toMatchObject({ info: { kind: 'conflict' } });
    expect(readdirSync(folder)).toEqual([]);
    await expect(writeRows(join(folder, 'none'), rows)).rejects.toMatchObject({ info: { kind: 'storage' } });
  });
});
