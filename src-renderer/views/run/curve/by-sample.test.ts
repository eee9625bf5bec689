import { describe, expect, it } from 'vitest';
import { fakeRun } from '../../../testing/fake-api';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import { bySample } from './by-sample';

const step = Float64Array.of(10, 20, 30, 40, 45);
const line = { id: 'loss', label: 'training', colour: 'red', x: step, y: Float64Array.of(5, 4, 3, 2, 1) };
const measuring = { logEvery: 10, sample: { trainRows: 4, validationRows: 2 }, fullEvery: 20 };
const record = {
  ...fakeRun('run-aaaa', 'finished', {}).record,
  measuring,
  dataset: { trainRows: 9, validationRows: 3 },
} as RunRecord;
const columns = (rows: number[]): Parameters<typeof bySample>[2] => ({
  ...{ step, elapsedMs: step, series: {} },
  rowCounts: { rows: Float64Array.from(rows), validationRows: Float64Array.of(2, 3, 2, 3, 3) },
});
const drawn = (rows: number[]): [string, number[], number[]][] =>
  bySample(line, record, columns(rows)).map(({ label, x, y }) => [label, Array.from(x), Array.from(y)]);

describe('the curve of a run that is measured on a sample', () => {
  it('leaves out the steps that are measured on all rows, which lie beside it', () => {
    expect(drawn([4, 9, 4, 9, 9])).toEqual([
      ['training', [10, 30], [5, 3]],
      ['training, all rows', [20, 40, 45], [4, 2, 1]],
    ]);
  });

  it('has none of what a fork’s parent measured on all rows', () => {
    const parts = bySample(line, record, {
      ...columns([NaN, NaN, 4, 9, 9]),
      rowCounts: { rows: Float64Array.of(NaN, NaN, 4, 9, 9) },
    });
    expect(parts.map(({ x }) => Array.from(x))).toEqual([[30], [10, 20, 40, 45]]);
  });

  it('is one where all steps are of the same rows, or nothing says what they are of', () => {
    expect(
      bySample(line, { ...record, measuring: { ...measuring, sample: null } }, columns([9, 9, 9, 9, 9])),
    ).toEqual([line]);
    expect(bySample(line, record, { step, elapsedMs: step, series: {} })).toEqual([line]);
    const all = { ...columns([9, 9, 9, 9, 9]), rowCounts: { rows: Float64Array.of(9, 9, 9, 9, 9) } };
    expect(bySample(line, record, all)).toEqual([line]);
  });
});
