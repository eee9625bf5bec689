import type { Group, Job, SweepPlan } from '../../../src-shared/group/group';
import { computeBudget } from '../../../src-shared/group/rungs';
import {
  ENOUGH_TO_LEARN,
  learnedValues,
  makeSchedule,
  nextJob,
  type NextJob,
} from '../../../src-shared/group/schedule';
import { encodeNumber } from '../../../src-shared/run/record/stored-number';
import type { SuggestRequest } from '../../worker/protocol/groups';

/** The next trial of a search that learns, worked out in a worker; null where there is none that is new. */
export type Suggest = (request: SuggestRequest) => Promise<Group['trials'][number] | null>;

/** What a search does with its group and the group's runs. */
export interface SearchHands {
  readonly lanes: number;
  readonly suggest: Suggest;
  group(): Group;
  /** Keeps a change of the group, durably. */
  keep(change: (group: Group) => Group): void;
  /** Trains a trial up to a step, null: its end. */
  train(place: number, step: number | null): Promise<void>;
  /** What the objective of a trial has come to; NaN without a value. */
  readValue(place: number): number;
  /** Whether a trial has come to a step, or to its own end. */
  isOver(place: number, step: number | null): boolean;
  isStopping(): boolean;
  stop(): void;
}

/**
 * TPE and asynchronous halving: decides what is trained next from what is known, keeps the decision, then trains.
 * Jobs that were left go on first, so that resuming is the same as running.
 * @throws what a run throws that cannot be started, once all others have ended
 */
export async function runSearch(hands: SearchHands): Promise<void> {
  const active = new Map<number, Promise<void>>();
  /** Values that are not kept yet: the next decision takes them with it. */
  const ended = new Map<number, Job['value']>();
  const failures: unknown[] = [];
  let isUsedUp = false;

  const jobs = (): Job[] =>
    (hands.group().jobs ?? []).map((job, index) => ({ ...job, value: ended.get(index) ?? job.value }));

  const begin = (index: number, { place, step }: Pick<Job, 'place' | 'step'>): void => {
    const training = hands
      .train(place, step)
      .then(() => {
        // One that a person stopped has the value that it came to.
        if (!hands.isStopping() || hands.isOver(place, step))
          ended.set(index, encodeNumber(hands.readValue(place)));
      })
      .catch((thrown: unknown) => {
        failures.push(thrown);
        hands.stop();
      })
      .finally(() => active.delete(index));
    active.set(index, training);
  };

  /** @returns whether a job was begun */
  const decide = async (): Promise<boolean> => {
    const group = hands.group();
    const known = jobs();
    const next = nextJob(scheduleOf(group, isUsedUp), known);
    if (next === null || next === 'wait') return false;
    let { trials } = group;
    if (next.place >= trials.length) {
      const changes = await hands.suggest(whatIsKnown(group, known, next));
      if (hands.isStopping()) return false;
      if (changes === null) {
        isUsedUp = true;
        return decide();
      }
      trials = [...trials, changes];
    }
    const { place, rung, step } = next;
    const kept = [...jobs(), { place, rung, step, value: null }];
    hands.keep((old) => ({ ...old, trials, jobs: kept }));
    begin(kept.length - 1, next);
    return true;
  };

  for (;;) {
    while (!hands.isStopping() && active.size < hands.lanes) {
      const all = jobs();
      const left = all.findIndex(({ value }, index) => value === null && !active.has(index));
      const job = all[left];
      if (job !== undefined) begin(left, job);
      else if (!(await decide())) break;
    }
    if (active.size === 0) break;
    await Promise.race(active.values());
  }
  hands.keep((old) => ({ ...old, jobs: jobs() }));
  if (failures.length > 0) throw failures[0];
}

function scheduleOf({ plan, experiment, trials }: Group, isUsedUp: boolean) {
  const { search, halving, factor, parallel, objective, ...given } = requireScheduled(plan);
  return makeSchedule({
    trials: search === 'tpe' && !isUsedUp ? given.trials : trials.length,
    steps: computeBudget(experiment)?.steps ?? null,
    halving,
    factor,
    parallel,
    goal: objective.goal,
  });
}

function whatIsKnown(
  { experiment, plan, trials }: Group,
  jobs: readonly Job[],
  { known }: NextJob,
): SuggestRequest {
  const { values } = learnedValues(jobs, known, ENOUGH_TO_LEARN);
  return {
    experiment,
    plan: requireScheduled(plan),
    trials,
    values: trials.map((_, place) => values.get(place) ?? null),
  };
}

function requireScheduled(plan: Group['plan']): SweepPlan {
  if (plan.kind !== 'sweep') throw new Error('This plan decides nothing as it goes');
  return plan;
}
