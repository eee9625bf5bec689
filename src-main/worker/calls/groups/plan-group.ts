import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { parseExperiment, type Experiment } from '../../../../src-shared/experiment/schema';
import { FOLD_PATH, REPEAT_PATH } from '../../../../src-shared/group/folds';
import {
  MAX_TRIALS,
  type FoldsPlan,
  type GroupPlan,
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
  return plan.kind === 'folds' ? folds(experiment, plan) : planSweep(experiment, plan);
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
function folds(experiment: Experiment, plan: FoldsPlan): Planned {
  const { nSplits, nRepeats, by, column, seed } = plan;
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
    plan,
    trials,
    rungs: [{ step: null, places: trials.map((_, index) => index) }],
  };
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
