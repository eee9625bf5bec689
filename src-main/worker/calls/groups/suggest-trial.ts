import { sweptFieldAt } from '../../../../src-shared/group/sweep-fields';
import type { Experiment } from '../../../../src-shared/experiment/schema';
import type { SweepPlan } from '../../../../src-shared/group/group';
import { Rng } from '../../../algorithms/numeric/rng';
import { suggestTrial } from '../../../algorithms/trials/tpe';
import type { SuggestRequest } from '../../protocol/groups';

/** The next trial of TPE: the draws of each trial are its own, so that it follows from what it knows alone. */
export function suggest({
  experiment,
  plan,
  trials,
  values,
}: SuggestRequest): SuggestRequest['trials'][number] | null {
  const sign = plan.objective.goal === 'min' ? 1 : -1;
  const tried = trials.map((changes, index) => {
    const value = values[index] ?? null;
    return { changes, value: value === null ? null : sign * value };
  });
  const rng = Rng.derive(plan.seed, `trial ${trials.length}`);
  const changes = suggestTrial(plan.parameters, isInteger(experiment, plan), tried, rng);
  return changes === null ? null : [...changes];
}

/** Whether a path of a sweep takes whole numbers only. */
export function isInteger(experiment: Experiment, { parameters }: SweepPlan): (path: string) => boolean {
  const swept = parameters.map(({ path }) => path);
  const whole = new Set(
    swept.filter((path) => {
      const field = sweptFieldAt(experiment, path, swept);
      return field?.kind === 'number' && field.field.integer;
    }),
  );
  return (path) => whole.has(path);
}
