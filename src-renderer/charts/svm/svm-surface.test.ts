import { describe, expect, it } from 'vitest';
import { at } from '../../../src-shared/present';
import { traceContour } from './svm-surface';

const axis = Float64Array.from({ length: 41 }, (_, i) => -2 + i / 10);

describe('the contour of a surface', () => {
  it('of a plane is its line, of a cone its circle', () => {
    const values = Float32Array.from({ length: 41 * 41 }, (_, i) => at(axis, i % 41) - 0.25);
    const line = traceContour({ x1: axis, x2: axis, values }, 0);
    expect(line).toHaveLength(40 * 4);
    for (let i = 0; i < line.length; i += 2) expect(line[i]).toBeCloseTo(0.25, 6);

    const cone = Float32Array.from({ length: 41 * 41 }, (_, i) =>
      Math.hypot(at(axis, i % 41), at(axis, Math.floor(i / 41))),
    );
    const circle = traceContour({ x1: axis, x2: axis, values: cone }, 1);
    expect(circle.length).toBeGreaterThan(100);
    for (let i = 0; i < circle.length; i += 2) {
      expect(Math.abs(Math.hypot(at(circle, i), at(circle, i + 1)) - 1)).toBeLessThan(0.01);
    }
  });

  it('is empty where the level is not reached', () => {
    const values = new Float32Array(41 * 41).fill(2);
    expect(traceContour({ x1: axis, x2: axis, values }, 0)).toEqual([]);
  });

  it('of a saddle has both of its pieces', () => {
    const two = Float64Array.of(0, 1);
    const saddle = traceContour({ x1: two, x2: two, values: Float32Array.of(1, -1, -1, 1) }, 0);
    expect(saddle).toHaveLength(8);
  });
});
