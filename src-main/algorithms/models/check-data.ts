import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import { modelDefinition, type ModelSpec } from '../../../src-shared/models';
import { firstNotFinite } from '../numeric/finite';
import { sumWeights } from '../numeric/weights';
import type { TrainingData } from '../contract/trainer';
import { modelAlgorithm } from '.';

/**
 * Refuses data that the model cannot be trained on, before anything starts. Both engines ask here.
 * @param rowNumbers 1-based row of the table for each used row; null: rows chosen by number are not checked
 * @throws BenchtopError `invalid-data` or `invalid-experiment`, naming the field
 */
export function checkTrainingData(
  model: ModelSpec,
  data: TrainingData,
  rowNumbers: ArrayLike<number> | null = null,
): void {
  if (data.trainRows < 1) {
    throw fail(
      'invalid-data',
      sentence('There are no rows to train on: every row was dropped or kept for validation.'),
      { field: 'dataset' },
    );
  }
  const invalid = firstNotFinite(data.features);
  if (invalid >= 0) {
    const name = data.featureNames[invalid % data.width] ?? '';
    throw fail(
      'invalid-data',
      sentence('Column "{name}" has a value that is not a finite number in row {invalid} of the rows used.', {
        name,
        invalid: Math.floor(invalid / data.width) + 1,
      }),
      { column: name },
    );
  }
  const badTarget = data.target === null ? -1 : firstNotFinite(data.target);
  if (badTarget >= 0) {
    throw fail(
      'invalid-data',
      sentence('The target has a value that is not a finite number in row {badTarget} of the rows used.', {
        badTarget: badTarget + 1,
      }),
      { field: 'dataset.target' },
    );
  }
  if (data.weights !== null) checkWeights(data, data.weights);
  modelAlgorithm(model.kind).data.check(model, data, rowNumbers);
}

/** All of them equal is fine: that is no weighting. */
function checkWeights({ rows, trainRows }: TrainingData, weights: Float64Array): void {
  const invalid = weights.findIndex((weight) => !Number.isFinite(weight) || weight < 0);
  if (invalid >= 0) {
    throw fail(
      'invalid-data',
      sentence(
        'The weight of row {invalid} of the rows used is {weights}: a weight must be a number from 0 on.',
        { invalid: invalid + 1, weights: weights[invalid] ?? NaN },
      ),
      { field: 'dataset.weight' },
    );
  }
  for (const [part, from, to] of [
    [sentence('training'), 0, trainRows],
    [sentence('validation'), trainRows, rows],
  ] as const) {
    if (from === to || sumWeights(weights, from, to) > 0) continue;
    const instead =
      rows === trainRows ? sentence('another weight column') : sentence('another weight column or split');
    throw fail(
      'invalid-data',
      sentence('All {part} rows have weight 0, so none of them counts: choose {instead}.', { part, instead }),
      {
        field: 'dataset.weight',
      },
    );
  }
}

/**
 * Refuses a model whose parts do not fit together, which needs no data.
 * @throws BenchtopError `invalid-experiment`, naming the field
 */
export function checkModel(model: ModelSpec): void {
  const [problem] = modelDefinition(model.kind).partProblems(model, null);
  if (problem !== undefined) throw fail('invalid-experiment', problem.message, { field: problem.field });
}
