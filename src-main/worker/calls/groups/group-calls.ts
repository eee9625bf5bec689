import type { GroupCalls } from '../../protocol/groups';
import type { Answers } from '../call-context';
import { groupTraces } from './group-traces';
import { planGroup } from './plan-group';

/** Answers to calls about groups of runs: what a plan would start, and the metrics of its trials. */
export function groupCalls(): Answers<GroupCalls> {
  return {
    'plan-group': ({ experiment, plan }, { signal }) => planGroup(experiment, plan, signal),
    'group-traces': (params, { signal }) => groupTraces(params, signal),
  };
}
