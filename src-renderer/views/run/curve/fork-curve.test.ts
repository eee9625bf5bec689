import { describe, expect, it } from 'vitest';
import { branched } from './fork-curve';

const line = {
  id: 'loss',
  label: 'Loss',
  colour: '#0066b3',
  x: Float64Array.of(10, 20, 30, 40),
  y: Float64Array.of(4, 3, 2, 1),
};

describe('branched', () => {
  it('parts a curve where the fork began, at a point that both have', () => {
    const [before, own] = branched([line], 25);
    expect(before).toMatchObject({ id: 'loss before', pale: true, x: [10, 20], y: [4, 3] });
    expect(own).toMatchObject({ id: 'loss', x: [20, 30, 40], y: [3, 2, 1] });
    expect(own?.pale).toBeUndefined();
    expect(branched([line], 30)[1]?.x).toEqual([30, 40]);
  });

  it('leaves a run that is no fork, and one that starts at its first row', () => {
    expect(branched([line], null)).toEqual([line]);
    expect(branched([line], 5)).toEqual([line]);
  });

  it('has no line of its own before its first row', () => {
    expect(branched([line], 40).map(({ id }) => id)).toEqual(['loss before']);
    // A start of k-means ends with a gap at the same step.
    const cut = { ...line, x: [1, 2, 2, 3], y: [5, 4, NaN, 3] };
    expect(branched([cut], 2).map(({ x }) => x)).toEqual([
      [1, 2, 2],
      [2, 3],
    ]);
  });
});
