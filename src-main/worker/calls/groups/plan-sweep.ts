import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import type { Experiment } from '../../../../src-shared/experiment/schema';
import {
  isScheduled,
  type Group,
  type SweepParameter,
  type SweepPlan,
} from '../../../../src-shared/group/group';
import { computeBudget, halvingRungs, whyNoBudget } from '../../../../src-shared/group/rungs';
import {
  sweepCondition,
  sweepValueProblem,
  sweptFieldAt,
  wholeSettings,
} from '../../../../src-shared/group/sweep-fields';
import { Rng } from '../../../algorithms/numeric/rng';
import { planTrials, type TrialChanges } from '../../../algorithms/trials/search';
import type { Planned } from '../../protocol/groups';

/**
 * The trials of a sweep, of TPE none yet.
 * @throws BenchtopError `usage` or `invalid-experiment` naming the setting that cannot be so
 */
export function planSweep(experiment: Experiment, given: SweepPlan): Planned {
  checkParameters(experiment, given.parameters);
  checkHalving(experiment, given);
  const plan = withConditions(experiment, given);
  if (plan.search === 'tpe') return { experiment, plan, trials: [], rungs: [] };
  const trials = planTrials(plan, Rng.derive(plan.seed, 'sweep'), wholeSettings(experiment, plan));
  return {
    experiment,
    plan,
    trials: trials.map((changes) => [...changes]),
    rungs: isScheduled(plan) ? [] : [firstRung(experiment, plan, trials)],
  };
}

function checkParameters(experiment: Experiment, parameters: readonly SweepParameter[]): void {
  const seen = new Set<string>();
  const swept = parameters.map(({ path }) => path);
  for (const parameter of parameters) {
    const { path } = parameter;
    const field = sweptFieldAt(experiment, path, swept);
    if (field === null)
      throw fail(
        'usage',
        sentence('This experiment has no setting "{path}" that a sweep could vary.', { path }),
        {
          field: path,
        },
      );
    if (seen.has(path))
      throw fail('usage', sentence('{path} is given twice: give all its values at once.', { path }), {
        field: path,
      });
    seen.add(path);
    const values = parameter.kind === 'values' ? parameter.values : [parameter.from, parameter.to];
    for (const value of values) {
      const problem = sweepValueProblem(field, value);
      if (problem !== null) throw fail('invalid-experiment', `${path}: ${problem}`, { field: path });
    }
    if (parameter.kind === 'range') checkRange(parameter, field.kind === 'number');
  }
}

function checkRange(
  { path, from, to, scale }: { path: string; from: number; to: number; scale: 'linear' | 'log' },
  isNumber: boolean,
): void {
  if (!isNumber)
    throw fail('usage', sentence('{path} is a choice of words: give its values.', { path }), { field: path });
  if (!(from < to))
    throw fail(
      'usage',
      sentence('{path}: the range must go up, not from {from} to {to}.', { path, from, to }),
      { field: path },
    );
  if (scale === 'log' && from <= 0)
    throw fail(
      'usage',
      sentence('{path}: a logarithmic range must begin above 0, not at {from}.', { path, from }),
      { field: path },
    );
}

/** @throws BenchtopError `usage` where there is nothing to give out, or it is varied itself */
function checkHalving(experiment: Experiment, { search, halving, parameters }: SweepPlan): void {
  if (search === 'halving' && halving !== undefined)
    throw fail('usage', sentence('Choose successive halving, or asynchronous halving of a random search.'), {
      field: 'halving',
    });
  if (search !== 'halving' && halving === undefined) return;
  const problem = whyNoBudget(experiment);
  if (problem !== null) throw fail('usage', problem.message, { field: problem.field });
  const budget = computeBudget(experiment);
  if (budget !== null && parameters.some(({ path }) => path === budget.path))
    throw fail(
      'usage',
      sentence('Halving gives out {path} itself: leave it out of the sweep.', { path: budget.path }),
      {
        field: budget.path,
      },
    );
}

/** Settings with where they are in force, those that decide about others first. */
function withConditions(experiment: Experiment, plan: SweepPlan): SweepPlan {
  const swept = plan.parameters.map(({ path }) => path);
  const parameters = plan.parameters.map((parameter): SweepParameter => {
    const when = parameter.when ?? sweepCondition(experiment, parameter.path, swept);
    return when === null ? parameter : { ...parameter, when };
  });
  const deciding = new Set(parameters.flatMap(({ when }) => (when === undefined ? [] : [when.path])));
  for (const { path, when } of parameters)
    if (when !== undefined && !swept.includes(when.path))
      throw fail(
        'usage',
        sentence('{path} depends on {other}, which the sweep does not vary.', { path, other: when.path }),
        { field: path },
      );
  const order = ({ path }: SweepParameter): number => Number(!deciding.has(path));
  return { ...plan, parameters: [...parameters].sort((a, b) => order(a) - order(b)) };
}

function firstRung(
  experiment: Experiment,
  { search, factor }: SweepPlan,
  trials: readonly TrialChanges[],
): Group['rungs'][number] {
  const places = trials.map((_, index) => index);
  if (search !== 'halving') return { step: null, places };
  const budget = computeBudget(experiment);
  if (budget === null) throw new Error('Halving without a budget gave no reason');
  return { step: halvingRungs(trials.length, budget.steps, factor)[0]?.step ?? budget.steps, places };
}
