import { describe, expect, it } from 'vitest';
import { fakeRun } from '../../testing/fake-api';
import type { NetworkSpec } from '../../../src-shared/models/network/schema';
import { networkCurves } from '../../models/network/run/curves';
import { isOfTrainingRows, progressText, rateMarks, subtitle } from './run-text';

const { record } = fakeRun('run-aaaa', 'running', { totalSteps: null });
const loading = { bytes: 34_200_000, totalBytes: 100_000_000, rows: 3_400_000 };

describe(progressText, () => {
  it('says how far reading the data has come', () => {
    expect(progressText(record, null, null, loading)).toEqual({
      steps: 'Loading the data · 34 %',
      pace: '3,400,000 rows',
      share: 0.342,
    });
    expect(progressText(record, null, null, { ...loading, bytes: 0, rows: 0 })).toEqual({
      steps: 'Loading the data · 0 %',
      pace: '',
      share: 0,
    });
  });

  it('says so while a run that goes on reads its data again', () => {
    const again = { ...record, totalSteps: 5000, steps: 500 };
    expect(progressText(again, null, null, loading).steps).toBe('Loading the data · 34 %');
    expect(progressText(again, null, null, null).steps).toBe('500 / 5,000');
  });

  it('says only that it loads before anything was read', () => {
    expect(progressText(record, null, null, null)).toEqual({
      steps: 'Loading the data',
      pace: '',
      share: null,
    });
    expect(progressText({ ...record, status: 'queued' }, null, null, null).share).toBeNull();
  });
});

describe(rateMarks, () => {
  const changed = {
    ...record,
    rateChanges: [
      { step: 25, learningRate: 0.2 },
      { step: 900, learningRate: 0.001 },
    ],
  };

  it('is marked on the curve where it has come to pass', () => {
    expect(rateMarks(changed, 899)).toEqual([
      { x: 25, label: '0.2', description: 'learning rate set to 0.2 after step 25' },
    ]);
    expect(rateMarks(changed, 900).map(({ x }) => x)).toEqual([25, 900]);
  });
});

describe(isOfTrainingRows, () => {
  it('is for curves without validation, and for none that are of no rows', () => {
    const groups = networkCurves.groups(record.experiment.model as NetworkSpec);
    const [loss] = groups;
    const rate = groups.find(({ id }) => id === 'learningRate');
    if (loss === undefined || rate === undefined) throw new Error('A network has both.');
    expect(isOfTrainingRows(loss, (name) => name === 'loss')).toBe(true);
    expect(isOfTrainingRows(loss, () => true)).toBe(false);
    expect(isOfTrainingRows(loss, () => false)).toBe(false);
    expect(isOfTrainingRows(rate, () => true)).toBe(false);
  });
});

describe(subtitle, () => {
  it('says how many rows were used, and of how many where some were left out', () => {
    const facts = {
      rows: 14,
      droppedRows: 0,
      droppedByReason: {},
      filter: null,
      sample: null,
      features: ['x'],
    };
    const withFacts = (changes: object) => ({ ...record, dataset: { ...facts, ...changes } }) as never;
    expect(subtitle(withFacts({}))).toMatch(/, 14 rows$/);
    expect(subtitle(withFacts({ droppedRows: 26 }))).toMatch(/, 14 of 40 rows used$/);
  });
});
