import type { Experiment } from '../../../../../src-shared/experiment/schema';
import type { GroupPlan } from '../../../../../src-shared/group/group';
import type { Services } from '../../../services/services';
import { trainGroup, type ElsewhereValues } from './train-group';

/** The experiment with `n` seeds. @returns the exit code */
export async function repeatRuns(
  experiment: Experiment,
  n: number,
  options: ElsewhereValues & { readonly 'same-data'?: boolean },
  services: Services,
): Promise<number> {
  const plan: GroupPlan = { kind: 'repeat', n, sameData: options['same-data'] === true };
  return trainGroup({ name: experiment.name, experiment, plan }, options, services);
}
