import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { DatasetSpec, ModelSpec } from '../../../src-shared/experiment/schema';
import type { TargetScaler } from '../../../src-shared/run/record/dataset-facts';
import { modelAlgorithm } from '../../algorithms/models';
import { findDistinct, MAX_CLASSES } from '../columns/cell-types/distinct-classes';
import type { ClassTexts } from '../columns/cell-types/class-texts';
import { findLine, toErrorInfo } from './lines';
import type { RawColumn, RawTable } from '../columns/raw-table';
import { fitScaling } from '../../algorithms/numeric/statistics';
import { sortedCategories } from '../columns/categories';

/** Whether a model learns the distinct values of its target as classes, so that their texts are names. */
export function namesClasses(model: ModelSpec): boolean {
  const { kind } = modelAlgorithm(model.kind).data.encodeTarget(model);
  return kind === 'classes' || kind === 'twoClasses';
}

/** Distinct texts that a model's target may have. */
export function mostClasses(model: ModelSpec): number {
  const { kind } = modelAlgorithm(model.kind).data.encodeTarget(model);
  return kind === 'numbers' || kind === 'twoClasses' ? 2 : MAX_CLASSES;
}

/**
 * Whether a target that was read as numbers or dates, and is not all numbers, is one of words: those
 * of a classifier may be 1, 2 and "other".
 */
export function isWordTarget({ type, values }: RawColumn, model: ModelSpec): boolean {
  if (type === 'date') return true;
  if (type !== 'number' || !values.includes(Infinity)) return false;
  const numbers = findDistinct(values).filter(Number.isFinite);
  return numbers.length < mostClasses(model);
}

/**
 * Refuses a target of more words than the model can tell apart.
 * @param rows of the table that filter and sample left
 */
export function checkTargetWords(
  raw: RawTable,
  { name, values, categories, code }: RawColumn,
  rows: Int32Array,
  model: ModelSpec,
): void {
  if (categories === null) return;
  const seen = new Set<number>();
  let first = -1;
  for (const row of rows) {
    const code = values[row] ?? NaN;
    if (Number.isNaN(code)) continue;
    if (first < 0) first = row;
    seen.add(code);
  }
  if (seen.size <= mostClasses(model)) return;
  const line = findLine(raw, first);
  const text = (categories[values[first] ?? 0] ?? '').slice(0, 60);
  const count = seen.size > MAX_CLASSES ? `more than ${MAX_CLASSES}` : String(seen.size);
  const where = { ...toErrorInfo(raw, line), column: name, field: 'dataset.target' };
  if (code !== undefined) {
    throw fail(
      'invalid-data',
      sentence(
        'Column "{name}" of {file} holds {count} different whole numbers written as codes ("{text}", line {line}), with leading zeros or beyond 2^53: set its type to number to learn them as quantities, or choose a model of classes.',
        { name, file: raw.name, count, text, line: line ?? 1 },
      ),
      where,
    );
  }
  const alternative =
    mostClasses(model) === 2
      ? sentence(', one with two different texts, or a softmax output with a unit for each')
      : '';
  throw fail(
    'invalid-data',
    sentence(
      'Column "{name}" of {file} holds text with {count} different values (line {line}: "{text}"): choose a number column as the target{alternative}.',
      { name, file: raw.name, count, line: line ?? 1, text, alternative },
    ),
    where,
  );
}

/**
 * The target as a model learns it. An SVM's, and that of a network with a softmax output, becomes
 * indices into its distinct values, ascending; so do a network's two texts, and two numbers under a
 * loss that is of two classes; a target of 0 and 1 under a sigmoid is kept and counts as classes;
 * other numbers are learned as they are.
 * @param target of the used rows: numbers, or indices into `categories`
 * @param texts how the numbers are written, where that is not as JavaScript writes them
 */
export function findClasses(
  target: Float64Array | null,
  categories: readonly string[] | null,
  model: ModelSpec,
  texts: ClassTexts | null = null,
): { target: Float64Array | null; classes: readonly (number | string)[] } {
  if (target === null) return { target, classes: [] };
  if (categories !== null) {
    // A word may stand only in rows that are not used.
    const codes = findDistinct(target);
    const classes = sortedCategories(codes.map((code) => categories[code] ?? ''));
    const indexByClass = new Map(classes.map((word, index) => [word, index]));
    return { target: target.map((code) => indexByClass.get(categories[code] ?? '') ?? -1), classes };
  }
  const encoding = modelAlgorithm(model.kind).data.encodeTarget(model);
  if (encoding.kind === 'none' || encoding.kind === 'numbers') return { target, classes: [] };
  const values = findDistinct(target);
  const classes = namedBy(values, texts);
  if (encoding.kind === 'classes') {
    const { alternative } = encoding;
    if (values.length > MAX_CLASSES && alternative !== null) {
      throw fail(
        'invalid-data',
        sentence(
          'The target has more than {most} different numbers, too many for classes: choose another target, or {alternative}.',
          { most: MAX_CLASSES, alternative },
        ),
        { field: 'dataset.target' },
      );
    }
    return { target: toIndices(target, values), classes };
  }
  if (values.every((value) => value === 0 || value === 1)) return { target, classes: namedBy([0, 1], texts) };
  if (!encoding.takesAnyTwo || values.length !== 2) return { target, classes: [] };
  return { target: toIndices(target, values), classes };
}

/** Classes by the texts of their cells; by their numbers where the texts say no more. */
function namedBy(values: readonly number[], texts: ClassTexts | null): readonly (number | string)[] {
  if (texts === null) return values;
  const names = values.map((value) => texts.byValue.get(value) ?? String(value));
  return values.every((value, i) => String(value) === names[i]) ? values : names;
}

/**
 * How a network scales its numeric target: mean and population standard deviation of the training
 * rows, where the data set asks for it and the output is linear; null: it is learned as it is.
 * @param target of the used rows, training rows first
 */
export function fitTargetScaler(
  { targetScaling }: Pick<DatasetSpec, 'targetScaling'>,
  model: ModelSpec,
  target: Float64Array | null,
  classes: readonly (number | string)[],
  trainRows: number,
): TargetScaler | null {
  if (targetScaling === 'none' || target === null || classes.length > 0) return null;
  const encoding = modelAlgorithm(model.kind).data.encodeTarget(model);
  if (encoding.kind !== 'numbers' || !encoding.isScaled) return null;
  return fitScaling(targetScaling, target.subarray(0, trainRows));
}

function toIndices(values: Float64Array, distinct: readonly number[]): Float64Array {
  const indexByValue = new Map(distinct.map((value, index) => [value, index]));
  return values.map((value) => indexByValue.get(value) ?? -1);
}
