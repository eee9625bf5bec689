import { normalBelow } from '../../distributions/normal-table';
import { fail } from '../../errors';
import { sentence } from '../../language/sentence';
import { at } from '../../present';
import type { RunRecord } from '../../run/record/record';
import { trialValue, isHalved, type Group, type Objective } from '../group';
import { byObjective, lastValue, findObjective } from '../outcome';
import { ENOUGH_TO_LEARN } from '../schedule';
import { wholeSettings } from '../sweep-fields';
import { smallDraws } from './draws';
import { settingDivergence } from './ped-anova';

/** The best tenth of the trials is held against all of them; five trials at least. */
const BEST_SHARE = 0.1;
const FEWEST_BEST = 5;
/** Draws of as many trials at random, by which chance is told. */
const DRAWS = 199;

/** How much a setting decides whether a trial is among the best. */
interface SettingImportance {
  readonly path: string;
  /** Its part of the divergences of all settings, 0 to 1. */
  readonly share: number;
  /** How far the best trials' values of it are from those of all trials: Pearson's divergence. */
  readonly divergence: number;
  /** Share of draws at random in which as many trials came as far as the best, (hits + 1) / 200. */
  readonly pValue: number;
}

/** Which settings of a sweep decide. */
export interface SweepImportance {
  readonly objective: Objective;
  /** Trials with a value; of how many of them the best are. */
  readonly trials: number;
  readonly best: number;
  /** The most important first. */
  readonly settings: readonly SettingImportance[];
}

/** Of a trial's run, what it is judged by. */
type FoundRun = Pick<RunRecord, 'status' | 'summary' | 'steps' | 'group'>;

/**
 * Which settings of a sweep decide whether a trial is among the best, by PED-ANOVA ({@link settingDivergence}).
 *
 * The best are the first tenth by the objective, five at least, with those that are equal to the last of them; of
 * a halving those that came further come first. As many trials drawn at random 199 times tell what chance does.
 * @throws BenchtopError `invalid-data` where the group is no sweep, fewer than ten trials have a value, or all
 *   have the same
 */
export function sweepImportance(
  group: Group,
  runs: readonly FoundRun[],
  objective: Objective = findObjective(group),
): SweepImportance {
  const { plan } = group;
  if (plan.kind !== 'sweep')
    throw fail('invalid-data', sentence('Only a sweep has settings that could matter.'));
  const isHalving = isHalved(plan);
  const ordered = byObjective(runs, objective, isHalving).filter(
    (run) => !Number.isNaN(lastValue(run, objective.metric)),
  );
  if (ordered.length < ENOUGH_TO_LEARN)
    throw fail(
      'invalid-data',
      sentence('Which settings matter shows from {least} trials with a value on; {has} have one.', {
        least: ENOUGH_TO_LEARN,
        has: ordered.length,
      }),
    );
  const best = Int32Array.from(
    { length: countBest(ordered, objective.metric, isHalving) },
    (_, index) => index,
  );
  if (best.length === ordered.length)
    throw fail('invalid-data', sentence('All trials come to the same value: no setting matters.'));
  const isWhole = wholeSettings(group.experiment, plan);
  const random = randomParts(ordered.length, best.length, plan.seed);
  const found = plan.parameters.map((parameter) => {
    const { path } = parameter;
    const values = ordered.map((run) => trialValue(group, run.group?.place ?? -1, path));
    const measure = settingDivergence(parameter, isWhole(path), values);
    const own = measure(best, normalBelow);
    // Rounding must tell no trials apart that lie alike.
    const hits = random.filter((part) => measure(part, normalBelow) >= own * (1 - 1e-9)).length;
    return { path, divergence: measure(best), pValue: (hits + 1) / (DRAWS + 1) };
  });
  const total = found.reduce((sum, { divergence }) => sum + divergence, 0);
  const settings = found
    .map((one) => ({ ...one, share: total > 0 ? one.divergence / total : 0 }))
    .sort((a, b) => b.share - a.share);
  return { objective, trials: ordered.length, best: best.length, settings };
}

/** Of trials in their order, with those that are equal to the last of the best. */
function countBest(ordered: readonly FoundRun[], metric: string, isHalving: boolean): number {
  const least = Math.max(Math.ceil(BEST_SHARE * ordered.length), FEWEST_BEST);
  const last = at(ordered, least - 1);
  const value = lastValue(last, metric);
  let count = least;
  for (const run of ordered.slice(least)) {
    if (lastValue(run, metric) !== value || (isHalving && run.steps !== last.steps)) break;
    count++;
  }
  return count;
}

/** Indices of trials that are drawn without putting back, as many as the best. */
function randomParts(trials: number, best: number, seed: number): Int32Array[] {
  const integer = smallDraws(seed);
  const order = Int32Array.from({ length: trials }, (_, i) => i);
  return Array.from({ length: DRAWS }, () => {
    for (let i = 0; i < best; i++) {
      const other = i + integer(trials - i);
      [order[i], order[other]] = [at(order, other), at(order, i)];
    }
    return order.slice(0, best);
  });
}
