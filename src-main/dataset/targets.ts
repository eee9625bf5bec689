import { fail } from '../../src-shared/errors';
import { networkTask, type DatasetSpec, type ModelSpec } from '../../src-shared/experiment/schema';
import type { TargetScaler } from '../../src-shared/run/record';
import { lineOf, whereOf } from './lines';
import type { RawColumn, RawTable } from './raw-table';
import { fitScaling } from './statistics';
import { ascendingWords } from './words';

/** More distinct values than this are no classes. */
export const MOST_CLASSES = 1000;

/** Distinct texts that a model's target may have. */
export function mostClasses(model: ModelSpec): number {
  return model.kind === 'network' && networkTask(model).kind !== 'classes' ? 2 : MOST_CLASSES;
}

/**
 * Whether a target that was read as numbers or dates, and is not all numbers, is one of words: those
 * of a classifier may be 1, 2 and "other".
 */
export function isWordTarget({ type, values }: RawColumn, model: ModelSpec): boolean {
  if (type === 'date') return true;
  if (type !== 'number' || !values.includes(Infinity)) return false;
  const numbers = distinctOf(values).filter(Number.isFinite);
  return numbers.length < mostClasses(model);
}

/**
 * Refuses a target of more words than the model can tell apart.
 * @param rows of the table that filter and sample left
 */
export async function checkTargetWords(
  raw: RawTable,
  { name, values, words }: RawColumn,
  rows: Int32Array,
  model: ModelSpec,
): Promise<void> {
  if (words === null) return;
  const seen = new Set<number>();
  let first = -1;
  for (const row of rows) {
    const code = values[row]!;
    if (Number.isNaN(code)) continue;
    if (first < 0) first = row;
    seen.add(code);
  }
  if (seen.size <= mostClasses(model)) return;
  const line = await lineOf(raw, first);
  const text = (words[values[first] ?? 0] ?? '').slice(0, 60);
  const count = seen.size > MOST_CLASSES ? `more than ${MOST_CLASSES}` : String(seen.size);
  const alternative =
    mostClasses(model) === 2
      ? ', one with two different texts, or a softmax output with a unit for each'
      : '';
  throw fail(
    'invalid-data',
    `Column "${name}" of ${raw.name} holds text with ${count} different values (line ${line ?? 1}: "${text}"): choose a number column as the target${alternative}.`,
    { ...whereOf(raw, line), column: name, field: 'dataset.target' },
  );
}

/**
 * The target as a model learns it. An SVM's, and that of a network with a softmax output, becomes
 * indices into its distinct values, ascending; so do a network's two texts, and two numbers under a
 * loss that is of two classes; a target of 0 and 1 under a sigmoid is kept and counts as classes;
 * other numbers are learned as they are.
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
    const classes = ascendingWords(codes.map((code) => words[code] ?? ''));
    const places = new Map(classes.map((word, place) => [word, place]));
    return { target: target.map((code) => places.get(words[code] ?? '') ?? -1), classes };
  }
  if (model.kind === 'kmeans') return { target, classes: [] };
  const values = distinctOf(target);
  if (model.kind === 'svm') return { target: indicesOf(target, values), classes: values };
  const task = networkTask(model);
  if (task.kind === 'numbers') return { target, classes: [] };
  if (task.kind === 'classes') {
    if (values.length > MOST_CLASSES) {
      throw fail(
        'invalid-data',
        `The target has more than ${MOST_CLASSES} different numbers, too many for classes: choose another target, or a linear output of 1 unit.`,
        { field: 'dataset.target' },
      );
    }
    return { target: indicesOf(target, values), classes: values };
  }
  if (values.every((value) => value === 0 || value === 1)) return { target, classes: [0, 1] };
  const isOfTwo = model.loss === 'binaryCrossentropy' || model.loss === 'hinge';
  if (!isOfTwo || values.length !== 2) return { target, classes: [] };
  return { target: indicesOf(target, values), classes: values };
}

/**
 * How a network scales its numeric target: mean and population standard deviation of the training
 * rows, where the data set asks for it and the output is linear; null: it is learned as it is.
 * @param target of the used rows, training rows first
 */
export function targetScalerOf(
  { targetScaling }: Pick<DatasetSpec, 'targetScaling'>,
  model: ModelSpec,
  target: Float64Array | null,
  classes: readonly (number | string)[],
  trainRows: number,
): TargetScaler | null {
  if (targetScaling === 'none' || target === null || classes.length > 0) return null;
  if (model.kind !== 'network' || networkTask(model).kind !== 'numbers') return null;
  if (model.layers[model.layers.length - 1]?.activation !== 'linear') return null;
  return fitScaling(targetScaling, target.subarray(0, trainRows));
}

/** Ascending; at most one more than can be classes. */
export function distinctOf(values: Float64Array): number[] {
  const distinct = new Set<number>();
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    distinct.add(value);
    if (distinct.size > MOST_CLASSES) break;
  }
  return [...distinct].sort((a, b) => a - b);
}

function indicesOf(values: Float64Array, distinct: readonly number[]): Float64Array {
  const places = new Map(distinct.map((value, index) => [value, index]));
  return values.map((value) => places.get(value) ?? -1);
}
