import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../../experiment/schema';
import { at, present } from '../../present';
import { withRows } from '../record/metric-ranges';
import { runRecordSchema, type RunRecord } from '../record/record';
import { readCell, columnId, parseColumn, collectNames, findStep, type Column } from './columns';
import { NOTE_LENGTH, toRunRow, type RunRow } from './row';
import { sortRows, type SortKey } from './sort';

function record(changes: Partial<Record<keyof RunRecord, unknown>> = {}): RunRecord {
  return runRecordSchema.parse({
    schemaVersion: 1,
    id: '20260101-000000-000-abcdef',
    name: 'a run',
    experiment: parseExperiment({
      schemaVersion: 1,
      name: 'an experiment',
      seed: 3,
      dataset: { kind: 'file', path: '/data/points.csv', features: ['x', 'y'], target: 'z' },
      model: {
        kind: 'network',
        layers: [
          { units: 8, activation: 'tanh' },
          { units: 1, activation: 'sigmoid' },
        ],
        optimizer: { kind: 'adam', learningRate: 0.03 },
      },
    }),
    status: 'finished',
    error: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    startedAt: null,
    endedAt: null,
    elapsedMs: 12,
    steps: 30,
    totalSteps: 30,
    engine: null,
    dataset: null,
    summary: { loss: 0.5, accuracy: 0.75, odd: 'NaN' },
    result: null,
    checkpoints: [],
    environment: {
      benchtop: '0',
      node: '0',
      electron: null,
      tensorflow: null,
      platform: '',
      v8: null,
      math: null,
    },
    session: '',
    tags: ['b', 'a'],
    note: '',
    colour: '#0066b3',
    ...changes,
  });
}

describe('withRows', () => {
  const series = (values: number[]): Float64Array => Float64Array.from(values);

  it('keeps the first step of the least and the greatest value, over batches', () => {
    const first = withRows(
      {},
      { step: series([1, 2, 3]), elapsedMs: series([0, 0, 0]), series: { loss: series([3, 1, 1]) } },
    );
    expect(first).toEqual({ loss: { min: 1, minStep: 2, max: 3, maxStep: 1 } });
    const second = withRows(first, {
      step: series([4, 5]),
      elapsedMs: series([0, 0]),
      series: { loss: series([1, 0.5]), r2: series([0, 0]) },
    });
    expect(second).toEqual({
      loss: { min: 0.5, minStep: 5, max: 3, maxStep: 1 },
      r2: { min: 0, minStep: 4, max: 0, maxStep: 4 },
    });
    expect(first.loss?.min).toBe(1);
  });

  it('leaves out what is not finite, and metrics that never were', () => {
    const ranges = withRows(
      {},
      {
        step: series([1, 2, 3]),
        elapsedMs: series([0, 0, 0]),
        series: { loss: series([NaN, 2, Infinity]), gone: series([NaN, NaN, NaN]) },
      },
    );
    expect(ranges).toEqual({ loss: { min: 2, minStep: 2, max: 2, maxStep: 2 } });
  });
});

describe('a row', () => {
  it('has the settings by their paths, layers as one word and one by one', () => {
    const { params } = toRunRow(record());
    expect(params).toMatchObject({
      'model.layers': '8-1',
      'model.layers.0.units': 8,
      'model.layers.1.activation': 'sigmoid',
      'model.optimizer.learningRate': 0.03,
      'dataset.features': 'x, y',
      'dataset.path': '/data/points.csv',
    });
    expect(Object.keys(params)).not.toContain('name');
    expect(Object.keys(params)).not.toContain('seed');
  });

  it('survives JSON as it is, with values that JSON has no number for', () => {
    const row = toRunRow(record({ metricRanges: { loss: { min: 0.1, minStep: 7, max: 2, maxStep: 0 } } }));
    expect(JSON.parse(JSON.stringify(row))).toEqual(row);
    expect(row.metrics).toEqual({
      loss: [0.5, 0.1, 7, 2, 0],
      accuracy: [0.75, null, null, null, null],
      odd: ['NaN', null, null, null, null],
    });
  });

  it('stays small however long a note is', () => {
    expect(toRunRow(record({ note: 'x'.repeat(50_000) })).note).toHaveLength(NOTE_LENGTH);
  });

  it('says which rows of its data were not used, and nothing where all were', () => {
    const facts = {
      name: 'points.csv',
      sha256: 'aa',
      rows: 14,
      droppedRows: 26,
      droppedByReason: { missing: 26 },
      trainRows: 14,
      validationRows: 0,
      features: ['x', 'y'],
      target: 'z',
      classes: [],
      featureRanges: [],
      scaler: { kind: 'none', offset: [], scale: [] },
      fingerprint: 'f',
    };
    expect(toRunRow(record({ dataset: facts })).leftOut).toEqual({
      used: '14 of 40 rows used',
      reasons: ['26 with missing cells'],
    });
    const all = record({ dataset: { ...facts, droppedRows: 0, droppedByReason: {} } });
    expect(toRunRow(all)).not.toHaveProperty('leftOut');
    expect(toRunRow(record())).not.toHaveProperty('leftOut');
  });

  it('names the data before it was read', () => {
    expect(toRunRow(record()).dataset).toBe('points.csv');
  });
});

