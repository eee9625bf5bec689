import { describe, expect, it } from 'vitest';
import { fakeRun } from '../../state/fake-api';
import { progressWords } from './run-words';

const { record } = fakeRun('run-aaaa', 'running', { totalSteps: null });
const loading = { bytes: 34_200_000, totalBytes: 100_000_000, rows: 3_400_000 };

describe(progressWords, () => {
  it('says how far reading the data has come', () => {
    expect(progressWords(record, null, null, loading)).toEqual({
      steps: 'Loading the data · 34 %',
      pace: '3,400,000 rows',
      share: 0.342,
    });
    expect(progressWords(record, null, null, { ...loading, bytes: 0, rows: 0 })).toEqual({
      steps: 'Loading the data · 0 %',
      pace: '',
      share: 0,
    });
  });

  it('says so while a run that goes on reads its data again', () => {
    const again = { ...record, totalSteps: 5000, steps: 500 };
    expect(progressWords(again, null, null, loading).steps).toBe('Loading the data · 34 %');
    expect(progressWords(again, null, null, null).steps).toBe('500 / 5,000');
  });

  it('says only that it loads before anything was read', () => {
    expect(progressWords(record, null, null, null)).toEqual({
      steps: 'Loading the data',
      pace: '',
      share: null,
    });
    expect(progressWords({ ...record, status: 'queued' }, null, null, null).share).toBeNull();
  });
});
