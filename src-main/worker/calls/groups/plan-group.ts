import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { parseExperiment, type Experiment } from '../../../../src-shared/experiment/schema';
import { FOLD_PATH, REPEAT_PATH } from '../../../../src-shared/group/folds';
import {
  MAX_TRIALS,
  type FoldsPlan,
  type Group,
  type GroupPlan,
  type RepeatPlan,
  type SweepPlan,
} from '../../../../src-shared/group/group';
import { computeBudget, halvingRungs, whyNoBudget } from '../../../../src-shared/group/rungs';
import {
  changedExperiment,
  sweepFieldAt,
  sweepValueProblem,
} from '../../../../src-shared/group/sweep-fields';
import { Rng } from '../../../algorithms/numeric/rng';
import { plannedTrials, type TrialChanges } from '../../../algorithms/trials/search';
import type { Planned } from '../../protocol/groups';

const LAST_SEED = 4294967295;

/** Trials checked before messages are let in. */
const CHECKED_AT_ONCE = 50;

/**
 * The trials of a plan; each of them was tried on the experiment's schema.
 * @throws BenchtopError `usage` or `invalid-experiment` naming the setting that cannot be so;
 * `conflict` once cancelled
 */
export async function planGroup(
  experiment: Experiment,
  plan: GroupPlan,
  signal: AbortSignal,
): Promise<Planned> {
  const all = listTrials(experiment, plan);
  for (const [index, changes] of all.trials.entries()) {
    changedExperiment(all.experiment, changes);
    if (index % CHECKED_AT_ONCE !== 0) continue;
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) throw fail('conflict', sentence('This was cancelled.'));
  }
  return all;
}

function listTrials(experiment: Experiment, plan: GroupPlan): Planned {
  if (plan.kind === 'repeat') return repeat(experiment, plan);
  return plan.kind === 'folds' ? folds(experiment, plan) : sweep(experiment, plan);
}

function checkSeeds({ seed }: Experiment, n: number): void {
  if (seed + n - 1 <= LAST_SEED) return;
  throw fail(
    'usage',
    sentence('There are no {n} seeds from {seed} on: start from a smaller one.', { n, seed }),
    {
      field: 'seed',
    },
  );
}

/** Each fold of each repeat; a repeat has the next seed, so that its spread is that of starts too. */
function folds(experiment: Experiment, { nSplits, nRepeats, by, column, seed }: FoldsPlan): Planned {
  checkSeeds(experiment, nRepeats);
  if (nSplits * nRepeats > MAX_TRIALS)
    throw fail(
      'usage',
      sentence('{nRepeats} x {nSplits} folds are more than {most} runs.', {
        nRepeats,
        nSplits,
        most: MAX_TRIALS,
      }),
      {
        field: 'folds',
      },
    );
  if (by === 'time' && nRepeats > 1)
    throw fail('usage', sentence('The order of time is one: folds by time have no repeats.'), {
      field: 'repeats',
    });
  const fixed = onSameData(experiment);
  const { split } = fixed.dataset;
  const isGrouped =
    'groupEqualRows' in split && split.groupEqualRows === true && by !== 'group' && by !== 'time';
  const own = { method: 'folds', nSplits, fold: 1, repeat: 1, seed, by, column } as const;
  const dataset = { ...fixed.dataset, split: { ...own, ...(isGrouped ? { groupEqualRows: true } : {}) } };
  const trials = [];
  for (let repeat = 1; repeat <= nRepeats; repeat++) {
    for (let fold = 1; fold <= nSplits; fold++) {
      const again = [
        { path: REPEAT_PATH, value: repeat },
        { path: 'seed', value: experiment.seed + repeat - 1 },
      ];
      trials.push([{ path: FOLD_PATH, value: fold }, ...(nRepeats > 1 ? again : [])]);
    }
  }
  return {
    experiment: parseExperiment({ ...fixed, dataset }),
    trials,
    rungs: [{ step: null, places: trials.map((_, index) => index) }],
  };
}

function repeat(experiment: Experiment, { n, sameData }: RepeatPlan): Planned {
  checkSeeds(experiment, n);
  const trials = Array.from({ length: n }, (_, i) => [{ path: 'seed', value: experiment.seed + i }]);
  return {
    experiment: sameData ? onSameData(experiment) : experiment,
    trials,
    rungs: [{ step: null, places: trials.map((_, index) => index) }],
  };
}

/** The experiment with the seeds of points, split and sample written out, so that another seed leaves them. */
function onSameData(experiment: Experiment): Experiment {
  const { dataset, seed } = experiment;
  const { split } = dataset;
  const fixedSplit =
    split.method === 'random' || split.method === 'stratified'
      ? { ...split, seed: split.seed ?? seed }
      : split;
  if (dataset.kind === 'generated') {
    const params = { ...dataset.params, seed: dataset.params.seed ?? seed };
    return { ...experiment, dataset: { ...dataset, params, split: fixedSplit } };
  }
  const sample = dataset.sample === null ? null : { ...dataset.sample, seed: dataset.sample.seed ?? seed };
  return { ...experiment, dataset: { ...dataset, sample, split: fixedSplit } };
}

function sweep(experiment: Experiment, plan: SweepPlan): Planned {
  const seen = new Set<string>();
  for (const parameter of plan.parameters) {
    const { path } = parameter;
    const field = sweepFieldAt(experiment, path);
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
  const isInteger = (path: string): boolean => {
    const field = sweepFieldAt(experiment, path);
    return field?.kind === 'number' && field.field.integer;
  };
  const trials = plannedTrials(plan, Rng.derive(plan.seed, 'sweep'), isInteger);
  return {
    experiment,
    trials: trials.map((changes) => [...changes]),
    rungs: [firstRung(experiment, plan, trials)],
  };
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

function firstRung(
  experiment: Experiment,
  { search, factor, parameters }: SweepPlan,
  trials: readonly TrialChanges[],
): Group['rungs'][number] {
  const indices = trials.map((_, index) => index);
  if (search !== 'halving') return { step: null, places: indices };
  const problem = whyNoBudget(experiment);
  if (problem !== null) throw fail('usage', problem.message, { field: problem.field });
  const budget = computeBudget(experiment);
  if (budget === null) throw new Error('Halving without a budget gave no reason');
  const varied = parameters.find(({ path }) => path === budget.path);
  if (varied !== undefined)
    throw fail(
      'usage',
      sentence('Halving gives out {path} itself: leave it out of the sweep.', { path: budget.path }),
      {
        field: budget.path,
      },
    );
  return {
    step: halvingRungs(trials.length, budget.steps, factor)[0]?.step ?? budget.steps,
    places: indices,
  };
}
