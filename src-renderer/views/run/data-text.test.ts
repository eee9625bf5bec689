import { describe, expect, it } from 'vitest';
import type { FileStatus } from '../../../src-shared/dataset/named';
import { dataText } from './data-text';

const status = (change: Partial<FileStatus>): FileStatus => ({
  state: 'same',
  foundAt: null,
  how: null,
  sha256: null,
  ...change,
});

describe('what is said of a data file', () => {
  it('is nothing where it is as it was, or nobody knows', () => {
    expect(dataText('/d/a.csv', status({}))).toBeNull();
    expect(dataText('/d/a.csv', status({ state: 'unknown' }))).toBeNull();
  });

  it('names the file, what became of it, and where its data is', () => {
    expect(dataText('/d/a.csv', status({ state: 'changed' }))).toBe(
      'a.csv has changed since this run. To go on or to run again, locate the data as it was.',
    );
    expect(dataText('C:\\d\\a.csv', status({ state: 'missing', foundAt: 'C:\\w\\b.csv', how: 'copy' }))).toBe(
      'a.csv is no longer in C:\\d. A copy lies in C:\\w\\b.csv; going on and running again read that.',
    );
    expect(dataText('/a.csv', status({ state: 'missing', foundAt: '/b.csv', how: 'beside' }))).toBe(
      'a.csv is no longer in /. The same data lies in /b.csv; going on and running again read that.',
    );
  });
});
