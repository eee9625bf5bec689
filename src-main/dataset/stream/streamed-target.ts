import { at } from '../../../src-shared/present';
import { fail } from '../../../src-shared/errors';
import type { ModelSpec } from '../../../src-shared/experiment/schema';
import type { StreamedPart } from '../../algorithms/contract/row-stream';
import { MAX_CLASSES } from '../columns/cell-types/distinct-classes';
import { findClasses } from '../prepare/targets';
import type { FirstSums } from './rows/first-sums';
import type { HeldRows } from './rows/held-rows';
import type { StreamedTable } from './streamed-columns';

/** The target of a streamed table as a model learns it. */
interface StreamedTarget {
  readonly classes: readonly (number | string)[];
  /** Of the held rows; null without a target. */
  readonly held: Float64Array | null;
  readonly toTarget: (value: number) => number;
  readonly part: (name: 'training' | 'validation') => StreamedPart;
}

/**
 * Finds the classes among all rows' targets, as tables that are held have them.
 * @throws BenchtopError `invalid-data` where there are too many
 */
export function fitTarget(
  { columns, files }: StreamedTable,
  targetAt: number,
  sums: FirstSums,
  held: HeldRows,
  model: ModelSpec,
): StreamedTarget {
  const sizes = (name: 'training' | 'validation') =>
    name === 'training'
      ? { rows: sums.trainRows, weight: sums.trainWeight }
      : { rows: sums.validationRows, weight: sums.validationWeight };
  if (targetAt < 0) {
    const part = (name: 'training' | 'validation'): StreamedPart => ({
      ...sizes(name),
      classWeights: [],
      target: null,
    });
    return { classes: [], held: null, toTarget: (value) => value, part };
  }
  const { name, categories } = at(columns, targetAt);
  const { byTarget } = sums;
  if (categories !== null && (byTarget === null || byTarget.size > MAX_CLASSES)) {
    throw fail(
      'invalid-data',
      `Column "${name}" of ${files.name} holds text with more than ${MAX_CLASSES} different values: choose another target.`,
      { column: name, field: 'dataset.target' },
    );
  }
  // Too many numbers for classes: the model says whether it learns them as they are.
  const values =
    byTarget === null
      ? Float64Array.from({ length: MAX_CLASSES + 2 }, (_, i) => i + 0.5)
      : Float64Array.from(byTarget.keys()).sort();
  const found = findClasses(values, categories, model);
  const { classes } = found;
  const learned = found.target ?? values;
  const isAsItIs =
    byTarget === null || classes.length === 0 || learned.every((value, i) => value === values[i]);
  const place = new Map([...values].map((value, i) => [value, at(learned, i)]));
  const toTarget = (value: number): number => (isAsItIs ? value : (place.get(value) ?? NaN));
  return {
    classes,
    held: at(held.columns, targetAt).map(toTarget),
    toTarget,
    part: (part) => {
      const weights = new Array<number>(classes.length).fill(0);
      for (const [value, both] of byTarget ?? []) {
        const index = toTarget(value);
        if (classes.length > 0) weights[index] = (weights[index] ?? 0) + both[part === 'training' ? 0 : 1];
      }
      return {
        ...sizes(part),
        classWeights: weights,
        target: classes.length > 0 ? null : sums.targetOf(part),
      };
    },
  };
}
