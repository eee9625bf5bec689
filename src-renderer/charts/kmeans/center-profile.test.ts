import { describe, expect, it } from 'vitest';
import { at } from '../../../src-shared/present';
import { centerProfile } from './center-profile';

const sample = {
  features: ['a', 'b', 'c'],
  target: null,
  totalRows: 2,
  count: 2,
  values: Float64Array.of(1, 10, 5, 3, 30, 5),
  targets: new Float64Array(0),
  classes: [],
};

describe('centerProfile', () => {
  it("is in the model's own units where it has a scaler", () => {
    const scaler = { kind: 'standard' as const, offset: [1, 0, 5], scale: [2, 10, 1] };
    const { values, unit } = centerProfile([3, 20, 5, 1, 10, 6], scaler, sample);
    expect(values.map((row) => [...row])).toEqual([
      [1, 2, 0],
      [0, 1, 1],
    ]);
    expect(unit).toContain('standard');
  });

  it('is in standard deviations of the points where nothing is scaled; a constant column stays at 0', () => {
    const none = { kind: 'none' as const, offset: [0, 0, 0], scale: [1, 1, 1] };
    // Means 2, 20, 5; deviations 1, 10, 0.
    const { values, unit } = centerProfile([3, 10, 5], none, sample);
    expect([...at(values, 0)]).toEqual([1, -1, 0]);
    expect(unit).toContain('unscaled');
    expect(centerProfile([3, 10, 5], null, sample).values).toEqual(values);
  });
});
