import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ColumnProfile, InspectReport } from '../../../src-shared/dataset/report';
import { present } from '../../../src-shared/present';
import { literal, withDatabase } from '../source/duckdb';
import { inspectTable, lookAt, readPage } from './look-at';
import { sampleOf } from './sample-file';

const folder = mkdtempSync(join(tmpdir(), 'benchtop-sampled-'));
const small = join(folder, 'small');
const large = join(folder, 'large');
const LARGE = 250_000;

/** Writes rows of a SELECT over `i`, the row's number, to a Parquet file. */
async function parquet(path: string, select: string, from: number, to: number): Promise<void> {
  await withDatabase((database) =>
    database.run(
      `COPY (SELECT ${select} FROM range(${from}, ${to}) AS t(i)) TO ${literal(path)} (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
    ),
  );
}

/** A number, one with a gap every 50 rows, a colour, numbers written as text, a day, and what no model takes. */
const COLUMNS = `i AS id,
  CASE WHEN i % 50 = 7 THEN NULL ELSE i / 4.0 END AS y,
  CASE i % 3 WHEN 0 THEN 'red' WHEN 1 THEN 'green' ELSE 'NA' END AS colour,
  CAST(i % 2 AS VARCHAR) AS code,
  DATE '2020-01-01' + CAST(i % 10 AS INTEGER) AS day,
  [i] AS list`;

beforeAll(async () => {
  mkdirSync(small);
  mkdirSync(large);
  await parquet(join(small, 'a.parquet'), COLUMNS, 0, 1200);
  await parquet(join(small, 'b.parquet'), COLUMNS, 1200, 1201);
  await parquet(join(small, 'c.parquet'), COLUMNS, 1201, 3000);
  const columns = "i AS x, CASE WHEN i % 7 = 0 THEN NULL ELSE 2 END AS y, 'kind ' || (i % 4) AS kind";
  await parquet(join(large, 'a.parquet'), columns, 0, 200_000);
  await parquet(join(large, 'b.parquet'), columns, 200_000, LARGE);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const column = ({ columns }: InspectReport, name: string): ColumnProfile =>
  present(columns.find((each) => each.name === name));

describe('a folder of tables', () => {
  it('is looked at as one table, with all its rows counted', async () => {
    const look = await lookAt(small, {});
    expect(look).toMatchObject({ name: 'small', format: 'parquet', stream: { files: 3 } });
    expect(look.columns.map(({ name, type }) => [name, type])).toEqual([
      ['id', 'number'],
      ['y', 'number'],
      ['colour', 'category'],
      ['code', 'category'],
      ['day', 'date'],
      ['list', 'text'],
    ]);
    expect([look.page.totalRows, look.page.totalIsExact]).toEqual([3000, true]);
    expect(look.page.rows[7]?.cells).toEqual(['7', null, 'green', '1', '2020-01-08', '[7]']);
  });

  it('shows rows anywhere, also where a file ends', async () => {
    const { rows } = await readPage(small, {}, 1198, 5);
    expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [1199, '1198'],
      [1200, '1199'],
      [1201, '1200'],
      [1202, '1201'],
      [1203, '1202'],
    ]);
    expect((await readPage(small, {}, 2999, 100)).rows.map(({ cells }) => cells[0])).toEqual(['2999']);
    expect((await readPage(small, {}, 3000, 100)).rows).toEqual([]);
  });

  it('is profiled: a small one by all its rows', async () => {
    const report = await inspectTable(small, {});
    expect([report.rows, report.notes]).toEqual([3000, []]);
    // Of 0 … n − 1: mean (n − 1) / 2, sample variance n (n + 1) / 12.
    expect(column(report, 'id')).toMatchObject({ type: 'number', min: 0, max: 2999, mean: 1499.5 });
    expect(column(report, 'id').std).toBeCloseTo(Math.sqrt((3000 * 3001) / 12), 9);
    expect(column(report, 'y')).toMatchObject({ missing: 60, bad: 0, max: 749.75 });
    expect(column(report, 'colour')).toMatchObject({ type: 'category', missing: 1000, distinct: 2 });
    // As it is trained on: numbers that are written as text are texts.
    expect(column(report, 'code')).toMatchObject({ type: 'category', distinct: 2, mean: null });
    expect(column(report, 'day')).toMatchObject({ type: 'date', distinct: 10 });
    expect(column(report, 'list').type).toBe('text');
  });

  it('is profiled: a large one by a sample that is spread over it, and counts, ranges and means of all', async () => {
    const progress: number[] = [];
    const report = await inspectTable(large, { onProgress: ({ rows }) => progress.push(rows) });
    expect(progress).toEqual([200_000, LARGE]);
    const n = LARGE;
    expect(column(report, 'x')).toMatchObject({ min: 0, max: n - 1, mean: (n - 1) / 2, missing: 0 });
    expect(column(report, 'x').std).toBeCloseTo(Math.sqrt((n * (n + 1)) / 12), 6);
    expect(column(report, 'x').distinctAtLeast).toBe(true);
    expect(column(report, 'y')).toMatchObject({ missing: Math.ceil(n / 7), mean: 2, std: 0 });
    expect(column(report, 'kind')).toMatchObject({ type: 'category', distinct: 4 });
    expect(report.notes.join()).toContain('are of 100,000 rows in blocks spread over the table');
    const sample = present(await sampleOf(large));
    expect([sample.rows, sample.tableRows]).toEqual([100_000, LARGE]);
    const [[mean] = [0]] = await withDatabase((database) =>
      database.rows(`SELECT avg(x) FROM ${literal(sample.path)}`),
    );
    // 100 blocks of 1,000 rows, one every 2,500: each block's mean is 499.5 above its start.
    expect(mean).toBe((99 * 2500) / 2 + 499.5);
  });

  it('that is none is told in one sentence with the file and the column', async () => {
    const bad = join(folder, 'bad');
    mkdirSync(bad);
    await expect(lookAt(bad, {})).rejects.toThrow(
      `The folder ${bad} holds no Parquet file (*.parquet): choose another folder, or one file.`,
    );
    writeFileSync(join(bad, 'a.parquet'), readFileSync(join(small, 'a.parquet')));
    await parquet(join(bad, 'b.parquet'), 'i AS id, i AS y', 0, 5);
    await expect(lookAt(bad, {})).rejects.toThrow(
      'b.parquet lacks the columns "colour", "code", "day", "list" that a.parquet has',
    );
    const bytes = readFileSync(join(small, 'b.parquet'));
    writeFileSync(join(bad, 'b.parquet'), bytes.subarray(0, bytes.length - 9));
    await expect(lookAt(bad, {})).rejects.toThrow(
      'b.parquet is not a whole Parquet file: its end is missing. Write it again, or take it out of the folder.',
    );
    const empty = join(folder, 'no-rows');
    mkdirSync(empty);
    await parquet(join(empty, 'a.parquet'), COLUMNS, 0, 0);
    expect((await lookAt(empty, {})).page).toMatchObject({ rows: [], totalRows: 0 });
    expect((await inspectTable(empty, {})).rows).toBe(0);
  });
});