describe('columns', () => {
  const row = toRunRow(
    record({
      metricRanges: {
        loss: { min: 0.1, minStep: 7, max: 2, maxStep: 0 },
        accuracy: { min: 0.5, minStep: 0, max: 0.9, maxStep: 20 },
        odd: { min: 1, minStep: 1, max: 2, maxStep: 2 },
      },
    }),
  );

  it.each([
    ['name', 'a run', null],
    ['tags', 'b, a', null],
    ['param:model.optimizer.learningRate', 0.03, null],
    ['param:model.nothing', null, null],
    ['metric:loss:last', 0.5, null],
    ['metric:loss:best', 0.1, 7],
    ['metric:loss:max', 2, 0],
    ['metric:accuracy:best', 0.9, 20],
    ['metric:accuracy:min', 0.5, 0],
    ['metric:odd:last', NaN, null],
    // Its direction is not known.
    ['metric:odd:best', null, null],
    ['metric:absent:last', null, null],
  ])('%s shows %s', (id, value, step) => {
    const column = parseColumn(id) as Column;
    expect(columnId(column)).toBe(id);
    expect(readCell(row, column)).toEqual(value);
    expect(column.kind === 'metric' ? findStep(row, column.name, column.statistic) : null).toBe(step);
  });

  it('of another version are no columns', () => {
    for (const id of ['', 'param:', 'metric:loss', 'metric:loss:median', 'size'])
      expect(parseColumn(id)).toBeNull();
  });

  it('are named by what the runs have', () => {
    expect(collectNames([row]).metrics).toEqual(['accuracy', 'loss', 'odd']);
    expect(collectNames([row]).params).toContain('model.layers.1.units');
  });
});

describe('sortRows', () => {
  const base = toRunRow(record());
  const rows = [
    { ...base, id: 'a', name: 'run 10', seed: 2 },
    { ...base, id: 'b', name: 'Run 2', seed: 1 },
    { ...base, id: 'c', name: 'run 1', seed: 2, metrics: {} },
    { ...base, id: 'd', name: '', seed: 1, metrics: { loss: [0.2, null, null, null, null] as const } },
  ];
  const sorted = (...keys: readonly (readonly [string, boolean])[]): string =>
    sortRows(
      [...rows].reverse(),
      keys.map(([id, descending]) => ({ column: present(parseColumn(id)), descending })),
    )
      .map(({ id }) => id)
      .join('');

  it('leaves rows as they were without keys, and where keys tie', () => {
    expect(sorted()).toBe('dcba');
    expect(sorted(['seed', false])).toBe('dbca');
    expect(sorted(['seed', true])).toBe('cadb');
  });

  it('goes by several keys', () => {
    expect(sorted(['seed', true], ['name', false])).toBe('cabd');
  });

  it('counts numbers in names, and puts what is missing last both ways', () => {
    expect(sorted(['name', false])).toBe('cbad');
    expect(sorted(['name', true])).toBe('abcd');
    expect(sorted(['metric:loss:last', false])).toBe('dbac');
    expect(sorted(['metric:loss:last', true])).toBe('badc');
    expect(sorted(['metric:odd:last', true])).toBe('dcba');
    expect(sorted(['metric:odd:last', false])).toBe('dcba');
  });

  it('is the order that comparing cell by cell gives, whatever the cells are', () => {
    let state = 7;
    const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
    const pick = <T>(...values: readonly T[]): T => at(values, Math.floor(random() * values.length));
    const wide = Array.from({ length: 700 }, (_, i) => ({
      ...base,
      id: String(i),
      name: pick('', 'Run ', 'run ', 'é') + pick('', String(Math.floor(random() * 30)), '007 b'),
      params: {
        number: pick<number | null>(0, -0, 1.5, Infinity, -Infinity, NaN, null, random()),
        mixed: pick<number | string | boolean | null>(3, -2, 'adam', 'SGD', true, null),
      },
    })) as unknown as RunRow[];
    const ids = ['name', 'param:number', 'param:mixed', 'seed'];
    for (let round = 0; round < 40; round++) {
      const keys = Array.from({ length: 1 + (round % 3) }, () => ({
        column: present(parseColumn(pick(...ids))),
        descending: random() < 0.5,
      }));
      expect(sortRows(wide, keys).map(({ id }) => id)).toEqual(sortSlowly(wide, keys).map(({ id }) => id));
    }
  });
});

/** What a cell is compared by: numbers before words, digits in words as numbers. */
function comparable(row: RunRow, { column }: SortKey): number | string | null {
  const cell = readCell(row, column);
  if (cell === null || cell === '' || Number.isNaN(cell)) return null;
  if (typeof cell !== 'string') return Number(cell);
  return cell.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(15, '0'));
}

function sortSlowly(rows: readonly RunRow[], keys: readonly SortKey[]): RunRow[] {
  return [...rows].sort((a, b) => {
    for (const key of keys) {
      const [x, y] = [comparable(a, key), comparable(b, key)];
      if (x === y) continue;
      if (x === null || y === null) return x === null ? 1 : -1;
      const isLess = typeof x === typeof y ? x < y : typeof x === 'number';
      return isLess === key.descending ? 1 : -1;
    }
    return 0;
  });
}
