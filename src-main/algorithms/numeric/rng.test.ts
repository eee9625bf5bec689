import { describe, expect, it } from 'vitest';
import { Rng } from './rng';

describe('Rng', () => {
  it('gives the same stream for the same seed and goes on from a state', () => {
    const a = new Rng(7);
    const b = new Rng(7);
    expect([a.uniform(), a.normal(), a.integer(10)]).toEqual([b.uniform(), b.normal(), b.integer(10)]);
    const c = Rng.fromState(a.state());
    expect(c.uniform()).toBe(a.uniform());
    expect(new Rng(8).uniform()).not.toBe(new Rng(7).uniform());
  });

  it('is uniform and normal to within four standard errors', () => {
    const rng = new Rng(3);
    const n = 20000;
    let sum = 0;
    let squares = 0;
    let below = 0;
    for (let i = 0; i < n; i++) {
      if (rng.uniform() < 0.25) below++;
      const z = rng.normal();
      sum += z;
      squares += z * z;
    }
    expect(Math.abs(below / n - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / n));
    expect(Math.abs(sum / n)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(squares / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  });

  it('shuffles into a permutation', () => {
    const items = Int32Array.from({ length: 100 }, (_, i) => i);
    new Rng(1).shuffle(items);
    expect([...items].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(items[0] === 0 && items[1] === 1 && items[2] === 2).toBe(false);
  });

  it('is xoshiro128**: ten words of the state 1, 2, 3, 4', () => {
    const rng = Rng.fromState([1, 2, 3, 4]);
    // By hand: rotate(2 * 5, 7) * 9 = 11520, then the second word becomes 2 ^ 2 = 0.
    expect(Array.from({ length: 10 }, () => rng.word())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('keeps streams for different purposes apart, and each with its seed', () => {
    const first = (seed: number, purpose: string): number => Rng.derive(seed, purpose).uniform();
    expect(first(1, 'weights')).toBe(first(1, 'weights'));
    const draws = [1, 2, 3].flatMap((seed) => ['weights', 'batches', 'svm'].map((name) => first(seed, name)));
    expect(new Set(draws).size).toBe(9);
  });

  it('gives a state of four words that JSON keeps', () => {
    const rng = new Rng(4294967295);
    for (let i = 0; i < 100; i++) rng.word();
    const state = rng.state();
    expect(state.every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32)).toBe(true);
    expect(Rng.fromState(JSON.parse(JSON.stringify(state)) as number[]).word()).toBe(rng.word());
    expect(() => Rng.fromState([1, 2, 3])).toThrow('four words');
  });
});
