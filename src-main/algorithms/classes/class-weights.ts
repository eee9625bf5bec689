import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { ClassWeight } from '../../../src-shared/models/contract/class-weight';
import type { TrainingData } from '../contract/trainer';
import { classNamed } from './class-weight-names';

/** Rows with the index of a class each. */
type ClassRows = Pick<TrainingData, 'trainRows' | 'weights' | 'classes'> & {
  readonly target: Float64Array;
};

/**
 * Weights of the classes, [classes]: all 1, as given, or "balanced", rows / (classes x rows of the class),
 * by the rows' own weights where they have some.
 * @returns null: all 1
 */
export function classWeights(
  classWeight: ClassWeight,
  { target, trainRows, weights, classes }: ClassRows,
): number[] | null {
  if (classWeight === 'none') return null;
  if (classWeight !== 'balanced') {
    const uniform = classes.map(() => 1);
    // The class's own text goes before a number that is equal.
    for (const [name, weight] of Object.entries(classWeight)) uniform[classNamed(name, classes)] = weight;
    return classes.map((name, index) => classWeight[String(name)] ?? uniform[index] ?? 1);
  }
  const sums = new Float64Array(classes.length);
  for (let row = 0; row < trainRows; row++) sums[target[row]] += weights?.[row] ?? 1;
  const all = sums.reduce((sum, value) => sum + value, 0);
  return [...sums].map((sum) => (sum > 0 ? all / (classes.length * sum) : 1));
}

/**
 * Refuses a weight for a class that the target has not.
 * @throws BenchtopError `invalid-data`, naming the field
 */
export function checkClassWeights(classWeight: ClassWeight, classes: TrainingData['classes']): void {
  if (typeof classWeight === 'string') return;
  const names = classes.map(String);
  const unknown = Object.keys(classWeight).find((name) => classNamed(name, classes) < 0);
  if (unknown === undefined) return;
  throw fail(
    'invalid-data',
    sentence('There is a class weight for "{unknown}", but the target has the classes {names}.', {
      unknown,
      names: `${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}`,
    }),
    { field: 'model.classWeight' },
  );
}
