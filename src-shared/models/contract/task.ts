/**
 * What a model learns of its target. `classes`: a score for each class, the largest one counts;
 * `twoClasses`: one output that means the second of two where it reaches `threshold`; `numbers`: the
 * target as it is; `none`: it has no target.
 */
export type ModelTask =
  | { readonly kind: 'classes' }
  | { readonly kind: 'twoClasses'; readonly threshold: number }
  | { readonly kind: 'numbers' }
  | { readonly kind: 'none' };

/** What a target column holds: numbers, or classes of which so many are known. */
export type TargetTask = { readonly kind: 'numbers' } | { readonly kind: 'classes'; readonly count: number };
