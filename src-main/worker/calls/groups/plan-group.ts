import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { parseExperiment, type Experiment } from '../../../../src-shared/experiment/schema';
import {
  FOLD_PATH,
  INNER_FOLD_PATH,
  INNER_SPLITS_PATH,
  REPEAT_PATH,
  TRAIN_SIZE_PATH,
} from '../../../../src-shared/group/folds';
import {
  isHalved,
  MAX_TRIALS,
  type FoldsPlan,
  type GroupPlan,
  type LearningCurvePlan,
  type NestedFoldsPlan,
  type RepeatPlan,
} from '../../../../src-shared/group/group';
import { changedExperiment } from '../../../../src-shared/group/sweep-fields';
import type { Planned } from '../../protocol/groups';
import { planSweep } from './plan-sweep';

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
  if (plan.kind === 'nested-folds') return nestedFolds(experiment, plan);
  return plan.kind === 'sweep' ? planSweep(experiment, plan) : folds(experiment, plan);
}

/** For each fold every candidate on each inner fold; what they choose is trained after that. */
function nestedFolds(experiment: Experiment, plan: NestedFoldsPlan): Planned {
  const { sweep, innerSplits, kind: _kind, ...outer } = plan;
  if (sweep.search !== 'grid' && sweep.search !== 'random')
    throw fail('usage', sentence('Nested folds take a grid or a random search.'), { field: 'search' });
  if (isHalved(sweep))
    throw fail('usage', sentence('Nested folds train every trial to its end: leave halving out.'), {
      field: 'halving',
    });
  if (sweep.parameters.some(({ path }) => path === 'seed' || path.startsWith('dataset.split')))
    throw fail('usage', sentence('Nested folds have seeds and splits of their own: vary other settings.'), {
      field: 'parameters',
    });
  const folded = folds(experiment, { ...outer, kind: 'folds' });
  const searched = planSweep(folded.experiment, sweep);
  const count = folded.trials.length * (searched.trials.length * innerSplits + 1);
  if (count > MAX_TRIALS)
    throw fail(
      'usage',
      sentence(
        '{folds} folds of {candidates} trials over {innerSplits} inner folds are {count} runs, more than {most}.',
        {
          folds: folded.trials.length,
          candidates: searched.trials.length,
          innerSplits,
          count,
          most: MAX_TRIALS,
        },
      ),
      { field: 'folds' },
    );
  const inner = Array.from({ length: innerSplits }, (_, index) => [
    { path: INNER_SPLITS_PATH, value: innerSplits },
    { path: INNER_FOLD_PATH, value: index + 1 },
  ]);
  const trials = folded.trials.flatMap((fold) =>
    searched.trials.flatMap((settings) => inner.map((own) => [...settings, ...fold, ...own])),
  );
  return {
    experiment: folded.experiment,
    plan: { ...plan, sweep: searched.plan.kind === 'sweep' ? searched.plan : sweep },
    trials,
    rungs: [{ step: null, places: trials.map((_, index) => index) }],
  };
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
function folds(experiment: Experiment, plan: FoldsPlan | LearningCurvePlan): Planned {
  const { nSplits, nRepeats, by, column, seed } = plan;
  const sizes = plan.kind === 'folds' ? [null] : checkedSizes(plan.sizes);
  checkSeeds(experiment, nRepeats);
  if (nSplits * nRepeats * sizes.length > MAX_TRIALS)
    throw fail(
      'usage',
      sizes.length === 1
        ? sentence('{nRepeats} x {nSplits} folds are more than {most} runs.', {
            nRepeats,
            nSplits,
            most: MAX_TRIALS,
          })
        : sentence('{sizes} sizes of {nRepeats} x {nSplits} folds are more than {most} runs.', {
            sizes: sizes.length,
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
  const last = sizes[sizes.length - 1] ?? null;
  const dataset = {
    ...fixed.dataset,
    split: {
      ...own,
      ...(isGrouped ? { groupEqualRows: true } : {}),
      ...(last === null ? {} : { trainSize: last }),
    },
  };
  // The short ones come first: the curve grows from its left end.
  const trials = sizes.flatMap((size) => {
    const ofSize = size === null ? [] : [{ path: TRAIN_SIZE_PATH, value: size }];
    return Array.from({ length: nRepeats * nSplits }, (_, index) => {
      const repeat = Math.floor(index / nSplits);
      const again = [
        { path: REPEAT_PATH, value: repeat + 1 },
        { path: 'seed', value: experiment.seed + repeat },
      ];
      const fold = { path: FOLD_PATH, value: (index % nSplits) + 1 };
      return [...ofSize, fold, ...(nRepeats > 1 ? again : [])];
    });
  });
  return {
    experiment: parseExperiment({ ...fixed, dataset }),
    plan,
    trials,
    rungs: [{ step: null, places: trials.map((_, index) => index) }],
  };
}

/** @throws BenchtopError `usage` where they do not go up */
function checkedSizes(sizes: readonly number[]): readonly number[] {
  if (sizes.every((size, i) => i === 0 || size > (sizes[i - 1] ?? Infinity))) return sizes;
  throw fail('usage', sentence('The sizes of a learning curve must go up, shares before numbers of rows.'), {
    field: 'sizes',
  });
}

function repeat(experiment: Experiment, plan: RepeatPlan): Planned {
  const { n, sameData } = plan;
  checkSeeds(experiment, n);
  const trials = Array.from({ length: n }, (_, i) => [{ path: 'seed', value: experiment.seed + i }]);
  return {
    experiment: sameData ? onSameData(experiment) : experiment,
    plan,
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
