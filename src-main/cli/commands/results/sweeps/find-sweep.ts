import { fail } from '../../../../../src-shared/errors';
import type { Group, Objective, SweepPlan } from '../../../../../src-shared/group/group';
import { withGoal } from '../../../../../src-shared/group/findings/pareto';
import type { RunRecord } from '../../../../../src-shared/run/record/record';
import type { Services } from '../../../services/services';
import { findOne, isGroup, withRuns } from '../verdict/find-compared';

/** A sweep with the runs of its trials. */
export interface FoundSweep {
  readonly group: Group;
  readonly plan: SweepPlan;
  readonly records: readonly RunRecord[];
}

/** A sweep by its id, the beginning of it, or its name. @throws BenchtopError `usage` where it is none */
export function findSweep(name: string | undefined, services: Services): FoundSweep {
  if (name === undefined) throw fail('usage', 'Name a sweep: the id or the name of its group.');
  const one = findOne(name, services);
  if (!isGroup(one) || one.plan.kind !== 'sweep')
    throw fail('usage', `"${one.name}" is no sweep: name the group of one.`);
  return { ...withRuns(one, services), plan: one.plan };
}

/**
 * A metric that the trials have, with the way in which it is better.
 * @param others what else may be named in its place, for the refusal to list
 * @throws BenchtopError `usage` where none of them has it, or its name does not tell
 */
export function findMetric(
  metric: string,
  { plan, records }: FoundSweep,
  others: readonly string[] = [],
): Objective {
  if (metric === plan.objective.metric) return plan.objective;
  const known = [...new Set(records.flatMap(({ summary }) => Object.keys(summary)))];
  if (!known.includes(metric)) {
    const names = [...known, ...others].join(', ');
    throw fail('usage', `The trials have no "${metric}": take one of ${names}.`, { field: 'metric' });
  }
  return withGoal(metric);
}
