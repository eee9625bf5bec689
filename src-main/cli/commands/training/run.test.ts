import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../testing/arguments';
import { foldsPlan } from './groups/folds';
import { run } from './run';

const plan = (...args: string[]): unknown => foldsPlan(parseArguments(run, 'x', ...args).options);

describe('the folds of run', () => {
  it('are as many as were asked for, with the seed that all experiments have', () => {
    const usual = { kind: 'folds', nSplits: 5, nRepeats: 1, by: 'random', column: null, seed: 1 };
    expect(plan('--folds', '5')).toEqual(usual);
    expect(plan('--folds', '5', '--repeats', '2', '--stratify', '--fold-seed', '7')).toEqual({
      ...usual,
      nRepeats: 2,
      by: 'stratified',
      seed: 7,
    });
    expect(plan('--folds', '5', '--group-by', 'Patient')).toEqual({
      ...usual,
      by: 'group',
      column: 'Patient',
    });
    expect(plan('--folds', '5', '--by-time', 'Date')).toEqual({ ...usual, by: 'time', column: 'Date' });
    expect(plan()).toBeNull();
  });

  it('refuse what contradicts itself', () => {
    expect(() => plan('--stratify')).toThrow(
      '--stratify says how folds are made: say how many with --folds K.',
    );
    expect(() => plan('--folds', '5', '--stratify', '--by-time', 'Date')).toThrow('Choose one of');
    expect(() => plan('--folds', '5', '--repeat', '3')).toThrow('Choose --folds');
    expect(() => plan('--folds', '1')).toThrow('--folds must be a whole number from 2 on');
  });
});
