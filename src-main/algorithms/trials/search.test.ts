import { describe, expect, it } from 'vitest';
import type { SweepParameter } from '../../../src-shared/group/group';
import { gridTrials, randomTrials } from './search';
import { Rng } from '../numeric/rng';

const rates: SweepParameter = { kind: 'values', path: 'rate', values: [0.1, 0.01] };
const names: SweepParameter = { kind: 'values', path: 'name', values: ['a', 'b', 'c'] };
const range: SweepParameter = { kind: 'range', path: 'rate', from: 1e-4, to: 1, scale: 'log' };
const never = (): boolean => false;

describe('a grid', () => {
  it('has every combination, the last parameter changing fastest', () => {
    const trials = gridTrials([rates, names]).map((trial) => trial.map(({ value }) => value));
    expect(trials).toEqual([
      [0.1, 'a'],
      [0.1, 'b'],
      [0.1, 'c'],
      [0.01, 'a'],
      [0.01, 'b'],
      [0.01, 'c'],
    ]);
  });

  it('refuses a range and too many points', () => {
    expect(() => gridTrials([range])).toThrow('A grid needs the values of rate, not a range.');
    const many: SweepParameter = {
      kind: 'values',
      path: 'x',
      values: Array.from({ length: 101 }, (_, i) => i),
    };
    expect(() => gridTrials([many, many])).toThrow('more than 10000 points');
  });
});

describe('random search', () => {
  it('is the same for the same seed, and another for another', () => {
    const draw = (seed: number): unknown => randomTrials([range, names], 8, new Rng(seed), never);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('draws a log range evenly in the logarithm', () => {
    const trials = randomTrials([range], 4000, new Rng(7), never);
    const values = trials.map(([change]) => Number(change?.value));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(1e-4);
    expect(Math.max(...values)).toBeLessThanOrEqual(1);
    for (const [from, to] of [
      [1e-4, 1e-3],
      [1e-3, 1e-2],
      [1e-2, 1e-1],
      [1e-1, 1],
    ] as const) {
      // A quarter each: four standard deviations are 110.
      const inside = values.filter((value) => value >= from && value < to).length;
      expect(Math.abs(inside - 1000)).toBeLessThan(110);
    }
  });

  it('gives whole numbers equal chances, the ends as well', () => {
    const counts = new Map<unknown, number>();
    for (let seed = 0; seed < 3000; seed++) {
      const units: SweepParameter = { kind: 'range', path: 'units', from: 2, to: 4, scale: 'linear' };
      const [trial] = randomTrials([units], 1, new Rng(seed), () => true);
      counts.set(trial?.[0]?.value, (counts.get(trial?.[0]?.value) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([2, 3, 4]);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(110);
  });

  it('never draws a point twice, and ends where there are no more', () => {
    const trials = randomTrials([rates, names], 50, new Rng(3), never);
    expect(trials).toHaveLength(6);
    expect(new Set(trials.map((trial) => JSON.stringify(trial))).size).toBe(6);
  });
});
