import { settingPhrase } from '../experiment/setting-label';
import type { Change } from '../fields/change';
import { hasValidation } from '../dataset/has-validation';
import type { Experiment } from '../experiment/schema';
import { modelDefinition } from '../models';
import { metricPhrase, validationMetric } from '../run/figures/metric-labels';
import { decodeNumber } from '../run/record/stored-number';
import type { RunRecord } from '../run/record/record';
import { FOLD_PATH, INNER_SPLITS_PATH } from './folds';
import type { Criterion, Group, Objective } from './group';
import { wilsonInterval, type Interval } from './statistics';

/** The part of a run that a group is judged by. */
export type JudgedRun = Pick<RunRecord, 'status' | 'summary'>;

/** The last value of a metric; NaN where a run has none, or an infinite one, or failed. */
export function lastValue({ status, summary }: JudgedRun, metric: string): number {
  const value = summary[metric];
  if (status === 'failed' || value === undefined) return NaN;
  const number = decodeNumber(value);
  return Number.isFinite(number) ? number : NaN;
}

/** Whether a run meets a criterion. No number meets none. */
export function meets(run: JudgedRun, { metric, comparison, value }: Criterion): boolean {
  const last = lastValue(run, metric);
  return comparison === 'below' ? last < value : last > value;
}

/** How many of a group's runs that came to their end succeeded. */
export interface SuccessRate {
  readonly successes: number;
  /** Runs that finished or failed, which is no success; those that were stopped have shown nothing. */
  readonly trials: number;
  readonly share: number;
  /** Wilson's, 95 %. */
  readonly interval: Interval;
}

export function successRate(runs: readonly JudgedRun[], criterion: Criterion): SuccessRate {
  const over = runs.filter(({ status }) => status === 'finished' || status === 'failed');
  const successes = over.filter((run) => meets(run, criterion)).length;
  return {
    successes,
    trials: over.length,
    share: successes / over.length,
    interval: wilsonInterval(successes, over.length),
  };
}

/** The criterion as words: "training loss below 0.001". */
export function describeCriterion({ metric, comparison, value }: Criterion): string {
  return `${metricPhrase(metric)} ${comparison} ${value}`;
}

/** What trials of an experiment are judged by, unless a person says otherwise. */
export function usualObjective({ model, dataset }: Pick<Experiment, 'model' | 'dataset'>): Objective {
  const { metric, goal, isValidated } = modelDefinition(model.kind).objective;
  return { metric: isValidated && hasValidation(dataset) ? validationMetric(metric) : metric, goal };
}

/** What a group's runs are ordered by. */
export function findObjective({ plan, experiment }: Pick<Group, 'plan' | 'experiment'>): Objective {
  if (plan.kind === 'nested-folds') return plan.sweep.objective;
  return plan.kind === 'sweep' ? plan.objective : usualObjective(experiment);
}

/**
 * Runs with the best value first; equals as they were, those without a value last. Of two that came
 * to different rungs of a halving, the one that came further counts first.
 */
export function byObjective<T extends JudgedRun & Pick<RunRecord, 'steps'>>(
  runs: readonly T[],
  { metric, goal }: Objective,
  isHalving = false,
): T[] {
  const sign = goal === 'min' ? 1 : -1;
  const keyed = runs.map((run, index) => ({ run, index, value: lastValue(run, metric) }));
  keyed.sort((a, b) => {
    if (Number.isNaN(a.value) || Number.isNaN(b.value)) {
      return Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value)) || a.index - b.index;
    }
    if (isHalving && a.run.steps !== b.run.steps) return b.run.steps - a.run.steps;
    return a.value === b.value ? a.index - b.index : sign * (a.value < b.value ? -1 : 1);
  });
  return keyed.map(({ run }) => run);
}

/** A trial's run in a list: "XNOR · seed 5", "XNOR · learning rate 0.1, layer 1 units 3", "XNOR · repeat 1, fold 2". */
export function trialName(name: string, changes: readonly Change[]): string {
  // The seed of a fold's repeat follows from its number.
  const isFold = changes.some(({ path }) => path === FOLD_PATH);
  const told = isFold ? changes.filter(({ path }) => path !== 'seed' && path !== INNER_SPLITS_PATH) : changes;
  const parts = told.map(({ path, value }) => `${settingPhrase(path)} ${String(value)}`);
  return `${name} · ${parts.join(', ')}`.slice(0, 300);
}

/**
 * When a run of an experiment counts as a success, unless a person says otherwise; null: not known. Where numbers
 * are predicted the loss is in the unit of the target, and no value of it is good by itself.
 */
export function usualCriterion(experiment: Experiment): Criterion | null {
  const { objective, task } = modelDefinition(experiment.model.kind);
  const { success } = objective;
  if (success === null || task(experiment.model).kind === 'numbers') return null;
  const { metric, goal } = usualObjective(experiment);
  return { metric, comparison: goal === 'min' ? 'below' : 'above', value: success };
}
