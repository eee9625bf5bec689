import { describe, expect, it } from 'vitest';
import { paretoPoints, TIME, withGoal } from './pareto';

const run = (id: string, loss: number, accuracy: number, elapsedMs = 0) => ({
  id,
  status: 'finished' as const,
  elapsedMs,
  summary: { valLoss: loss, valAccuracy: accuracy },
});
const LOSS = { metric: 'valLoss', goal: 'min' } as const;
const ACCURACY = { metric: 'valAccuracy', goal: 'max' } as const;
const front = (runs: Parameters<typeof paretoPoints<ReturnType<typeof run>>>[0]): string[] =>
  paretoPoints(runs, [LOSS, ACCURACY])
    .filter(({ isOnFront }) => isOnFront)
    .map(({ run: { id } }) => id);

describe('the front of two metrics', () => {
  it('has the runs that no other beats in both', () => {
    expect(front([run('c', 0.3, 0.9), run('a', 0.1, 0.7), run('b', 0.2, 0.8), run('d', 0.25, 0.75)])).toEqual(
      ['a', 'b', 'c'],
    );
  });

  it('has equals all or none, and of one metric’s equals the better one', () => {
    expect(front([run('a', 0.1, 0.7), run('b', 0.1, 0.7), run('c', 0.1, 0.6), run('d', 0.2, 0.7)])).toEqual([
      'a',
      'b',
    ]);
  });

  it('leaves out runs without a finite value', () => {
    const points = paretoPoints([run('a', NaN, 0.9), run('b', 0.2, 0.8)], [LOSS, ACCURACY]);
    expect(points.map(({ run: { id } }) => id)).toEqual(['b']);
  });

  it('can be one of time', () => {
    const runs = [run('slow', 0.1, 0.9, 500), run('quick', 0.2, 0.8, 100), run('worse', 0.3, 0.8, 200)];
    const points = paretoPoints(runs, [LOSS, withGoal(TIME)]);
    expect(points.map(({ run: { id }, isOnFront, values }) => [id, isOnFront, values[1]])).toEqual([
      ['slow', true, 500],
      ['quick', true, 100],
      ['worse', false, 200],
    ]);
  });

  it('knows which way a metric is better, or asks for another', () => {
    expect(withGoal('valAccuracy').goal).toBe('max');
    expect(withGoal('valLoss').goal).toBe('min');
    expect(() => withGoal('steps')).toThrow('take another metric');
  });
});
