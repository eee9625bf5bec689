import { fail } from '../../../../../src-shared/errors';
import { MAX_FOLDS } from '../../../../../src-shared/experiment/schema';
import type { GroupPlan, SweepPlan } from '../../../../../src-shared/group/group';
import { under, wholeNumber, type Values } from '../../../declare/option';
import { foldsPlan, type FOLD_OPTIONS } from './folds';

const USUAL_INNER = 3;

/** Folds within the folds of a sweep. */
export const INNER_OPTIONS = under('Folds', {
  'inner-folds': wholeNumber(
    'J',
    'with --folds: settings are chosen by J folds of each fold’s training rows, and judged by its own rows',
    { min: 2, max: MAX_FOLDS, usual: USUAL_INNER },
  ),
});

type NestedValues = Values<typeof FOLD_OPTIONS> & Values<typeof INNER_OPTIONS>;

/** The sweep itself, or the sweep within every fold that the options ask for. @throws BenchtopError `usage` */
export function nestedPlan(sweep: SweepPlan, options: NestedValues): GroupPlan {
  const { 'inner-folds': innerSplits, ...outer } = options;
  const folds = foldsPlan(outer);
  if (folds === null) {
    if (innerSplits === undefined) return sweep;
    throw fail('usage', '--inner-folds needs the folds around them: say how many with --folds K.', {
      field: 'inner-folds',
    });
  }
  return { ...folds, kind: 'nested-folds', innerSplits: innerSplits ?? USUAL_INNER, sweep };
}
