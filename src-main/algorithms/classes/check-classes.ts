import { fail } from '../../../src-shared/errors';
import { sentence, type Sentence } from '../../../src-shared/language/sentence';
import type { TrainingData } from '../contract/trainer';

/** More classes than this are more likely a number column taken for a class. */
const MAX_CLASSES = 100;

/**
 * Refuses a target that a linear classifier cannot learn: without classes, with too many, or with one of
 * which no training row counts.
 * @param subject the model at the beginning of a sentence: "A linear SVM"
 * @returns training rows with a weight above 0 by class, [classes]
 * @throws BenchtopError `invalid-data`, naming the field
 */
export function checkClasses(subject: Sentence, data: TrainingData): Int32Array {
  const { target, classes, weights } = data;
  if (target === null) {
    throw fail(
      'invalid-data',
      sentence('{subject} needs a target column with two classes or more: choose one.', { subject }),
      {
        field: 'dataset.target',
      },
    );
  }
  if (classes.length < 2 || classes.length > MAX_CLASSES) {
    const listed = `${classes.slice(0, 5).join(', ')}${classes.length > 5 ? ', …' : ''}`;
    throw fail(
      'invalid-data',
      sentence('{subject} needs from two classes to {most}, but the target has {classes}: {listed}.', {
        subject,
        most: MAX_CLASSES,
        classes: classes.length,
        listed,
      }),
      { field: 'dataset.target' },
    );
  }
  const counts = new Int32Array(classes.length);
  const weightless = new Int32Array(classes.length);
  for (let row = 0; row < data.trainRows; row++) {
    if (weights === null || weights[row] > 0) counts[target[row]]++;
    else weightless[target[row]]++;
  }
  checkEachClass(counts, weightless, classes);
  return counts;
}

/**
 * Every class needs a training row that counts: one may have none because of weights, or because all
 * of its rows are kept for validation.
 * @param counts of training rows with a weight above 0, and `weightless` of those without, by class
 */
function checkEachClass(counts: Int32Array, weightless: Int32Array, classes: TrainingData['classes']): void {
  const absent = counts.indexOf(0);
  if (absent < 0) return;
  const isOneClass = counts.filter((count) => count > 0).length < 2;
  const byWeight = counts.findIndex((count, k) => count === 0 && weightless[k] > 0);
  if (byWeight >= 0) {
    const name = String(classes[byWeight] ?? byWeight);
    throw fail(
      'invalid-data',
      isOneClass
        ? sentence(
            'All training rows are of one class, for those of class {name} have weight 0: choose another weight column, or give them weights above 0.',
            { name },
          )
        : sentence(
            'All training rows of class {name} have weight 0, so none of them counts: choose another weight column, or give them weights above 0.',
            { name },
          ),
      { field: 'dataset.weight' },
    );
  }
  if (isOneClass) {
    throw fail(
      'invalid-data',
      sentence(
        'All training rows are of one class, for those of the others are kept for validation: keep fewer rows for validation, or use a stratified split.',
      ),
      { field: 'dataset.validationSplit' },
    );
  }
  throw fail(
    'invalid-data',
    sentence(
      'No training row is of class {classes}: use a stratified split, or keep fewer rows for validation.',
      { classes: String(classes[absent] ?? absent) },
    ),
    { field: 'dataset.split.method' },
  );
}
