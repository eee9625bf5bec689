import { expect, it } from 'vitest';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { xnorExperiment } from '../../testing/data';
import { knownDataLines, leftOutLines, metricLines, noteLines } from './run-lines';

const record = (
  summary: RunRecord['summary'],
  rows: { trainRows: number; validationRows: number },
  metricRanges?: RunRecord['metricRanges'],
): RunRecord =>
  ({
    summary,
    metricRanges,
    dataset: {
      ...rows,
      rows: 4,
      droppedRows: 2,
      droppedByReason: { badCell: 2 },
      filter: null,
      sample: null,
    },
  }) as unknown as RunRecord;
const range = (min: number, minStep: number, max: number, maxStep: number) => ({
  min,
  minStep,
  max,
  maxStep,
});

it('the figures of the validation rows come first, with the best of the first', () => {
  const ranges = { valLoss: range(0.19, 1300, 0.9, 0), valAccuracy: range(0.1, 0, 0.97, 900) };
  const summary = { loss: 0.1, accuracy: 1, learningRate: 0.03, valLoss: 0.25, valAccuracy: 0.95 };
  expect(metricLines(record(summary, { trainRows: 1200, validationRows: 300 }, ranges))).toEqual([
    'validation, 300 rows: loss 0.25 (best 0.19 at step 1,300) · accuracy 0.95',
    'training, 1,200 rows: loss 0.1 · accuracy 1',
    'learning rate 0.03',
  ]);
});

it('a run without validation says so, and nothing is best that is last', () => {
  const ranges = { loss: range(0.1, 5000, 1, 0) };
  expect(metricLines(record({ loss: 0.1 }, { trainRows: 4, validationRows: 0 }, ranges))).toEqual([
    'training rows only, 4 rows: loss 0.1',
  ]);
  expect(metricLines(record({}, { trainRows: 4, validationRows: 0 }))).toEqual([]);
});

it('figures of a sample are called so, and when steps are measured on one is a line', () => {
  const { dataset } = record({}, { trainRows: 270_000, validationRows: 30_000 });
  const run = {
    ...record({ loss: 0.3, valLoss: 0.4 }, { trainRows: 270_000, validationRows: 30_000 }),
    dataset,
    experiment: xnorExperiment(),
    measuring: { logEvery: 50, sample: { trainRows: 4096, validationRows: 4096 }, fullEvery: 5000 },
  } as RunRecord;
  const line =
    'steps measured every 50 steps on a sample of 4,096 of 270,000 training rows and 4,096 of 30,000 validation rows, every 5,000 steps and at the end on all rows';
  expect(metricLines(run)).toEqual([
    'validation, 30,000 rows: loss 0.4',
    'training, 270,000 rows: loss 0.3',
    line,
  ]);
  expect(metricLines({ ...run, isSummaryOfSample: true })).toEqual([
    'validation, a sample of 4,096 of 30,000 rows: loss 0.4',
    'training, a sample of 4,096 of 270,000 rows: loss 0.3',
    line,
  ]);
  const onAll = { ...run, measuring: { ...run.measuring!, sample: null, fullEvery: null } };
  expect(metricLines(onAll)).toHaveLength(2);
});

it('what was left out is one line', () => {
  expect(leftOutLines(record({}, { trainRows: 4, validationRows: 0 }))).toEqual([
    '4 of 6 rows used; left out: 2 with cells that do not fit their column',
  ]);
  expect(leftOutLines({ ...record({}, { trainRows: 4, validationRows: 0 }), dataset: null })).toEqual([]);
});

it('what was decided of the data is a line each', () => {
  const run = record({}, { trainRows: 4, validationRows: 0 });
  expect(noteLines(run)).toEqual([]);
  const dataset = {
    ...run.dataset,
    notes: ['Column "id" holds codes.', 'One class.'],
  } as RunRecord['dataset'];
  expect(noteLines({ dataset })).toEqual(['note: Column "id" holds codes.', 'note: One class.']);
});

it('says where data comes from that was not read for the run', () => {
  expect(knownDataLines({})).toEqual([]);
  expect(knownDataLines({ dataReadAt: '2026-12-01T07:00:00.000Z' })).toEqual([
    'data from memory, as an earlier run read it at 2026-12-01T07:00:00.000Z',
  ]);
});
