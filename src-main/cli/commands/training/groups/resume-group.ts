import type { Services } from '../../../services/services';
import { finish } from './finish';
import { goOnOnRay, type ClusterValues } from './on-ray';

/** Goes on with a group that was stopped or interrupted. @returns the exit code */
export async function resumeGroup(id: string, options: ClusterValues, services: Services): Promise<number> {
  const group = services.runs.groups.get(id);
  if (group.cluster !== undefined && group.status !== 'finished') return goOnOnRay(group, options, services);
  await services.runs.groups.resume(id);
  return finish(id, options, services);
}
