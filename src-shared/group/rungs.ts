import type { FieldProblem } from '../errors';
import type { Experiment } from '../experiment/schema';
import { modelDefinition } from '../models';
import type { TrainingBudget } from '../models/contract/sweep';
import { pow } from '../portable-math/pow';
import { at } from '../present';

/** One rung of successive halving. */
export interface Rung {
  /** Up to which its trials train. */
  readonly step: number;
  readonly count: number;
}

/**
 * The rungs of successive halving (Jamieson and Talwalkar, "Non-stochastic Best Arm Identification",
 * 2016): all trials train for a small part of the steps, one of `factor` goes on to `factor` times
 * as many, until the last few train all of them.
 */
export function halvingRungs(trials: number, steps: number, factor: number): Rung[] {
  const counts = [trials];
  // Where there are few steps, the first rung must still have one.
  while (at(counts, counts.length - 1) > 1 && steps / pow(factor, counts.length) >= 1) {
    counts.push(Math.ceil(at(counts, counts.length - 1) / factor));
  }
  const last = counts.length - 1;
  return counts.map((count, r) => ({ step: Math.round(steps / pow(factor, last - r)), count }));
}

/**
 * Indices in the order of their values, the best first; values that are no number come last, equals
 * as they were.
 */
export function ranked(values: readonly number[], goal: 'min' | 'max'): number[] {
  const key = (value: number): number => (Number.isNaN(value) ? Infinity : goal === 'min' ? value : -value);
  return values
    .map((_, index) => index)
    .sort((a, b) => compare(key(at(values, a)), key(at(values, b))) || a - b);
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** What halving gives out; null where {@link whyNoBudget} says why there is none. */
export function computeBudget(experiment: Experiment): TrainingBudget | null {
  const budget = modelDefinition(experiment.model.kind).sweep.budget(experiment);
  return 'path' in budget ? budget : null;
}

/** Why halving has nothing to give out, as one sentence, and at which field; null where it has. */
export function whyNoBudget(experiment: Experiment): FieldProblem | null {
  const budget = modelDefinition(experiment.model.kind).sweep.budget(experiment);
  return 'path' in budget ? null : budget;
}
