import { say } from '../../src-shared/language/say';
import { foldsText, isInner } from '../../src-shared/group/folds';
import { plannedTrials, type Group, type NestedFoldsPlan } from '../../src-shared/group/group';
import { isOfValidation } from '../../src-shared/run/figures/metrics';
import { formatQuantity } from './format';

const HALVINGS = { asha: say('ASHA'), hyperband: say('Hyperband') } as const;

/** "200 seeds, 1 to 200", "Grid of 12", "Successive halving of 27". */
export function searchText(group: Group): string {
  const { plan, experiment } = group;
  if (plan.kind === 'repeat') {
    const last = experiment.seed + plan.n - 1;
    const data = plan.sameData ? say(', the same data') : '';
    return `${formatQuantity(plan.n, 'seed')}, ${experiment.seed} to ${last}${data}`;
  }
  if (plan.kind === 'folds') return foldsText(plan);
  if (plan.kind === 'learning-curve')
    return say('Learning curve of {sizes} sizes, {folds}', {
      sizes: plan.sizes.length,
      folds: foldsText(plan),
    });
  if (plan.kind === 'nested-folds')
    return say('Sweep of {trials} trials within {folds}, chosen by {inner} inner folds', {
      trials: trials(plan, group.trials),
      folds: foldsText(plan),
      inner: plan.innerSplits,
    });
  const search = {
    grid: say('Grid of'),
    random: say('Random search of'),
    halving: say('Successive halving of'),
    tpe: say('TPE search of'),
  }[plan.search];
  const halving = plan.halving === undefined ? '' : say(', halved by {how}', { how: HALVINGS[plan.halving] });
  return `${search} ${plannedTrials(group)}${halving}`;
}

/** Settings that are tried in each fold. */
function trials({ nSplits, nRepeats, innerSplits }: NestedFoldsPlan, all: Group['trials']): number {
  return all.filter(isInner).length / (nSplits * nRepeats * innerSplits);
}

/** What pressing the best run does, and on which rows it is the best. */
export function bestTip(metric: string): string {
  return isOfValidation(metric)
    ? say('Open the best run so far: chosen on the validation rows, it is a little worse on new ones')
    : say('Open the best run so far: chosen on the rows it was trained on');
}
