import { describe, expect, it } from 'vitest';
import { traceContour } from './svm-surface';

const axis = Float64Array.from({ length: 41 }, (_, i) => -2 + i / 10);

describe('the contour of a surface', () => {
  it('of a plane is its line, of a cone its circle', () => {
    const values = Float32Array.from({ length: 41 * 41 }, (_, at) => axis[at % 41]! - 0.25);
    const line = traceContour({ x1: axis, x2: axis, values }, 0);
    expect(line).toHaveLength(40 * 4);
    for (let at = 0; at < line.length; at += 2) expect(line[at]).toBeCloseTo(0.25, 6);

    const cone = Float32Array.from({ length: 41 * 41 }, (_, at) =>
      Math.hypot(axis[at % 41]!, axis[Math.floor(at / 41)]!),
    );
    const circle = traceContour({ x1: axis, x2: axis, values: cone }, 1);
    expect(circle.length).toBeGreaterThan(100);
    for (let at = 0; at < circle.length; at += 2) {
      expect(Math.abs(Math.hypot(circle[at]!, circle[at + 1]!) - 1)).toBeLessThan(0.01);
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
