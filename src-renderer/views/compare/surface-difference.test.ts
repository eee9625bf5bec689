import { describe, expect, it } from 'vitest';
import type { Surface } from '../../../src-shared/run/live/frames';
import { surfaceDifference } from './surface-difference';

const surface = (x1: number[], x2: number[], values: number[]): Surface => ({
  x1: Float64Array.from(x1),
  x2: Float64Array.from(x2),
  values: Float32Array.from(values),
});

describe(surfaceDifference, () => {
  it('is A - B on the grid of A, where B has a value, with colours even around 0', () => {
    const a = surface([0, 1, 2], [0, 1], [1, 2, 3, 4, 5, 6]);
    const b = surface([0, 2], [0, 1], [0, 2, 2, 6]);
    const found = surfaceDifference(a, b);
    expect([...(found?.surface.values ?? [])]).toEqual([1, 1, 1, 2, 1, 0]);
    expect(found?.domain).toEqual([-2, 2]);
    expect(surfaceDifference(a, a)?.domain).toEqual([-1, 1]);
  });

  it('is only of what both planes hold, and null of none', () => {
    const a = surface([0, 1, 2], [0, 1], [1, 2, 3, 4, 5, 6]);
    const half = surface([1, 3], [0, 1], [0, 0, 0, 0]);
    expect([...(surfaceDifference(a, half)?.surface.x1 ?? [])]).toEqual([1, 2]);
    expect(surfaceDifference(a, surface([5, 6], [0, 1], [0, 0, 0, 0]))).toBeNull();
  });
});
