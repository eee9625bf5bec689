import { describe, expect, it } from 'vitest';
import { scheduleSchema, type ScheduleSpec } from '../../../../src-shared/experiment/schema';
import { EarlyStopping, LearningRate } from './schedule';

function makeRate(schedule: object, stored: unknown = null, steps = 101): LearningRate {
  return new LearningRate(scheduleSchema.parse(schedule) satisfies ScheduleSpec, 0.1, steps, stored);
}

describe('a learning rate', () => {
  it('stays, from the first step to the last', () => {
    const rate = makeRate({ kind: 'constant' });
    expect([1, 50, 101].map((step) => rate.at(step))).toEqual([0.1, 0.1, 0.1]);
    expect(rate.isConstant).toBe(true);
  });

  it('rises in a straight line while it warms up', () => {
    const rate = makeRate({ kind: 'constant', warmupSteps: 3 });
    [0.025, 0.05, 0.075, 0.1, 0.1].forEach((value, i) => {
      expect(rate.at(i + 1)).toBeCloseTo(value, 15);
    });
    expect(rate.isConstant).toBe(false);
  });

  it('falls in steps', () => {
    const rate = makeRate({ kind: 'step', every: 10, factor: 0.5 });
    [0.1, 0.1, 0.05, 0.05, 0.025].forEach((value, i) => {
      expect(rate.at([1, 10, 11, 20, 21][i])).toBeCloseTo(value, 15);
    });
  });

  it('falls exponentially', () => {
    const rate = makeRate({ kind: 'exponential', every: 10, factor: 0.25 });
    [0.1, 0.05, 0.025].forEach((value, i) => {
      expect(rate.at([1, 6, 11][i])).toBeCloseTo(value, 15);
    });
  });

  it('follows half a cosine to its last share', () => {
    const rate = makeRate({ kind: 'cosine', alpha: 0.2 });
    // 0.02 + 0.08 (1 + cos(pi t)) / 2 at t = 0, 1/4, 1/2, 1.
    [0.1, 0.02 + 0.04 * (1 + Math.SQRT1_2), 0.06, 0.02].forEach((value, i) => {
      expect(rate.at([1, 26, 51, 101][i])).toBeCloseTo(value, 15);
    });
    const warm = makeRate({ kind: 'cosine', warmupSteps: 50 });
    expect(warm.at(51)).toBe(0.1);
    expect(warm.at(101)).toBeCloseTo(0, 15);
  });

  it('goes on from another rate as the schedule has it', () => {
    const constant = makeRate({ kind: 'constant' });
    constant.change(0.7, 40);
    expect([41, 101].map((step) => constant.at(step))).toEqual([0.7, 0.7]);
    expect(makeRate({ kind: 'constant' }, constant.state()).at(41)).toBe(0.7);

    const steps = makeRate({ kind: 'step', every: 10, factor: 0.5 });
    steps.change(0.2, 14);
    [0.2, 0.2, 0.1].forEach((value, i) => {
      expect(steps.at([15, 20, 21][i])).toBeCloseTo(value, 15);
    });
    // Made again at its step, as after going on from a checkpoint, it changes nothing.
    const again = makeRate({ kind: 'step', every: 10, factor: 0.5 }, steps.state());
    again.change(0.2, 14);
    expect(again.state()).toEqual(steps.state());

    const warm = makeRate({ kind: 'constant', warmupSteps: 3 });
    warm.change(0.3, 1);
    [0.3, 0.45, 0.6, 0.6].forEach((value, i) => {
      expect(warm.at(i + 2)).toBeCloseTo(value, 15);
    });
    // A cosine that has come down to nothing stays there.
    const over = makeRate({ kind: 'cosine' }, null, 11);
    over.change(0.5, 10);
    expect(over.at(11)).toBeCloseTo(0, 15);
  });

  it('is waited for anew after a change on a plateau, and cut from the new rate', () => {
    const rate = makeRate({ kind: 'plateau', factor: 0.5, patience: 20, minDelta: 0.01 });
    rate.see(1, 10);
    rate.change(0.4, 25);
    for (const step of [30, 40]) rate.see(1, step);
    expect(rate.at(41)).toBe(0.4);
    rate.see(1, 45);
    expect(rate.at(46)).toBe(0.2);
    expect(makeRate({ kind: 'plateau' }, rate.state()).at(46)).toBe(0.2);
  });

  it('is cut where the loss stays for as long as the patience, and not below the lowest', () => {
    const rate = makeRate({
      kind: 'plateau',
      factor: 0.1,
      patience: 20,
      minDelta: 0.01,
      minLearningRate: 0.004,
    });
    const seen: number[] = [];
    [5, 4, 3.995, 3.993, 3.992, 3.99, 3, 3, 3, 3, 3].forEach((loss, i) => {
      rate.see(loss, 10 * (i + 1));
      seen.push(rate.at(10 * (i + 1) + 1));
    });
    // Best 4 at step 20: cut at 40; 3.99 is not better by more than 0.01; cut at 60; best 3 at 70.
    const expected = [0.1, 0.1, 0.1, 0.01, 0.01, 0.004, 0.004, 0.004, 0.004, 0.004, 0.004];
    seen.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 15);
    });
  });

  it('goes on from what it stored, through JSON', () => {
    const spec = { kind: 'plateau', factor: 0.5, patience: 20, minDelta: 0 };
    const losses = [3, 2, 2, 2.5, 2, 2, 1, 1, 1, 1];
    const whole = makeRate(spec);
    losses.forEach((loss, i) => {
      whole.see(loss, 10 * (i + 1));
    });
    for (let cut = 0; cut < losses.length; cut++) {
      const first = makeRate(spec);
      losses.slice(0, cut).forEach((loss, i) => {
        first.see(loss, 10 * (i + 1));
      });
      const second = makeRate(spec, JSON.parse(JSON.stringify(first.state())));
      losses.slice(cut).forEach((loss, i) => {
        second.see(loss, 10 * (cut + i + 1));
      });
      expect(second.at(200)).toBe(whole.at(200));
      expect(second.state()).toEqual(whole.state());
    }
  });
});

describe('early stopping', () => {
  it('waits its patience after the best loss', () => {
    const early = new EarlyStopping({ patience: 30, minDelta: 0.1 }, null);
    const best: boolean[] = [];
    const over: boolean[] = [];
    [3, 2, 1.95, 2.2, 1.91].forEach((loss, i) => {
      best.push(early.see(loss, 10 * (i + 1)));
      over.push(early.isOver(10 * (i + 1)));
    });
    expect(best).toEqual([true, true, false, false, false]);
    expect(over).toEqual([false, false, false, false, true]);
  });
});
