import { say } from '../../../src-shared/language/say';
import { MAX_FOLDS } from '../../../src-shared/experiment/schema';
import {
  MAX_TRIALS,
  type NestedFoldsPlan,
  type Search,
  type SweepPlan,
} from '../../../src-shared/group/group';
import { formatCount } from '../../text/format';
import { wholeNumberProblem } from './whole-number-problem';

/** Folds around a sweep, as their fields know them. */
export const OUTER = {
  label: say('Folds'),
  help: say('Parts of the rows; each judges once what was chosen on the others.'),
  integer: true,
  min: 2,
  max: MAX_FOLDS,
  default: 5,
  choices: [5, 10],
} as const;
export const INNER = {
  label: say('Inner folds'),
  help: say('Parts of a fold’s training rows, by which its settings are chosen.'),
  integer: true,
  min: 2,
  max: MAX_FOLDS,
  default: 3,
  choices: [3, 5],
} as const;

/** How a sweep is judged on rows that it does not choose by. */
export interface NestedChoice {
  readonly nSplits: number | null;
  readonly innerSplits: number | null;
  readonly by: 'random' | 'stratified';
}

/** Runs of so many trials: each on every inner fold of every fold, and what each fold chose. */
function countRuns({ nSplits, innerSplits }: NestedChoice, trials: number): number {
  return (nSplits ?? NaN) * (trials * (innerSplits ?? NaN) + 1);
}

/** Why a sweep cannot be nested so, as a sentence; null: it can. */
export function nestedProblem(
  choice: NestedChoice,
  sweep: { readonly search: Search; readonly isHalved: boolean; readonly count: number },
): string | null {
  if (sweep.search === 'tpe') return say('Nested folds take a grid or a random search.');
  if (sweep.isHalved) return say('Nested folds train every trial to its end: leave halving out.');
  if (
    wholeNumberProblem(choice.nSplits, OUTER) !== null ||
    wholeNumberProblem(choice.innerSplits, INNER) !== null
  )
    return say('Give whole numbers of folds.');
  const runs = countRuns(choice, sweep.count);
  return runs > MAX_TRIALS
    ? say('{runs} runs are more than {max}: take fewer folds or trials.', {
        runs: formatCount(runs),
        max: formatCount(MAX_TRIALS),
      })
    : null;
}

/** "65 runs: 4 trials on 3 inner folds of each of 5 folds, and the best of each". */
export function nestedLength(choice: NestedChoice, trials: number): string {
  const runs = countRuns(choice, trials);
  return Number.isFinite(runs)
    ? say(
        '{runs} runs: {trials} trials on {inner} inner folds of each of {folds} folds, then the best of each.',
        {
          runs: formatCount(runs),
          trials: formatCount(trials),
          inner: choice.innerSplits ?? 0,
          folds: choice.nSplits ?? 0,
        },
      )
    : '';
}

/** The sweep within every fold. */
export function nestedPlan(sweep: SweepPlan, { nSplits, innerSplits, by }: NestedChoice): NestedFoldsPlan {
  return {
    kind: 'nested-folds',
    nSplits: nSplits ?? OUTER.default,
    nRepeats: 1,
    by,
    column: null,
    seed: 1,
    innerSplits: innerSplits ?? INNER.default,
    sweep,
  };
}
