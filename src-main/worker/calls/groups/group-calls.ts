import type { GroupCalls } from '../../protocol/groups';
import type { Answers } from '../call-context';
import { groupTraces } from './group-traces';
import { planned } from './plan-group';

/** Answers to calls about groups of runs. */
export function groupCalls(): Answers<GroupCalls> {
  return {
    'plan-group': ({ experiment, plan }, { signal }) => planned(experiment, plan, signal),
    'group-traces': (params, { signal }) => groupTraces(params, signal),
  };
}
