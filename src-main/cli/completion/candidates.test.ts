import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../commands';
import { candidates } from './candidates';

const names = {
  runs: () => [['20260101-000000-000-abcdef', '']] as const,
  experiments: () => [['xnor', 'bundled experiment']] as const,
};
const offered = (...words: string[]): string[] =>
  candidates(words, COMMANDS, names).candidates.map(([value]) => value);
const offersFiles = (...words: string[]): boolean => candidates(words, COMMANDS, names).files;

describe('completion', () => {
  it('offers commands, and their own options', () => {
    expect(offered('')).toEqual([...COMMANDS.map(({ name }) => name), 'help']);
    expect(offered('--json', '')).toContain('run');
    expect(offered('evaluate', '-')).toEqual(['--step', '--on', '--workspace', '--json', '--help']);
    expect(offered('-')).toEqual(['--workspace', '--json', '--help', '--version']);
  });

  it('offers what stands in an operand’s place', () => {
    expect(offered('show', '')).toEqual(['last', '20260101-000000-000-abcdef']);
    expect(offered('show', '--json', '')).toEqual(['last', '20260101-000000-000-abcdef']);
    expect(offered('show', 'last', '')).toEqual([]);
    expect(offered('compare', 'last', 'last', '2')).toContain('last');
    expect(offered('run', '')).toEqual(['xnor']);
    expect(offersFiles('run', 'mi')).toBe(true);
    expect(offersFiles('inspect', '')).toBe(true);
    expect(offersFiles('show', '')).toBe(false);
    expect(offered('predict', '--step', '10', '')).toContain('last');
    expect(offersFiles('predict', 'last', '')).toBe(true);
  });

  it('offers the values of options', () => {
    expect(offered('evaluate', 'last', '--on', '')).toEqual(['train', 'validation', 'test']);
    expect(offered('run', 'xnor', '--scaling', '')).toEqual(['none', 'standard', 'minmax', 'robust']);
    expect(offered('compare', 'last', '--baseline', '')).toContain('last');
    expect(offersFiles('convert', 'a.csv', '--to', '')).toBe(true);
    expect(offersFiles('run', 'xnor', '--data', '')).toBe(true);
    expect(offersFiles('run', '--workspace', '')).toBe(true);
    expect(offered('run', 'xnor', '--seed', '')).toEqual([]);
    // A value that looks like an option is one all the same.
    expect(offered('predict', '--points', '-1,2', '')).toContain('last');
  });
});
