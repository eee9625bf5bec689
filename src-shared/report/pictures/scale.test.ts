import { describe, expect, it } from 'vitest';
import { linePath } from './plot';
import { extent, linearScale, logScale } from './scale';

describe('axes of a report', () => {
  it('have round ticks, and place values evenly', () => {
    const axis = linearScale(0, 100, { isTight: true });
    expect(axis.ticks.map(({ text }) => text)).toEqual(['0', '20', '40', '60', '80', '100']);
    expect([axis.place(0), axis.place(25), axis.place(100)]).toEqual([0, 0.25, 1]);
    expect(linearScale(-0.3, 0.3, { isTight: true }).ticks.map(({ text }) => text)).toEqual([
      '−0.2',
      '0',
      '0.2',
    ]);
    // A twentieth of room on both sides.
    expect(linearScale(0, 10).low).toBe(-0.5);
    // All the same value.
    expect(linearScale(1, 1).place(1)).toBeCloseTo(0.5, 12);
  });

  it('have powers of ten on a logarithmic axis', () => {
    const axis = logScale(1e-5, 1);
    expect(axis.ticks.map(({ text }) => text)).toEqual(['1e−5', '1e−4', '0.001', '0.01', '0.1', '1']);
    expect(axis.place(1e-5) + axis.place(1)).toBeCloseTo(1, 12);
    expect(axis.place(0.01) - axis.place(0.001)).toBeCloseTo(axis.place(0.1) - axis.place(0.01), 12);
  });

  it('take finite values alone, and lines break where there is none', () => {
    expect(extent([NaN, 3, -1, Infinity])).toEqual({ low: -1, high: 3 });
    expect([extent([-1, 0, 2], true), extent([NaN])]).toEqual([{ low: 2, high: 2 }, null]);
    const at = { x: (value: number) => value, y: (value: number) => value };
    expect(linePath([0, 1, 2, 3], [5, NaN, 6, 7], at)).toBe('M0 5M2 6L3 7');
  });
});
