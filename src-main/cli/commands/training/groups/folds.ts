import { fail } from '../../../../../src-shared/errors';
import { MAX_FOLDS } from '../../../../../src-shared/experiment/schema';
import type { FoldsPlan } from '../../../../../src-shared/group/group';
import { flag, text, under, wholeNumber, type Values } from '../../../declare/option';

/** Folds of the experiment's rows, in place of its split. */
export const FOLD_OPTIONS = under('Folds', {
  folds: wholeNumber('K', 'a run for each of K parts of the rows, validated with that part', {
    min: 2,
    max: MAX_FOLDS,
  }),
  repeats: wholeNumber('R', 'with --folds: makes the parts anew R times', {
    min: 1,
    max: MAX_FOLDS,
    usual: 1,
  }),
  stratify: flag('with --folds: every class keeps its share in each part'),
  'group-by': text('COLUMN', 'with --folds: rows with one value stay in one part'),
  'by-time': text('COLUMN', 'with --folds: trains on earlier rows, validates with later ones'),
  'fold-seed': wholeNumber(
    'N',
    'with --folds: other parts; the same number gives every experiment the same',
    {
      min: 0,
      max: 4294967295,
      usual: 1,
    },
  ),
});

type FoldValues = Values<typeof FOLD_OPTIONS> & { readonly repeat?: number };

/** The plan that the options of folds make; null where there are none. @throws BenchtopError `usage` */
export function foldsPlan(options: FoldValues): FoldsPlan | null {
  const { folds } = options;
  if (folds === undefined) {
    const given = Object.keys(FOLD_OPTIONS).find((name) => Object.keys(options).includes(name));
    if (given === undefined) return null;
    throw fail('usage', `--${given} says how folds are made: say how many with --folds K.`, { field: given });
  }
  if (options.repeat !== undefined)
    throw fail('usage', 'Choose --folds, with --repeats R for several seeds, or --repeat N.', {
      field: 'repeat',
    });
  const { stratify, 'group-by': group, 'by-time': time } = options;
  if ([stratify === true, group !== undefined, time !== undefined].filter(Boolean).length > 1)
    throw fail('usage', 'Choose one of --stratify, --group-by and --by-time.', { field: 'folds' });
  const by =
    stratify === true ? 'stratified' : group !== undefined ? 'group' : time !== undefined ? 'time' : 'random';
  return {
    kind: 'folds',
    nSplits: folds,
    nRepeats: options.repeats ?? 1,
    by,
    column: group ?? time ?? null,
    seed: options['fold-seed'] ?? 1,
  };
}
