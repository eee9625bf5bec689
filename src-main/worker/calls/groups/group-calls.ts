import type { GroupCalls } from '../../protocol/groups';
import type { Answers } from '../call-context';
import { groupTraces } from './group-traces';
import { planGroup } from './plan-group';
import { suggest } from './suggest-trial';

/** Answers to calls about groups of runs: what a plan would start, and the metrics of its trials. */
export function groupCalls(): Answers<GroupCalls> {
  return {
    'plan-group': ({ experiment, plan }, { signal }) => planGroup(experiment, plan, signal),
    'suggest-trial': (params) => Promise.resolve(suggest(params)),
    'group-traces': (params, { signal }) => groupTraces(params, signal),
  };
}
