import type { Experiment } from '../../../src-shared/experiment/schema';
import type { Group, GroupPlan, SweepPlan } from '../../../src-shared/group/group';
import type { GroupTraces } from '../../../src-shared/group/traces';

/** What a group trains, before any of it has begun. */
export interface Planned {
  /** That the trials are made from. */
  readonly experiment: Experiment;
  /** With the conditions of settings that others decide about. */
  readonly plan: GroupPlan;
  /** By trial index: what a trial changes. */
  readonly trials: Group['trials'];
  readonly rungs: Group['rungs'];
}

/** What a search has tried, and what it learns from. */
export interface SuggestRequest {
  readonly experiment: Experiment;
  readonly plan: SweepPlan;
  /** By trial index. */
  readonly trials: Group['trials'];
  /** By trial index: the value of a trial, NaN of one that failed; null: not known. */
  readonly values: readonly (number | null)[];
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
  /** The trial that a search tries after those; null where there is none that is new. */
  'suggest-trial': { params: SuggestRequest; answer: Group['trials'][number] | null };
  /** One metric of many runs at the same steps. */
  'group-traces': { params: GroupTracesRequest; answer: GroupTraces };
}
