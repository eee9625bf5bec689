import type { ModelSpec } from '../../src-shared/experiment/schema';

/** More distinct values than this are no classes. */
export const MOST_CLASSES = 1000;

/** Distinct texts that a model's target may have. */
export function mostClasses(model: ModelSpec): number {
  return model.kind === 'network' ? 2 : MOST_CLASSES;
}

/**
 * The target as a model learns it. An SVM's becomes indices into its distinct values, ascending; a
 * network's two texts become 0 and 1; a network's target of 0 and 1 under a sigmoid is kept and
 * counts as classes; other numbers are learned as they are.
 * @param target of the used rows: numbers, or indices into `words`
 */
export function classesOf(
  target: Float64Array | null,
  words: readonly string[] | null,
  model: ModelSpec,
): { target: Float64Array | null; classes: readonly (number | string)[] } {
  if (target === null) return { target, classes: [] };
  if (words !== null) {
    // A word may stand only in rows that are not used.
    const codes = distinctOf(target);
    return { target: indicesOf(target, codes), classes: codes.map((code) => words[code] ?? '') };
  }
  if (model.kind === 'kmeans') return { target, classes: [] };
  const values = distinctOf(target);
  if (model.kind === 'svm') return { target: indicesOf(target, values), classes: values };
  const isBinary = values.every((value) => value === 0 || value === 1);
  const isSigmoid = model.layers[model.layers.length - 1]?.activation === 'sigmoid';
  return { target, classes: isBinary && isSigmoid ? [0, 1] : [] };
}

/** Ascending; at most one more than can be classes. */
function distinctOf(values: Float64Array): number[] {
  const distinct = new Set<number>();
  for (const value of values) {
    distinct.add(value);
    if (distinct.size > MOST_CLASSES) break;
  }
  return [...distinct].sort((a, b) => a - b);
}

function indicesOf(values: Float64Array, distinct: readonly number[]): Float64Array {
  const places = new Map(distinct.map((value, index) => [value, index]));
  return values.map((value) => places.get(value) ?? -1);
}
