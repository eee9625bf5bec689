import type { Experiment } from '../../../src-shared/experiment/schema';
import type { Criterion, Group, GroupPlan } from '../../../src-shared/group/group';
import { usualCriterion } from '../../../src-shared/group/outcome';
import type { Planned } from '../../worker/protocol/groups';
import { newRunId } from '../../workspace';
import type { PinnedData } from '../data/run-data';
import type { TrialRuns } from './group-runner';

export interface StartGroup {
  readonly name: string;
  readonly experiment: Experiment;
  readonly plan: GroupPlan;
  /** null: the usual one of the experiment. */
  readonly criterion?: Criterion | null;
  /** The run that it repeats: its data, wherever that is now, and its changes of the learning rate. */
  readonly again?: string | null;
  readonly task?: string | null;
}

/** Where the trials of a group have their data from. */
export interface TrialSource {
  /** The run whose data, wherever that is now, they read; null: the experiment's own. */
  readonly again: string | null;
  /** For the progress of copying, and for cancelling it. */
  readonly task: string | null;
  readonly pinned?: PinnedData | null;
}

export interface GroupPlanning {
  /** Its trials, worked out in a worker. @throws BenchtopError where the plan does not fit */
  readonly plan: (experiment: Experiment, plan: GroupPlan) => Promise<Planned>;
  /** Finds and checks the data of a group once for all its trials. @throws BenchtopError */
  readonly prepare: (experiment: Experiment, from: TrialSource) => Promise<TrialRuns>;
}

/**
 * A group before it is kept, and where its trials are trained from.
 * @throws BenchtopError where the plan does not fit the experiment, or the data cannot be used
 */
export async function planGroup(
  { name, experiment, plan, criterion, again = null, task = null }: StartGroup,
  options: GroupPlanning,
): Promise<{
  readonly group: Omit<Group, 'schemaVersion' | 'session'>;
  readonly source: TrialRuns;
}> {
  const planned = await options.plan(experiment, plan);
  const { experiment: base, trials, rungs } = planned;
  const source = await options.prepare(base, { again, task });
  const group = {
    id: newRunId(),
    name,
    createdAt: new Date().toISOString(),
    endedAt: null,
    status: 'running' as const,
    error: null,
    experiment: base,
    plan: planned.plan,
    trials: trials.map((changes) => [...changes]),
    started: 0,
    rungs,
    elapsedMs: 0,
    endedBy: null,
    criterion: criterion ?? usualCriterion(base),
  };
  return { group, source };
}
