import { fail } from '../../../src-shared/errors';
import { counted, sentence } from '../../../src-shared/language/sentence';
import type { SvmSpec } from '../../../src-shared/experiment/schema';
import { checkClasses } from '../classes/check-classes';
import { checkClassWeights } from '../classes/class-weights';
import type { TrainingData } from '../contract/trainer';

const MAX_MAPPED_BYTES = 4e9;

/** Refuses data that an SVM cannot be trained on. @throws BenchtopError `invalid-data`, naming the field */
export function checkSvmData(model: SvmSpec, data: TrainingData): void {
  const counts = checkClasses(sentence('A linear SVM'), data);
  checkClassWeights(model.classWeight, data.classes);
  checkFolds(model, data, counts);
  checkCalibration(model, data, data.target ?? new Float64Array(0));
  const mapped = data.rows * (model.fourier?.nComponents ?? 0) * Float64Array.BYTES_PER_ELEMENT;
  if (mapped > MAX_MAPPED_BYTES) {
    throw fail(
      'invalid-data',
      sentence(
        '{rows} rows of {nComponents} Fourier components would need {mapped} GB: use fewer components or a sample.',
        {
          rows: counted(data.rows),
          nComponents: counted(model.fourier?.nComponents ?? 0),
          mapped: (mapped / 1e9).toFixed(1),
        },
      ),
      { field: 'model.fourier.nComponents' },
    );
  }
}

function checkFolds({ folds }: SvmSpec, { classes, weights }: TrainingData, counts: Int32Array): void {
  const fewest = counts.indexOf(Math.min(...counts));
  const count = counts[fewest];
  if (folds === 0 || count >= folds) return;
  const rows = `${count} training ${count === 1 ? 'row' : 'rows'}${weights === null ? '' : ' with a weight above 0'}`;
  const instead =
    count < 2 ? sentence('leave cross-validation out') : sentence('use at most {count} folds', { count });
  throw fail(
    'invalid-data',
    sentence('Class {classes} has only {rows}, too few for {folds} folds: {instead}.', {
      classes: String(classes[fewest] ?? fewest),
      rows,
      folds,
      instead,
    }),
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
  const weighted = all.filter((_, i) => (weights?.[trainRows + i] ?? 1) > 0);
  const missing = classes.findIndex((_, k) => !weighted.includes(k));
  if (missing < 0) return;
  if (all.includes(missing))
    throw fail(
      'invalid-data',
      sentence(
        'Calibration needs validation rows of every class, but all of class {classes} have weight 0: choose another weight column, or calibrate by cross-validation.',
        { classes: classes[missing] ?? '' },
      ),
      { field: 'dataset.weight' },
    );
  throw fail(
    'invalid-data',
    sentence(
      'Calibration needs validation rows of every class, but there are none of class {classes}: use a larger validation share, a stratified split, or cross-validation.',
      { classes: classes[missing] ?? '' },
    ),
    { field: 'model.calibration' },
  );
}
