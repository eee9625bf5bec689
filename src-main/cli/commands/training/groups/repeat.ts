import type { Experiment } from '../../../../../src-shared/experiment/schema';
import type { GroupPlan } from '../../../../../src-shared/group/group';
import type { CommonValues } from '../../../declare/command';
import type { Services } from '../../../services/services';
import { finish } from './finish';

/** The experiment with `n` seeds. @returns the exit code */
export async function repeatRuns(
  experiment: Experiment,
  n: number,
  options: CommonValues & { readonly 'same-data'?: boolean },
  services: Services,
): Promise<number> {
  const plan: GroupPlan = { kind: 'repeat', n, sameData: options['same-data'] === true };
  return trainGroup(experiment, plan, options, services);
}

/** The runs of a plan, waited for. @returns the exit code */
export async function trainGroup(
  experiment: Experiment,
  plan: GroupPlan,
  options: CommonValues,
  services: Services,
): Promise<number> {
  const { id } = await services.runs.groups.start({ name: experiment.name, experiment, plan });
  return finish(id, options, services);
}
