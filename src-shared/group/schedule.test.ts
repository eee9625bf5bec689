import { describe, expect, it } from 'vitest';
import { encodeNumber } from '../run/record/stored-number';
import type { Job } from './group';
import { bracketOf, learnedValues, makeSchedule, nextJob, type Schedule } from './schedule';

const asha = makeSchedule({ trials: 9, steps: 900, halving: 'asha', factor: 3, goal: 'min' });

/** Trains all that is decided; the jobs under way are over in the order that `pick` takes them. */
function train(
  schedule: Schedule,
  value: (place: number, step: number | null) => number,
  { lanes, pick, stopAt = Infinity }: { lanes: number; pick: (n: number) => number; stopAt?: number },
  begun: readonly Job[] = [],
): Job[] {
  const jobs = [...begun];
  let over = 0;
  for (;;) {
    const live = jobs.flatMap((job, index) => (job.value === null ? [index] : []));
    const next = live.length < lanes ? nextJob(schedule, jobs) : 'wait';
    if (next !== null && next !== 'wait') {
      jobs.push({ place: next.place, rung: next.rung, step: next.step, value: null });
      continue;
    }
    const index = live[pick(live.length)];
    if (index === undefined || over++ >= stopAt) return jobs;
    const job = jobs[index];
    if (job !== undefined) jobs[index] = { ...job, value: encodeNumber(value(job.place, job.step)) };
  }
}

const noise = (place: number): number => (Math.sin(place * 12.9898) * 43758.5453) % 1;
const byPlace = (place: number, step: number | null): number => noise(place) / Math.sqrt(step ?? 1);

describe('asynchronous halving', () => {
  it('has the rungs of successive halving, as many as there are trials and steps for', () => {
    expect(asha.brackets).toEqual([[100, 300, 900]]);
    const few = makeSchedule({ trials: 100, steps: 5, halving: 'asha', factor: 3, goal: 'min' });
    expect(few.brackets).toEqual([[2, 5]]);
    const none = makeSchedule({ trials: 9, steps: 900, halving: undefined, factor: 3, goal: 'min' });
    expect(none.brackets).toEqual([[null]]);
  });

  it('goes on with the best third as soon as there are three, by hand', () => {
    const one = { ...asha, parallel: 1 };
    const values = [5, 4, 6, 1, 9, 8, 2, 7, 3];
    const jobs = train(one, (place) => values[place] ?? NaN, { lanes: 1, pick: () => 0 });
    expect(jobs.map(({ place, step }) => `${place}:${step}`)).toEqual([
      // Of 5, 4, 6 trial 1 goes on, then trial 3 is better than it.
      ...['0:100', '1:100', '2:100', '1:300', '3:100', '3:300', '4:100', '5:100'],
      // With nine, the best three are 3, 6 and 8; those at 300 are 1, 3, 6, of which 3 is the best.
      ...['6:100', '6:300', '3:900', '7:100', '8:100', '8:300'],
    ]);
  });

  it('decides the same whatever is over first, and however many train at once', () => {
    const orders = [
      { lanes: 1, pick: () => 0 },
      { lanes: 4, pick: (n: number) => n - 1 },
      { lanes: 3, pick: (n: number) => n >> 1 },
      { lanes: 99, pick: () => 0 },
    ];
    for (const halving of ['asha', 'hyperband', undefined] as const) {
      const schedule = makeSchedule({ trials: 40, steps: 900, halving, factor: 3, goal: 'max' });
      const [first, ...others] = orders.map((order) => train(schedule, byPlace, order));
      expect(first?.every(({ value }) => value !== null)).toBe(true);
      expect(new Set(first?.map(({ place }) => place)).size).toBe(40);
      for (const other of others) expect(other).toEqual(first);
    }
  });

  it('that was interrupted goes on to the same', () => {
    const order = { lanes: 4, pick: (n: number) => n - 1 };
    const straight = train(asha, byPlace, order);
    for (let stopAt = 0; stopAt < straight.length; stopAt++) {
      const left = train(asha, byPlace, { ...order, stopAt });
      expect(train(asha, byPlace, { lanes: 2, pick: () => 0 }, left)).toEqual(straight);
    }
  });

  it('never goes on with a trial that failed, and comes to an end all the same', () => {
    const jobs = train(asha, () => NaN, { lanes: 4, pick: () => 0 });
    expect(jobs.map(({ rung }) => rung)).toEqual(Array(9).fill(0));
  });

  it('takes at least the best of all to the end', () => {
    for (const trials of [3, 5, 9, 10, 26, 27, 50]) {
      const schedule = makeSchedule({ trials, steps: 2700, halving: 'asha', factor: 3, goal: 'min' });
      const jobs = train(schedule, (place) => (place === trials - 1 ? -1 : noise(place) + 2), {
        lanes: 4,
        pick: () => 0,
      });
      expect(jobs.some(({ place, step }) => place === trials - 1 && step === 2700)).toBe(true);
    }
  });
});

describe('Hyperband', () => {
  const schedule = makeSchedule({ trials: 34, steps: 900, halving: 'hyperband', factor: 3, goal: 'min' });

  it('has brackets that begin with more and more steps, each with its part of the trials', () => {
    // K = 2: rounds of 9 + 5 + 3 trials; K = 3 would need 27 + 12 + 6 + 4.
    expect(schedule.brackets).toEqual([[100, 300, 900], [300, 900], [900]]);
    const counts = [0, 0, 0];
    for (let place = 0; place < 34; place++) {
      const bracket = bracketOf(place, schedule);
      counts[bracket] = (counts[bracket] ?? 0) + 1;
    }
    expect(counts).toEqual([18, 10, 6]);
  });

  it('compares trials of one bracket alone', () => {
    const jobs = train(schedule, byPlace, { lanes: 4, pick: () => 0 });
    for (const { place, rung, step } of jobs)
      expect(schedule.brackets[bracketOf(place, schedule)]?.[rung]).toBe(step);
    const high = jobs.filter(({ place, rung }) => bracketOf(place, schedule) === 1 && rung === 1);
    // Three of ten go on, those decided on the first rung's values.
    expect(high).toHaveLength(3);
  });
});

describe('what a search learns from', () => {
  it('is the values of the most steps that enough trials came to', () => {
    const job = (place: number, step: number, value: number): Job => ({ place, rung: 0, step, value });
    const jobs = [
      job(0, 100, 5),
      job(1, 100, 4),
      job(1, 300, 2),
      job(0, 300, 3),
      job(2, 100, 1),
      job(1, 900, 0),
    ];
    expect(learnedValues(jobs, jobs.length, 2)).toEqual({
      step: 300,
      values: new Map([
        [1, 2],
        [0, 3],
      ]),
    });
    expect(learnedValues(jobs, jobs.length, 3).step).toBe(100);
    expect(learnedValues(jobs, jobs.length, 4).step).toBe(100);
    expect(learnedValues(jobs, 1, 1).values).toEqual(new Map([[0, 5]]));
  });
});
