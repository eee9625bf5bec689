import { describe, expect, it } from 'vitest';
import type { BenchtopError } from '../../../../src-shared/errors';
import { parseExperiment } from '../../../../src-shared/experiment/schema';
import { parseArguments } from '../../testing/arguments';
import { sweepPlan } from './groups/plan';
import { sweep } from './sweep';

const experiment = parseExperiment({
  schemaVersion: 1,
  name: 'x',
  seed: 4,
  dataset: { kind: 'generated', generator: 'xnor' },
  model: { kind: 'network', layers: [{ units: 1, activation: 'sigmoid' }] },
});
const plan = (...args: string[]): unknown =>
  sweepPlan(experiment, parseArguments(sweep, 'x', ...args).options);

describe('the options of sweep', () => {
  it('make a grid of numbers and words', () => {
    expect(plan('--grid', 'a.b=0.1,1e-2', '--grid', 'c=relu,tanh')).toEqual({
      kind: 'sweep',
      search: 'grid',
      parameters: [
        { kind: 'values', path: 'a.b', values: [0.1, 0.01] },
        { kind: 'values', path: 'c', values: ['relu', 'tanh'] },
      ],
      trials: 27,
      seed: 4,
      objective: { metric: 'loss', goal: 'min' },
      factor: 3,
      maxMs: null,
    });
  });

  it('choose the search and the halving by name', () => {
    const range = ['--random', 'a=1e-4..1log', '--grid', 'c=relu,tanh'];
    expect(plan('--search', 'tpe', ...range, '--halving', 'asha', '--parallel', '8')).toMatchObject({
      search: 'tpe',
      halving: 'asha',
      parallel: 8,
    });
    expect(plan('--search', 'tpe', ...range)).not.toHaveProperty('halving');
    expect(plan(...range, '--halving', 'hyperband')).toMatchObject({
      search: 'random',
      halving: 'hyperband',
    });
    const successive = plan(...range, '--halving', 'successive');
    expect(successive).toMatchObject({ search: 'halving' });
    expect(plan(...range, '--halving')).toEqual(successive);
    expect(() => plan('--search', 'tpe', ...range, '--halving')).toThrow('take --halving asha');
    expect(() => plan('--search', 'bayes', ...range)).toThrow(
      '--search must be one of grid, random, tpe, not "bayes".',
    );
    expect(() => plan(...range, '--parallel', '2')).toThrow('--parallel is of --search tpe');
  });

  it('draw from ranges, of a logarithmic scale too, also below 0', () => {
    expect(
      plan(
        '--random',
        'a=1e-4..1log',
        '--random',
        'b=-2..2',
        '--trials',
        '9',
        '--halving',
        '--minutes',
        '0.5',
      ),
    ).toMatchObject({
      search: 'halving',
      parameters: [
        { kind: 'range', path: 'a', from: 1e-4, to: 1, scale: 'log' },
        { kind: 'range', path: 'b', from: -2, to: 2, scale: 'linear' },
      ],
      trials: 9,
      maxMs: 30_000,
    });
    expect(plan('--random', 'a=1..8[log]')).toMatchObject({
      search: 'random',
      parameters: [{ scale: 'log' }],
    });
    // Values with a number of trials are drawn from.
    expect(plan('--grid', 'a=1,2', '--trials', '1')).toMatchObject({ search: 'random' });
  });

  it('are refused where they do not say enough', () => {
    const refusal = (...args: string[]): string => {
      try {
        return JSON.stringify(plan(...args));
      } catch (error) {
        return (error as BenchtopError).info.message;
      }
    };
    expect(refusal()).toContain('Say what the sweep varies');
    expect(refusal('--grid', 'a')).toContain('--grid takes path=a,b,c');
    expect(refusal('--random', 'a=1')).toContain('--random takes path=low..high');
    expect(refusal('--random', 'a=x..y')).toContain('--random takes path=low..high');
    expect(refusal('--grid', 'a=1', '--metric', 'r2')).toContain('--goal min or --goal max');
    expect(refusal('--grid', 'a=1', '--goal', 'best')).toContain('--goal must be min or max');
    expect(refusal('--grid', 'a=1', '--minutes', 'x')).toContain('--minutes must be');
  });
});
