import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { useNewFiles } from '../../testing/files/scratch';
import { at } from '../../../src-shared/present';
import { convertFile, previewFile, readPage } from '../index';
import { inspectFile } from '../profile/inspect';

const { file, folder } = useNewFiles();

const ROWS = 60_000;
/** Every tenth row spans two lines. */
const row = (i: number): string => (i % 10 === 0 ? `${i},"two\nlines",${i / 2}` : `${i},w${i % 4},${i / 2}`);
const findLine = (i: number): number => 2 + i + Math.ceil(i / 10);
const content = `a,b,c\n${Array.from({ length: ROWS }, (_, i) => row(i)).join('\n')}\n`;

describe('look', () => {
  it('tells columns, types, the first rows and about how many there are', async () => {
    const seen = await previewFile(file(content));
    expect(seen.columns).toEqual([
      { name: 'a', type: 'number' },
      { name: 'b', type: 'category' },
      { name: 'c', type: 'number' },
    ]);
    expect(seen.page.rows).toHaveLength(200);
    expect(seen.page.rows[11]).toEqual({
      line: findLine(11),
      cells: ['11', 'w3', '5.5'],
      doubt: null,
      bad: [],
    });
    expect(seen.page.totalIsExact).toBe(false);
    expect(Math.abs(seen.page.totalRows - ROWS)).toBeLessThan(ROWS / 5);
  });

  it('tells fewer first rows of a wide table, and of any width enough for guesses', async () => {
    const wide = (columns: number): string => {
      const line = Array.from({ length: columns }, (_, c) => c).join(',');
      return `${Array.from({ length: columns }, (_, c) => `c${c}`).join(',')}\n${`${line}\n`.repeat(300)}`;
    };
    expect((await previewFile(file(wide(200)))).page.rows).toHaveLength(100);
    const { page } = await previewFile(file(wide(5000)));
    expect(page.rows).toHaveLength(50);
    expect(at(page.rows, 49).cells).toHaveLength(5000);
  });

  it('knows the number of rows of a small file', async () => {
    const { page } = await previewFile(file('a,b\n1,x\n2,\n3,z,9\nbad,z\n'));
    expect(page).toMatchObject({ totalRows: 4, totalIsExact: true });
    expect(page.rows.map(({ cells, doubt }) => [cells, doubt])).toEqual([
      [['1', 'x'], null],
      [['2', null], null],
      [['3', 'z'], '3 cells instead of 2'],
      [['bad', 'z'], null],
    ]);
  });
});

describe('readPage', () => {
  const utf16 = Buffer.from(`\ufeff${content}`, 'utf16le');
  it.each([
    ['a text', () => file(content)],
    ['gzip', () => file(gzipSync(content))],
    ['UTF-16', () => file(utf16)],
    ['a byte-order mark', () => file(`\ufeff${content}`)],
  ])('finds rows anywhere in %s', async (_, make) => {
    const path = make();
    // Forwards and backwards, before and after the places of rows are known.
    for (const from of [0, 30_007, 59_990, 12_345, 3, 59_999]) {
      const page = await readPage(path, {}, from, 7);
      const count = Math.min(7, ROWS - from);
      expect(page.from).toBe(from);
      expect(page.rows.map(({ cells: [a] }) => a)).toEqual(
        Array.from({ length: count }, (_, i) => String(from + i)),
      );
      expect(page.rows.map(({ line }) => line)).toEqual(
        Array.from({ length: count }, (_, i) => findLine(from + i)),
      );
    }
    expect(await readPage(path, {}, ROWS + 5, 10)).toEqual({
      from: ROWS + 5,
      rows: [],
      totalRows: ROWS,
      totalIsExact: true,
    });
  });

  it('reads only a part of the file once it was read to its end', async () => {
    const path = file(content);
    await inspectFile(path);
    const taken: number[] = [];
    const page = await readPage(path, { onProgress: ({ bytes }) => taken.push(bytes) }, 40_000, 50);
    expect(page).toMatchObject({ totalRows: ROWS, totalIsExact: true });
    expect(Math.max(...taken)).toBeLessThan(content.length);
  });

  it('marks cells that do not fit, by what all of the file told', async () => {
    const lines = Array.from({ length: 50 }, (_, i) => `${i},2024-01-01`);
    lines[20] = 'x,2024-01-01';
    const { rows } = await readPage(file(`a,d\n${lines.join('\n')}\n`), {}, 19, 3);
    expect(rows.map(({ bad }) => bad)).toEqual([[], [0], []]);
  });

  it('sees a file that was changed', async () => {
    const path = file('a,b\n1,2\n');
    expect((await readPage(path, {}, 0, 5)).rows).toHaveLength(1);
    writeFileSync(path, 'a,b\n1,2\n3,4\n');
    expect((await readPage(path, {}, 0, 5)).rows).toHaveLength(2);
  });

  it('reads Parquet and JSON lines', async () => {
    const parquet = join(folder, 'page.parquet');
    await convertFile(file(content), parquet);
    const page = await readPage(parquet, {}, 45_000, 2);
    expect(page.rows).toEqual([
      { line: 45_001, cells: ['45000', 'two\nlines', '22500'], doubt: null, bad: [] },
      { line: 45_002, cells: ['45001', 'w1', '22500.5'], doubt: null, bad: [] },
    ]);
    expect(page).toMatchObject({ totalRows: ROWS, totalIsExact: true });
    const seen = await previewFile(parquet);
    expect(seen.columns.map(({ type }) => type)).toEqual(['number', 'category', 'number']);
    const json = await previewFile(file('{"a":1,"b":"x"}\n{"a":null,"b":"y"}\n', 'jsonl'));
    expect(json.page.rows.map(({ cells }) => cells)).toEqual([
      ['1', 'x'],
      [null, 'y'],
    ]);
  });
});
