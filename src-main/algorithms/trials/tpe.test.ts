import { describe, expect, it } from 'vitest';
import type { SweepParameter } from '../../../src-shared/group/group';
import { Rng } from '../numeric/rng';
import { drawTrial, gridTrials, type TrialChanges } from './search';
import { suggestTrial, type TriedTrial } from './tpe';

const rate: SweepParameter = { kind: 'range', path: 'rate', from: 1e-5, to: 1, scale: 'log' };
const layers: SweepParameter = { kind: 'range', path: 'layers', from: 1, to: 3, scale: 'linear' };
const second: SweepParameter = {
  kind: 'range',
  path: 'units2',
  from: 1,
  to: 64,
  scale: 'log',
  when: { path: 'layers', atLeast: 2 },
};
const isWhole = (path: string): boolean => path !== 'rate';

const toNumber = (changes: TrialChanges, path: string): number =>
  Number(changes.find((change) => change.path === path)?.value ?? NaN);

/** So many trials one after another; the value of each from its settings. */
function search(
  parameters: readonly SweepParameter[],
  value: (changes: TrialChanges) => number,
  trials: number,
  seed = 1,
): TriedTrial[] {
  const tried: TriedTrial[] = [];
  for (let i = 0; i < trials; i++) {
    const changes = suggestTrial(parameters, isWhole, tried, Rng.derive(seed, `trial ${i}`));
    if (changes === null) break;
    tried.push({ changes, value: value(changes) });
  }
  return tried;
}

describe('a search that learns', () => {
  it('is the same for the same seed and the same values', () => {
    const value = (changes: TrialChanges): number => Math.abs(Math.log10(toNumber(changes, 'rate')) + 2);
    expect(search([rate, layers, second], value, 25)).toEqual(search([rate, layers, second], value, 25));
    expect(search([rate], value, 25)).not.toEqual(search([rate], value, 25, 2));
  });

  it('comes to where the values are small', () => {
    const value = (changes: TrialChanges): number => Math.abs(Math.log10(toNumber(changes, 'rate')) + 2);
    let learned = 0;
    for (let seed = 0; seed < 10; seed++) {
      const last = search([rate], value, 40, seed).slice(-10);
      learned += last.reduce((sum, trial) => sum + (trial.value ?? NaN), 0) / last.length / 10;
    }
    // Drawn at random, the mean distance would be 1.3 decades: it is half of that at most.
    expect(learned).toBeLessThan(0.65);
  });

  it('leaves a setting out where its condition does not hold, and keeps it where it does', () => {
    const tried = search([layers, second, rate], (changes) => -toNumber(changes, 'layers'), 40);
    for (const { changes } of tried) {
      const paths = changes.map(({ path }) => path);
      expect(paths).toEqual(
        toNumber(changes, 'layers') >= 2 ? ['layers', 'units2', 'rate'] : ['layers', 'rate'],
      );
    }
    expect(new Set(tried.map(({ changes }) => toNumber(changes, 'layers')))).toEqual(new Set([1, 2, 3]));
  });

  it('does not try what is under way, whatever comes of it', () => {
    const rng = new Rng(4);
    const before: TriedTrial[] = Array.from({ length: 20 }, () => {
      const changes = drawTrial([rate], rng, isWhole);
      return { changes, value: Math.abs(Math.log10(toNumber(changes, 'rate')) + 2) };
    });
    // Many trials under way around the best place push the next one off it.
    const busy: TriedTrial[] = Array.from({ length: 40 }, (_, i) => ({
      changes: [{ path: 'rate', value: Number((0.01 * 10 ** ((i - 20) / 100)).toPrecision(6)) }],
      value: null,
    }));
    const distance = (tried: readonly TriedTrial[]): number => {
      let sum = 0;
      for (let seed = 0; seed < 40; seed++) {
        const changes = suggestTrial([rate], isWhole, tried, new Rng(seed)) ?? [];
        sum += Math.abs(Math.log10(toNumber(changes, 'rate')) + 2) / 40;
      }
      return sum;
    };
    expect(distance([...before, ...busy])).toBeGreaterThan(1.5 * distance(before));
  });

  it('stays away from trials that failed', () => {
    const value = (changes: TrialChanges): number => {
      const at = Math.log10(toNumber(changes, 'rate'));
      return at > -1 ? NaN : Math.abs(at + 1.5);
    };
    const failed = search([rate], value, 60)
      .slice(20)
      .filter((trial) => Number.isNaN(trial.value));
    // A fifth of the range fails.
    expect(failed.length).toBeLessThan(8);
  });

  it('tries every point of a small space once, and then ends', () => {
    const words: SweepParameter = { kind: 'values', path: 'word', values: ['a', 'b', 'c'] };
    const steps: SweepParameter = { kind: 'values', path: 'steps', values: [10, 1, 100, 1000, 20] };
    const tried = search([words, steps], (changes) => toNumber(changes, 'steps'), 50);
    expect(tried).toHaveLength(15);
    expect(new Set(tried.map(({ changes }) => JSON.stringify(changes))).size).toBe(15);
  });
});

describe('a grid with a condition', () => {
  it('has each of its points once', () => {
    const count: SweepParameter = { kind: 'values', path: 'layers', values: [1, 2] };
    const units: SweepParameter = {
      kind: 'values',
      path: 'units2',
      values: [4, 8],
      when: { path: 'layers', atLeast: 2 },
    };
    expect(gridTrials([count, units]).map((trial) => trial.map(({ value }) => value))).toEqual([
      [1],
      [2, 4],
      [2, 8],
    ]);
  });
});
