import { pow } from '../portable-math/pow';
import { at } from '../present';
import { decodeNumber } from '../run/record/stored-number';
import { DEFAULT_PARALLEL, type AsyncHalving, type Job, type Objective } from './group';
import { ranked } from './rungs';

/** Trials with a value before a search learns from them. */
export const ENOUGH_TO_LEARN = 10;

/** What a search that decides as it goes has to give out. */
export interface Schedule {
  /** Trials at most. */
  readonly trials: number;
  /** Steps of the rungs of each bracket, the last being all of them; null: a trial trains to its end. */
  readonly brackets: readonly (readonly (number | null)[])[];
  /** Bracket of each trial of a round; the rounds follow one another. */
  readonly order: readonly number[];
  readonly factor: number;
  /** Jobs that may be under way when the next one is decided, itself among them. */
  readonly parallel: number;
  readonly goal: Objective['goal'];
}

/** A job that is to begin, and what was known when it was decided. */
export interface NextJob {
  readonly place: number;
  readonly rung: number;
  readonly step: number | null;
  /** Jobs from the first on whose values decided. */
  readonly known: number;
}

/**
 * Rungs and brackets. Without halving a trial trains to its end. ASHA has one bracket of K + 1 rungs at
 * steps R / factor^K ... R, K the largest for which factor^K trials and steps are there. Hyperband (Li et al.,
 * JMLR 2018) has a bracket for each first rung s = K ... 0, ceil((K + 1) / (s + 1) factor^s) trials of each
 * round for it, K the largest for which one round has no more than all trials.
 * @param steps of a whole training; null without halving
 */
export function makeSchedule({
  trials,
  steps,
  halving,
  factor,
  parallel = DEFAULT_PARALLEL,
  goal,
}: {
  readonly trials: number;
  readonly steps: number | null;
  readonly halving: AsyncHalving | undefined;
  readonly factor: number;
  readonly parallel?: number | undefined;
  readonly goal: Objective['goal'];
}): Schedule {
  const base = { trials, factor, parallel, goal };
  if (halving === undefined || steps === null) return { ...base, brackets: [[null]], order: [0] };
  const size = (k: number): number =>
    halving === 'asha' ? pow(factor, k) : bracketSizes(k, factor).reduce((sum, count) => sum + count, 0);
  let k = 0;
  while (size(k + 1) <= trials && pow(factor, k + 1) <= steps) k++;
  const rungs = Array.from({ length: k + 1 }, (_, rung) => Math.round(steps / pow(factor, k - rung)));
  if (halving === 'asha') return { ...base, brackets: [rungs], order: [0] };
  return {
    ...base,
    brackets: rungs.map((_, first) => rungs.slice(first)),
    order: roundOf(bracketSizes(k, factor)),
  };
}

/** Trials of one round of Hyperband by bracket, that with the shortest trials first. */
function bracketSizes(k: number, factor: number): number[] {
  return Array.from({ length: k + 1 }, (_, first) =>
    Math.ceil(((k + 1) / (k - first + 1)) * pow(factor, k - first)),
  );
}

/** A round of trials by their brackets: always the one that is furthest behind its part. */
function roundOf(sizes: readonly number[]): number[] {
  const counts = sizes.map(() => 0);
  const filled = (bracket: number): number => (at(counts, bracket) + 1) / at(sizes, bracket);
  const count = sizes.reduce((sum, size) => sum + size, 0);
  return Array.from({ length: count }, () => {
    const next = sizes.reduce((best, _, bracket) => (filled(bracket) < filled(best) ? bracket : best), 0);
    counts[next] = at(counts, next) + 1;
    return next;
  });
}

/** The bracket of a trial. */
export function bracketOf(place: number, { order }: Schedule): number {
  return at(order, place % order.length);
}

/**
 * What is trained next (ASHA: Li et al., "A System for Massively Parallel Hyperparameter Tuning", MLSys 2020):
 * from the highest rung down, the best trial that is among the best 1 / factor of all that have a value
 * there and has not gone on; else a new trial; nothing waits for a rung to be full.
 *
 * A decision looks at the values of the first n - parallel + 1 of n jobs, and at more of them, one after another,
 * only where those decide nothing. So it follows from the values alone, whatever was over first and however many
 * train at once, and a search that was interrupted comes to the same.
 * @returns `wait` where a job must be over first; null where all is done
 */
export function nextJob(schedule: Schedule, jobs: readonly Job[]): NextJob | 'wait' | null {
  const first = Math.max(0, jobs.length - schedule.parallel + 1);
  for (let known = first; known <= jobs.length; known++) {
    const isOver = jobs.slice(known === first ? 0 : known - 1, known).every(({ value }) => value !== null);
    if (!isOver) return 'wait';
    const next = choose(schedule, jobs, known);
    if (next !== null) return { ...next, known };
  }
  return null;
}

function choose(schedule: Schedule, jobs: readonly Job[], known: number): Omit<NextJob, 'known'> | null {
  const { brackets, factor, goal, trials } = schedule;
  const most = Math.max(...brackets.map((rungs) => rungs.length));
  for (let fromTop = 1; fromTop < most; fromTop++) {
    for (const [bracket, rungs] of brackets.entries()) {
      const rung = rungs.length - 1 - fromTop;
      if (rung < 0) continue;
      const isOf = (job: Job): boolean => bracketOf(job.place, schedule) === bracket;
      const here = jobs.slice(0, known).filter((job) => job.rung === rung && isOf(job));
      const gone = new Set(
        jobs.filter((job) => job.rung === rung + 1 && isOf(job)).map(({ place }) => place),
      );
      const values = here.map(({ value }) => (value === null ? NaN : decodeNumber(value)));
      const best = ranked(values, goal)
        .slice(0, Math.floor(here.length / factor))
        .filter((index) => !Number.isNaN(values[index]) && !gone.has(at(here, index).place));
      const [index] = best;
      if (index !== undefined)
        return { place: at(here, index).place, rung: rung + 1, step: at(rungs, rung + 1) };
    }
  }
  const place = jobs.reduce((count, job) => Math.max(count, job.place + 1), 0);
  return place < trials ? { place, rung: 0, step: at(at(brackets, bracketOf(place, schedule)), 0) } : null;
}

/** The value of a trial that a search learns from: at how many steps, and what it is by the trial's place. */
interface Learned {
  readonly step: number | null;
  readonly values: ReadonlyMap<number, number>;
}

/**
 * The values of the most steps that enough trials came to (as BOHB, Falkner et al. 2018, chooses the budget of
 * its model); where none has so many, of those that most have.
 * @param enough trials that make a model
 */
export function learnedValues(jobs: readonly Job[], known: number, enough: number): Learned {
  const byStep = new Map<number | null, Map<number, number>>();
  for (const { place, step, value } of jobs.slice(0, known)) {
    if (value === null) continue;
    const values = byStep.get(step) ?? new Map<number, number>();
    byStep.set(step, values.set(place, decodeNumber(value)));
  }
  const further = (step: number | null): number => step ?? Infinity;
  const sorted = [...byStep].sort(([a], [b]) => further(b) - further(a));
  const found = sorted.find(([, values]) => values.size >= enough) ?? sorted[sorted.length - 1];
  return { step: found?.[0] ?? null, values: found?.[1] ?? new Map() };
}
