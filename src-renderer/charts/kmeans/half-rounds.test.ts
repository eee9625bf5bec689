import { describe, expect, it } from 'vitest';
import { at, present } from '../../../src-shared/present';
import type { ModelHistory, PointSample } from '../../../src-shared/run/live/frames';
import { centerHistory } from './cluster-math';
import { halfRoundAtStep, halfRoundFrame, halfRoundText, readHalfRounds } from './half-rounds';

/** Rows of step, restart, c0, c1. */
function makeHistory(rows: readonly (readonly number[])[]) {
  const history: ModelHistory = {
    step: Float64Array.from(rows, ([step]) => present(step)),
    columns: ['restart', 'c0.x', 'c1.x'],
    values: Float64Array.from(rows.flatMap((row) => row.slice(1))),
  };
  return present(centerHistory(history, 1));
}

const sample: PointSample = {
  features: ['x'],
  target: null,
  totalRows: 4,
  count: 4,
  values: Float64Array.of(0, 1, 9, 10),
  targets: new Float64Array(0),
  classes: [],
};

describe('replayMoments', () => {
  const history = makeHistory([
    [1, 1, 0, 1],
    [1, 1, 0, 6.7],
    [2, 1, 0.5, 9.5],
    [3, 2, 9, 10],
    [3, 2, 3.3, 10],
    [4, 1, 0.5, 9.5],
  ]);
  const halfRounds = readHalfRounds(history);

  it('tells of each half round, from what a start was drawn with on', () => {
    expect(halfRounds.map(({ phase, row, restart, iteration }) => [phase, row, restart, iteration])).toEqual([
      ['start', 0, 1, 0],
      ['assign', 0, 1, 1],
      ['update', 1, 1, 1],
      ['assign', 1, 1, 2],
      ['update', 2, 1, 2],
      ['start', 3, 2, 0],
      ['assign', 3, 2, 1],
      ['update', 4, 2, 1],
      ['result', 5, 1, 0],
    ]);
  });

  it('draws each with the centres and the assignment of its half', () => {
    const frames = halfRounds.map((halfRound) => halfRoundFrame(history, halfRound, sample, [1]));
    expect([...at(frames, 0).labels]).toEqual([-1, -1, -1, -1]);
    expect([...at(frames, 1).labels]).toEqual([0, 1, 1, 1]);
    expect([...at(frames, 1).centers]).toEqual([0, 1]);
    // The centres have moved, the rows not yet.
    expect([...at(frames, 2).labels]).toEqual([0, 1, 1, 1]);
    expect([...at(frames, 2).centers]).toEqual([0, 6.7]);
    expect([...at(frames, 3).labels]).toEqual([0, 0, 1, 1]);
    expect([...at(frames, 3).sizes]).toEqual([2, 2]);
    expect([...at(frames, 8).labels]).toEqual([0, 0, 1, 1]);
  });

  it('finds the end of a step, not its beginning', () => {
    expect(halfRoundAtStep(halfRounds, history, 1)).toBe(2);
    expect(halfRoundAtStep(halfRounds, history, 3)).toBe(7);
    expect(halfRoundAtStep(halfRounds, history, 100)).toBe(8);
    expect(halfRoundAtStep([], history, 1)).toBe(-1);
  });

  it('reads histories without drawn centres', () => {
    const old = makeHistory([
      [1, 1, 0, 6.7],
      [2, 1, 0.5, 9.5],
      [3, 2, 3.3, 10],
    ]);
    expect(readHalfRounds(old).map(({ phase, row }) => [phase, row])).toEqual([
      ['update', 0],
      ['assign', 0],
      ['update', 1],
      ['update', 2],
    ]);
  });

  it('has words', () => {
    expect(halfRoundText(at(halfRounds, 3), 2)).toBe('restart 1 · round 2 · assign');
    expect(halfRoundText(at(halfRounds, 0), 1)).toBe('as drawn');
    expect(halfRoundText(at(halfRounds, 8), 2)).toBe('restart 1 · the best restart');
  });
});
