import { describe, expect, it } from 'vitest';
import { svmSpec } from '../../testing/data';
import { whatIf } from './what-if';

const data = { scaler: { kind: 'none' as const, offset: [0, 0], scale: [1, 1] }, names: ['no', 'yes'] };
const points = [
  [1, 0],
  [2, 1],
  [-1, 0],
  [-2, 1],
];

describe('the margin lab', () => {
  it('finds the line of the points as they stand, and moves it with one of them', () => {
    const before = whatIf(svmSpec(), data, 100, { points, classes: [1, 1, 0, 0] });
    expect(before.coef[0]).toBeCloseTo(1, 2);
    expect(before.intercept).toBeCloseTo(0, 2);
    expect(before.marginWidth).toBeCloseTo(2, 1);
    expect(before.accuracy).toBe(1);
    const moved = [[3, 0], ...points.slice(1)];
    const after = whatIf(svmSpec(), data, 100, { points: moved, classes: [1, 1, 0, 0] });
    expect(after.marginWidth).toBeGreaterThan(before.marginWidth);
  });

  it('answers in raw units through the scaler, with the weights of the classes', () => {
    const scaler = { kind: 'standard' as const, offset: [10, 0], scale: [2, 1] };
    const raw = points.map(([x, y]) => [10 + 2 * x, y]);
    const answer = whatIf(svmSpec(), { ...data, scaler }, 100, { points: raw, classes: [1, 1, 0, 0] });
    expect(answer.coef[0]).toBeCloseTo(0.5, 2);
    expect(-answer.intercept / answer.coef[0]).toBeCloseTo(10, 1);
    const plain = whatIf(svmSpec(), data, 0.1, { points, classes: [1, 1, 0, 0] });
    const heavy = whatIf(svmSpec({ classWeight: { yes: 5 } }), data, 0.1, { points, classes: [1, 1, 0, 0] });
    expect(heavy.intercept).toBeGreaterThan(plain.intercept);
  });

  it('wants both classes and pairs of numbers', () => {
    expect(() => whatIf(svmSpec(), data, 1, { points, classes: [1, 1, 1, 1] })).toThrow('both classes');
    expect(() =>
      whatIf(svmSpec(), data, 1, { points: [[1], ...points.slice(1)], classes: [1, 1, 0, 0] }),
    ).toThrow('Point 1 is not 2 numbers.');
  });
});
