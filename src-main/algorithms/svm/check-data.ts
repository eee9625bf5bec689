import { classNamed } from './class-weight-names';
import { fail } from '../../../src-shared/errors';
import type { SvmSpec } from '../../../src-shared/experiment/schema';
import type { TrainingData } from '../contract/trainer';

/** More classes than this are more likely a number column taken for a class. */
const MOST_CLASSES = 100;
const MOST_MAPPED_BYTES = 4e9;

/** Refuses data that an SVM cannot be trained on. @throws BenchtopError `invalid-data`, naming the field */
export function checkSvmData(model: SvmSpec, data: TrainingData): void {
  const { target, classes, weights } = data;
  if (target === null) {
    throw fail('invalid-data', 'A linear SVM needs a target column with two classes or more: choose one.', {
      field: 'dataset.target',
    });
  }
  if (classes.length < 2 || classes.length > MOST_CLASSES) {
    const listed = `${classes.slice(0, 5).join(', ')}${classes.length > 5 ? ', …' : ''}`;
    throw fail(
      'invalid-data',
      `A linear SVM needs from two classes to ${MOST_CLASSES}, but the target has ${classes.length}: ${listed}.`,
      { field: 'dataset.target' },
    );
  }
  const counts = new Int32Array(classes.length);
  const weightless = new Int32Array(classes.length);
  for (let row = 0; row < data.trainRows; row++) {
    if (weights === null || weights[row]! > 0) counts[target[row]!]!++;
    else weightless[target[row]!]!++;
  }
  checkClasses(counts, weightless, classes);
  checkClassWeight(model, data);
  checkFolds(model, data, counts);
  checkCalibration(model, data, target);
  const mapped = data.rows * (model.fourier?.nComponents ?? 0) * Float64Array.BYTES_PER_ELEMENT;
  if (mapped > MOST_MAPPED_BYTES) {
    throw fail(
      'invalid-data',
      `${data.rows.toLocaleString('en')} rows of ${(model.fourier?.nComponents ?? 0).toLocaleString('en')} Fourier components would need ${(mapped / 1e9).toFixed(1)} GB: use fewer components or a sample.`,
      { field: 'model.fourier.nComponents' },
    );
  }
}

/**
 * Every class needs a training row that counts: one may have none because of weights, or because all
 * of its rows are kept for validation.
 * @param counts of training rows with a weight above 0, and `weightless` of those without, by class
 */
function checkClasses(counts: Int32Array, weightless: Int32Array, classes: TrainingData['classes']): void {
  const absent = counts.indexOf(0);
  if (absent < 0) return;
  const isOneClass = counts.filter((count) => count > 0).length < 2;
  const byWeight = counts.findIndex((count, k) => count === 0 && weightless[k]! > 0);
  if (byWeight >= 0) {
    const name = String(classes[byWeight] ?? byWeight);
    throw fail(
      'invalid-data',
      isOneClass
        ? `All training rows are of one class, for those of class ${name} have weight 0: choose another weight column, or give them weights above 0.`
        : `All training rows of class ${name} have weight 0, so none of them counts: choose another weight column, or give them weights above 0.`,
      { field: 'dataset.weight' },
    );
  }
  if (isOneClass) {
    throw fail(
      'invalid-data',
      'All training rows are of one class, for those of the others are kept for validation: keep fewer rows for validation, or use a stratified split.',
      { field: 'dataset.validationSplit' },
    );
  }
  throw fail(
    'invalid-data',
    `No training row is of class ${classes[absent] ?? absent}: use a stratified split, or keep fewer rows for validation.`,
    { field: 'dataset.split.method' },
  );
}

function checkClassWeight({ classWeight }: SvmSpec, { classes }: TrainingData): void {
  if (typeof classWeight === 'string') return;
  const names = classes.map(String);
  const unknown = Object.keys(classWeight).find((name) => classNamed(name, classes) < 0);
  if (unknown === undefined) return;
  throw fail(
    'invalid-data',
    `There is a class weight for "${unknown}", but the target has the classes ${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}.`,
    { field: 'model.classWeight' },
  );
}

function checkFolds({ folds }: SvmSpec, { classes, weights }: TrainingData, counts: Int32Array): void {
  const fewest = counts.indexOf(Math.min(...counts));
  const count = counts[fewest]!;
  if (folds === 0 || count >= folds) return;
  const rows = `${count} training ${count === 1 ? 'row' : 'rows'}${weights === null ? '' : ' with a weight above 0'}`;
  const instead = count < 2 ? 'leave cross-validation out' : `use at most ${count} folds`;
  throw fail(
    'invalid-data',
    `Class ${classes[fewest] ?? fewest} has only ${rows}, too few for ${folds} folds: ${instead}.`,
    { field: 'model.folds' },
  );
}

function checkCalibration(
  { calibration }: SvmSpec,
  { trainRows, rows, classes, weights }: TrainingData,
  target: Float64Array,
): void {
  if (calibration !== 'validation') return;
  const all = target.subarray(trainRows, rows);
  const own = all.filter((_, i) => (weights?.[trainRows + i] ?? 1) > 0);
  const missing = classes.findIndex((_, k) => !own.includes(k));
  if (missing < 0) return;
  if (all.includes(missing))
    throw fail(
      'invalid-data',
      `Calibration needs validation rows of every class, but all of class ${classes[missing] ?? ''} have weight 0: choose another weight column, or calibrate by cross-validation.`,
      { field: 'dataset.weight' },
    );
  throw fail(
    'invalid-data',
    `Calibration needs validation rows of every class, but there are none of class ${classes[missing] ?? ''}: use a larger validation share, a stratified split, or cross-validation.`,
    { field: 'model.calibration' },
  );
}
