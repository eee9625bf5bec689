import { describe, expect, it } from 'vitest';
import { sampledRows } from './sampled-rows';

describe(sampledRows, () => {
  it('says which rows the points of a run are', () => {
    expect(sampledRows({ count: 80, totalRows: 80 }, { validationRows: 0 })).toBe('all training rows');
    expect(sampledRows({ count: 2000, totalRows: 9000 }, { validationRows: 1800 })).toBe(
      '2,000 of 9,000 training and validation rows',
    );
  });
});
