import { fail } from '../../src-shared/errors';
import type { SvmSpec } from '../../src-shared/experiment/schema';
import { sideOf } from './svm-machines';
import type { TrainingData } from './trainer';

/** More classes than this are more likely a number column taken for a class. */
const MOST_CLASSES = 100;
const MOST_MAPPED_BYTES = 4e9;

/** Refuses data that an SVM cannot be trained on. @throws BenchtopError `invalid-data`, naming the field */
export function checkSvm(model: SvmSpec, data: TrainingData): void {
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
  for (let row = 0; row < data.trainRows; row++) {
    if (weights === null || weights[row]! > 0) counts[target[row]!]!++;
  }
  if (counts.filter((count) => count > 0).length < 2) {
    throw fail(
      'invalid-data',
      'All training rows are of one class: use a smaller validation share, or more rows.',
      { field: 'dataset.validationSplit' },
    );
  }
  const absent = counts.indexOf(0);
  if (absent >= 0) {
    throw fail(
      'invalid-data',
      `No training row is of class ${classes[absent] ?? absent}: use a stratified split, or a smaller validation share.`,
      { field: 'dataset.split.method' },
    );
  }
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

function checkClassWeight({ classWeight }: SvmSpec, { classes }: TrainingData): void {
  if (typeof classWeight === 'string') return;
  const names = classes.map(String);
  const unknown = Object.keys(classWeight).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw fail(
    'invalid-data',
    `There is a class weight for "${unknown}", but the target has the classes ${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}.`,
    { field: 'model.classWeight' },
  );
}

function checkFolds({ folds }: SvmSpec, { classes }: TrainingData, counts: Int32Array): void {
  const fewest = counts.indexOf(Math.min(...counts));
  if (folds === 0 || counts[fewest]! >= folds) return;
  throw fail(
    'invalid-data',
    `Class ${classes[fewest] ?? fewest} has only ${counts[fewest]} training rows, too few for ${folds} folds: use at most ${counts[fewest]} folds.`,
    { field: 'model.folds' },
  );
}

function checkCalibration(
  { calibration }: SvmSpec,
  { trainRows, rows, classes, weights }: TrainingData,
  target: Float64Array,
): void {
  if (calibration !== 'validation') return;
  const own = target.subarray(trainRows, rows).filter((_, i) => (weights?.[trainRows + i] ?? 1) > 0);
  const missing = classes.findIndex((_, k) => !own.some((value) => sideOf(value, k, classes.length) === 1));
  if (missing < 0 && own.some((value) => value !== own[0])) return;
  throw fail(
    'invalid-data',
    `Calibration needs validation rows of every class, but there are none of class ${classes[Math.max(0, missing)] ?? ''}: use a larger validation share, a stratified split, or cross-validation.`,
    { field: 'model.calibration' },
  );
}
