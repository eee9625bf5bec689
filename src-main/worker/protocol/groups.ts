import type { Experiment } from '../../../src-shared/experiment/schema';
import type { Group, GroupPlan } from '../../../src-shared/group/group';
import type { GroupTraces } from '../../../src-shared/group/traces';

/** What a group trains, before any of it has begun. */
export interface Planned {
  /** That the trials are made from. */
  readonly experiment: Experiment;
  /** By trial index: what a trial changes. */
  readonly trials: Group['trials'];
  readonly rungs: Group['rungs'];
}

export interface GroupTracesRequest {
  readonly runs: readonly { readonly id: string; readonly runFolder: string }[];
  readonly metric: string;
  /** Steps at most. */
  readonly most: number;
}

/** Calls about groups of runs. */
export interface GroupCalls {
  /** The trials of a group, each tried on the experiment's schema. */
  'plan-group': { params: { experiment: Experiment; plan: GroupPlan }; answer: Planned };
  /** One metric of many runs at the same steps. */
  'group-traces': { params: GroupTracesRequest; answer: GroupTraces };
}
