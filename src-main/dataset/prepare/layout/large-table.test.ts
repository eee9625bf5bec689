import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, present } from '../../../../src-shared/present';
import { stableJson } from '../../../files/hash';
import { DataFolder, kmeans } from '../../../testing/files/data-folder';
import { loadDataset, type LoadedDataset } from '../../index';
import { LARGE_TABLE } from './feature-room';

const folder = new DataFolder();
const NUMBERS = Array.from({ length: 20 }, (_, c) => `x${c}`);
const ROWS = Math.ceil((1.1 * LARGE_TABLE) / NUMBERS.length);
let path: string;

beforeAll(() => {
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const cells = NUMBERS.map((_, c) =>
      c === 3 && row % 50 === 0 ? '' : ((row * 7 + c * row) % 20_000) / 64,
    );
    const city = ['Rome', 'Oslo', 'Bern', ''][row % 4] ?? '';
    return [...cells, city, `2024-0${1 + (row % 9)}-11`, row % 3].join();
  });
  path = folder.file([[...NUMBERS, 'city', 'day', 'y'].join(), ...lines, ''].join('\n'));
});
afterAll(() => {
  folder.remove();
});

const bytes = (values: Float64Array): Buffer =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength);

/** The data as a run has it, and arrays that were made for features. */
async function loadLarge(
  change: Record<string, unknown>,
  keepsTable = false,
): Promise<{ loaded: LoadedDataset; made: Float64Array[] }> {
  const made: Float64Array[] = [];
  const loaded = await loadDataset(folder.spec(path, change), {
    ...{ seed: 1, model: kmeans, trains: true, keepsTable },
    allocate: ({ rows, width }) => {
      made.push(new Float64Array(rows * width));
      return at(made, made.length - 1);
    },
  });
  return { loaded, made };
}

describe('a large table', () => {
  it.each([
    ['as it is', { features: NUMBERS, missing: 'mean' }],
    ['split and filtered', { features: NUMBERS, filter: 'x1 >= 10', validationSplit: 0.25, missing: 'drop' }],
    [
      'of words and dates as well',
      {
        features: ['city', ...NUMBERS, 'day'],
        target: 'y',
        missing: 'mostFrequent',
        scaling: 'standard',
        validationSplit: 0.1,
        columnSettings: [
          { name: 'day', type: 'date', dateParts: ['month', 'elapsed'] },
          { name: 'x5', scaling: 'robust' },
        ],
      },
    ],
    ['with words numbered', { features: [...NUMBERS, 'city'], missing: 'mostFrequent', encoding: 'ordinal' }],
  ])('becomes features where it was read: %s', async (_, change) => {
    const { loaded, made } = await loadLarge(change);
    const kept = await loadLarge(change, true);
    const { data, facts, rowNumbers } = loaded;
    const { width, rows } = data;
    // One array, which both lie in.
    expect(made.map(({ buffer }) => buffer === data.features.buffer)).toEqual([true]);
    expect([data.features.byteOffset, data.features.length]).toEqual([0, rows * width]);
    expect(loaded.rawRows).toBeNull();
    // The same rows from the table, scaled.
    const raw = present(kept.loaded.rawRows)(0, rows);
    const { offset, scale } = data.scaler;
    const expected = raw.map((value, i) => (value - at(offset, i % width)) / at(scale, i % width));
    expect(bytes(data.features).equals(bytes(expected))).toBe(true);
    expect(kept.made.length).toBe(0);
    expect(kept.loaded.data.features.length).toBe(0);
    expect(bytes(kept.loaded.sample.values).equals(bytes(loaded.sample.values))).toBe(true);
    expect([...kept.loaded.rowNumbers.subarray(0, 99)]).toEqual([...rowNumbers.subarray(0, 99)]);
    expect(kept.loaded.isDataOf(facts)).toBe(true);
    // What runs are compared by, of each column in its place.
    const digests = Array.from({ length: width }, (_, c) => {
      const column = Float64Array.from({ length: rows }, (_, row) => expected[row * width + c] ?? NaN);
      return createHash('sha256').update(bytes(column)).digest('hex');
    });
    const all = createHash('sha256').update(stableJson(digests.sort())).digest('hex');
    expect(facts.valuesSha256?.features).toBe(all);
  });

  it('is read into other memory where there are more rows than its parts let expect', async () => {
    const wide = 'x'.repeat(30_000);
    const lines = Array.from({ length: ROWS }, (_, row) =>
      [...NUMBERS.map((_, c) => (row + c) % 10), row % 40_000 === 0 ? wide : ''].join(),
    );
    const uneven = folder.file([[...NUMBERS, 'text'].join(), ...lines, ''].join('\n'));
    const made: Float64Array[] = [];
    const { data } = await loadDataset(folder.spec(uneven, { features: NUMBERS }), {
      ...{ seed: 1, model: kmeans },
      allocate: ({ rows, width }) => {
        made.push(new Float64Array(rows * width));
        return at(made, made.length - 1);
      },
    });
    expect(data.rows).toBe(ROWS);
    const last = data.features.subarray((ROWS - 1) * NUMBERS.length);
    expect([...last]).toEqual(NUMBERS.map((_, c) => (ROWS - 1 + c) % 10));
    expect(data.features.length).toBe(ROWS * NUMBERS.length);
  });
});
