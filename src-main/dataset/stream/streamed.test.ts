import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datasetSchema, modelSchema, type DatasetSpec } from '../../../src-shared/experiment/schema';
import type { RowStream } from '../../algorithms/contract/row-stream';
import { literal, withDatabase } from '../source/duckdb';
import { loadDataset, type LoadedDataset } from '..';

const folder = mkdtempSync(join(tmpdir(), 'benchtop-stream-'));
const ROWS = 5000;
const model = modelSchema.parse({ kind: 'svm' });

/** Writes rows of a SELECT over `i`, the row's number, to a Parquet file. */
async function parquet(path: string, select: string, from: number, to: number): Promise<void> {
  await withDatabase((database) =>
    database.run(
      `COPY (SELECT ${select} FROM range(${from}, ${to}) AS t(i)) TO ${literal(path)} (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
    ),
  );
}

/** x far from zero, y with a gap every 50 rows, a colour, a class, a whole-number weight. */
const COLUMNS = `1000 + sin(i * 0.7) * 3 AS x,
  CASE WHEN i % 50 = 7 THEN NULL ELSE cos(i * 1.3) END AS y,
  CASE i % 3 WHEN 0 THEN 'red' WHEN 1 THEN 'green' ELSE 'blue' END AS colour,
  CAST(sin(i * 0.7) + cos(i * 1.3) > 0 AS INTEGER) AS label,
  1 + i % 4 AS w`;

const whole = join(folder, 'whole.parquet');
const parts = join(folder, 'parts');

beforeAll(async () => {
  mkdirSync(parts);
  await parquet(whole, COLUMNS, 0, ROWS);
  await parquet(join(parts, 'a.parquet'), COLUMNS, 0, 1200);
  await parquet(join(parts, 'b.parquet'), COLUMNS, 1200, 1201);
  await parquet(join(parts, 'c.parquet'), COLUMNS, 1201, ROWS);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function spec(path: string, change: Record<string, unknown> = {}): DatasetSpec {
  return datasetSchema.parse({
    kind: 'file',
    path,
    features: ['x', 'y', 'colour'],
    target: 'label',
    scaling: 'standard',
    missing: 'mean',
    columnSettings: [{ name: 'colour', missing: 'drop' }],
    ...change,
  });
}

const load = (path: string, change: Record<string, unknown> = {}): Promise<LoadedDataset> =>
  loadDataset(spec(path, change), { seed: 1, model });

const streamOf = ({ stream }: LoadedDataset): RowStream => {
  if (stream === undefined) throw new Error('The data is held');
  return stream;
};

/** All of a part's rows: features, then target and weight. */
async function rowsOf(
  loaded: LoadedDataset,
  part: 'training' | 'validation',
  options = { rows: 700, from: 0 },
): Promise<number[][]> {
  const { width } = loaded.data;
  const rows: number[][] = [];
  for await (const block of streamOf(loaded).read(part, options)) {
    expect(block.part).toBe(part);
    for (let row = 0; row < block.rows; row++)
      rows.push([
        ...block.features.subarray(row * width, (row + 1) * width),
        block.target?.[row] ?? NaN,
        block.weights?.[row] ?? 1,
      ]);
  }
  return rows;
}

describe('a streamed table', () => {
  it.each(['standard', 'minmax', 'none'])(
    'has the statistics and rows of one that is held: %s',
    async (scaling) => {
      const held = await load(whole, { scaling, weight: 'w', stream: false });
      const streamed = await load(parts, { scaling, weight: 'w' });
      expect(held.stream).toBeUndefined();
      const { facts } = streamed;
      expect(facts.features).toEqual(held.facts.features);
      expect(facts.classes).toEqual(held.facts.classes);
      expect([facts.rows, facts.trainRows, facts.droppedRows]).toEqual([ROWS, ROWS, 0]);
      expect(facts.stream).toEqual({ files: 3, tableRows: ROWS, heldRows: ROWS });
      for (const [i, offset] of held.facts.scaler.offset.entries()) {
        expect(facts.scaler.offset[i]).toBeCloseTo(offset, 9);
        expect(facts.scaler.scale[i]).toBeCloseTo(held.facts.scaler.scale[i] ?? NaN, 9);
      }
      expect(facts.featureRanges).toEqual(held.facts.featureRanges);
      const fills = ({ facts: { encoders } }: LoadedDataset): unknown[] =>
        encoders.map(({ fill }) => (typeof fill === 'number' ? fill.toFixed(9) : fill));
      expect(fills(streamed)).toEqual(fills(held));
      const rows = await rowsOf(streamed, 'training');
      const { features, width, target, weights } = held.data;
      expect(rows).toHaveLength(ROWS);
      for (const row of [0, 7, 1199, 1200, 1201, 4999]) {
        const expected = [
          ...features.subarray(row * width, (row + 1) * width),
          target?.[row],
          weights?.[row],
        ];
        rows[row]?.forEach((value, i) => {
          expect(value).toBeCloseTo(Number(expected[i]), 9);
        });
      }
    },
  );

  it('keeps about the validation share, the same rows each time, whatever the files are', async () => {
    // What is fitted may differ in its last bit where a file ends.
    const change = { validationSplit: 0.25, scaling: 'none', missing: 'constant', missingValue: 0 };
    const many = await load(parts, change);
    const one = await load(whole, { ...change, stream: { passes: 1 } });
    const { trainRows, validationRows } = many.facts;
    expect(trainRows + validationRows).toBe(ROWS);
    // 4 standard deviations of 5,000 draws.
    expect(Math.abs(validationRows - ROWS / 4)).toBeLessThan(4 * Math.sqrt(ROWS * 0.25 * 0.75));
    expect(await rowsOf(many, 'validation')).toEqual(await rowsOf(one, 'validation'));
    const training = await rowsOf(many, 'training');
    expect(training).toEqual(await rowsOf(many, 'training', { rows: 64, from: 0 }));
    expect(await rowsOf(many, 'training', { rows: 64, from: 21 })).toEqual(training.slice(64 * 21));
    expect(many.data.features).toEqual(one.data.features);
  });

  it('has every row of every file where both parts are read', async () => {
    const loaded = await load(parts, { validationSplit: 0.25, scaling: 'none' });
    const { trainRows, validationRows } = loaded.facts;
    const counts = { training: 0, validation: 0 };
    for await (const block of streamOf(loaded).read('both', { rows: 700 })) counts[block.part] += block.rows;
    expect(counts).toEqual({ training: trainRows, validation: validationRows });
  });

  it('leaves out rows as the experiment says, and says how many', async () => {
    const { facts } = await load(parts, { missing: 'drop', filter: 'w < 4' });
    // w is 4 where i % 4 = 3; y is missing where i % 50 = 7, which has i % 4 = 3 and 1 in turn.
    expect(facts.filteredRows).toBe(1250);
    expect(facts.droppedByReason).toEqual({ missing: 50 });
    expect(facts.rows).toBe(3700);
  });

  it('draws a sample by the row alone', async () => {
    const first = await load(parts, { sample: { method: 'first', rows: 1300 } });
    expect([first.facts.rows, first.facts.unsampledRows]).toEqual([1300, ROWS - 1300]);
    const every = await load(parts, { sample: { method: 'every', rows: 100 } });
    expect(every.facts.rows).toBe(100);
    const random = await load(parts, { sample: { method: 'random', rows: 1000 } });
    expect(Math.abs(random.facts.rows - 1000)).toBeLessThan(120);
  });

  it('is known again by its files and its choices', async () => {
    const { facts, isDataOf } = await load(parts, { validationSplit: 0.2 });
    expect(isDataOf(facts)).toBe(true);
    expect((await load(parts, { validationSplit: 0.3 })).isDataOf(facts)).toBe(false);
    expect((await load(join(parts, '*.parquet'), { validationSplit: 0.2 })).isDataOf(facts)).toBe(true);
  });
});

describe('what cannot be streamed is told in one sentence', () => {
  it('an empty folder', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    await expect(load(empty)).rejects.toThrow('holds no Parquet file');
    await expect(load(join(empty, '*.parquet'))).rejects.toThrow('No file matches');
  });

  it('a damaged file', async () => {
    const damaged = join(folder, 'damaged');
    mkdirSync(damaged);
    const bytes = readFileSync(whole);
    writeFileSync(join(damaged, 'a.parquet'), bytes);
    writeFileSync(join(damaged, 'b.parquet'), bytes.subarray(0, bytes.length - 20));
    await expect(load(damaged)).rejects.toThrow('b.parquet is not a whole Parquet file');
    const holed = Buffer.from(bytes);
    holed.fill(0xff, 4, Math.floor(bytes.length / 2));
    writeFileSync(join(damaged, 'b.parquet'), holed);
    await expect(load(damaged)).rejects.toThrow('b.parquet cannot be read as Parquet');
  });

  it('files with other columns, or other types', async () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'a.parquet'), readFileSync(whole));
    await parquet(join(other, 'b.parquet'), "i AS x, i AS y, 'red' AS hue, 1 AS label", 0, 5);
    await expect(load(other)).rejects.toThrow('b.parquet lacks the column "colour" that a.parquet has');
    await parquet(join(other, 'b.parquet'), "'far' AS x, i AS y, 'red' AS colour, 1 AS label", 0, 5);
    await expect(load(other)).rejects.toThrow(
      'Column "x" is number in a.parquet and category in b.parquet: write it alike in all files.',
    );
  });

  it('a column that is not there, a split by classes, a test part', async () => {
    await expect(load(parts, { features: ['z'] })).rejects.toThrow('has no column "z"');
    await expect(load(parts, { split: { method: 'stratified' }, validationSplit: 0.2 })).rejects.toThrow(
      'choose "random" or "last"',
    );
    await expect(load(parts, { filter: 'z > 1' })).rejects.toThrow('The row filter cannot be used');
    await expect(load(parts, { testSize: 0.2 })).rejects.toThrow('No test part');
    await expect(load(parts, { missing: 'error' })).rejects.toThrow('has no value in row 8');
  });
});
