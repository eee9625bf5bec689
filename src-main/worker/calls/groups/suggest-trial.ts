import { wholeSettings } from '../../../../src-shared/group/sweep-fields';
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
  const changes = suggestTrial(plan.parameters, wholeSettings(experiment, plan), tried, rng);
  return changes === null ? null : [...changes];
}
