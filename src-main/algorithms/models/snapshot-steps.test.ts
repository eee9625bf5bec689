import { describe, expect, it } from 'vitest';
import { MIN_SNAPSHOTS, MAX_SNAPSHOT_BYTES, snapshotSteps, MAX_SNAPSHOTS } from './snapshot-steps';
import { Rng } from '../numeric/rng';

describe('snapshotSteps', () => {
  it('keeps every step of a short run of a small model', () => {
    expect(snapshotSteps({ from: 0, totalSteps: 6, stateBytes: 2000 })).toEqual([1, 2, 3, 4, 5]);
    expect(snapshotSteps({ from: 10, totalSteps: 13, stateBytes: 2000 })).toEqual([11, 12]);
    expect(snapshotSteps({ from: 5, totalSteps: 6, stateBytes: 2000 })).toEqual([]);
  });

  it('is densest at first and nowhere sparse on a long one', () => {
    const steps = snapshotSteps({ from: 0, totalSteps: 5001, stateBytes: 3000 });
    expect(steps.length).toBeGreaterThan(180);
    expect(steps.slice(0, 8)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const gaps = steps.slice(1).map((step, i) => step - steps[i]);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(Math.ceil(5000 / (MAX_SNAPSHOTS / 2)));
    expect(steps[steps.length - 1]).toBe(5000);
  });

  it('is thinned for a large model, and left out for one that would keep too few', () => {
    const at = (stateBytes: number): number =>
      snapshotSteps({ from: 0, totalSteps: 100_000, stateBytes }).length;
    expect(at(100_000)).toBeLessThanOrEqual(83);
    expect(at(100_000)).toBeGreaterThan(60);
    expect(at(MAX_SNAPSHOT_BYTES / MIN_SNAPSHOTS)).toBe(MIN_SNAPSHOTS - 1);
    expect(at(MAX_SNAPSHOT_BYTES / MIN_SNAPSHOTS + 1)).toBe(0);
  });

  it('never passes the budget, the end, or itself, whatever it is asked', () => {
    const rng = new Rng(5);
    for (let i = 0; i < 500; i++) {
      const from = rng.integer(1000);
      const totalSteps = from + 1 + Math.floor(10 ** (8 * rng.uniform()));
      const stateBytes = 1 + Math.floor(10 ** (8 * rng.uniform()));
      const steps = snapshotSteps({ from, totalSteps, stateBytes });
      expect(steps.length).toBeLessThanOrEqual(MAX_SNAPSHOTS);
      expect(steps.length * stateBytes).toBeLessThanOrEqual(MAX_SNAPSHOT_BYTES);
      expect(steps.every((step, k) => step > (steps[k - 1] ?? from) && step < totalSteps)).toBe(true);
    }
  });
});
