import { describe, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import type { PointSample, SvmFrame } from '../../../src-shared/run/live/frames';
import { decisionBins } from './decision-bins';

const sample: PointSample = {
  features: ['a'],
  target: 'c',
  totalRows: 4,
  count: 4,
  values: Float64Array.of(-3, -0.1, 0.2, 5),
  targets: Float64Array.of(0, 1, 0, 1),
  classes: ['no', 'yes'],
};
const frame: SvmFrame = {
  kind: 'svm',
  step: 1,
  coef: Float64Array.of(1),
  intercept: 0,
  supportVectors: new Int32Array(0),
};

describe('the histogram of decisions', () => {
  it('counts every point once, by class, from the smallest to the largest', () => {
    const bins = present(decisionBins(frame, sample, 0, 8));
    expect([bins.low, bins.high]).toEqual([-3, 5]);
    expect(bins.counts.map((counts) => counts.join())).toEqual([
      '1,0',
      '0,0',
      '0,1',
      '1,0',
      '0,0',
      '0,0',
      '0,0',
      '0,1',
    ]);
    expect(bins.highest).toBe(1);
  });

  it('reads a machine of many', () => {
    const many = { ...sample, classes: ['a', 'b', 'c'], targets: Float64Array.of(0, 1, 2, 2) };
    const decisions = Float64Array.from({ length: 12 }, (_, i) => (i % 3 === 1 ? 4 : -4));
    const bins = present(decisionBins({ ...frame, decisions }, many, 1, 4));
    expect(bins.counts[3]).toEqual([1, 1, 2]);
    expect(decisionBins({ ...frame, coef: Float64Array.of(NaN) }, sample, 0)).toBeNull();
  });
});
