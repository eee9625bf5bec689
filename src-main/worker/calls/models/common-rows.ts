import type { CommonEvaluation } from '../../../../src-shared/compare/common-evaluation';
import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import type { TrainingData } from '../../../algorithms/contract/trainer';
import { modelAlgorithm } from '../../../algorithms/models';
import type { Checkpoint } from '../../../files/checkpoint';
import { modelContext } from '../../stored/model-context';

/**
 * One column may be read in two ways, and two columns may have one name: the values themselves must be
 * the same.
 * @throws BenchtopError `invalid-data`
 */
export function checkSameValues(
  a: TrainingData,
  b: TrainingData,
  rows: readonly number[],
  target: string,
): void {
  const label = ({ target: values, classes }: TrainingData, row: number): string =>
    String(classes.length > 0 ? classes[values?.[row] ?? -1] : values?.[row]);
  const weight = ({ weights }: TrainingData, row: number): string => String(weights?.[row] ?? 1);
  for (const [what, field, read] of [
    [target, 'dataset.target', label],
    ['the weight', 'dataset.weight', weight],
  ] as const) {
    const row = rows.findIndex((_, at) => read(a, at) !== read(b, at));
    if (row >= 0)
      throw fail(
        'invalid-data',
        sentence(
          'The runs read other values: in row {rows} {what} is {a} for one and {b} for another, so their figures cannot be compared.',
          { rows: rows[row] ?? 0, what, a: read(a, row), b: read(b, row) },
        ),
        { field },
      );
  }
}

/** What all models predict. */
export function commonTask(stored: readonly Checkpoint[]): Pick<CommonEvaluation, 'target' | 'kind'> {
  const kinds = new Set(
    stored.map((one) => modelAlgorithm(one.experiment.model.kind).outputs.readTask(modelContext(one)).kind),
  );
  const refuse = (message: string, field: string): Error => fail('invalid-data', message, { field });
  const names = [...new Set(stored.map(({ dataset }) => dataset.target))];
  const [target] = names;
  if (target === null || target === undefined)
    throw refuse('A run without a target has nothing to compare its predictions with.', 'dataset.target');
  if (names.length > 1)
    throw refuse(
      `The runs predict different columns (${names.map((name) => name ?? 'none').join(', ')}): only runs of one target can be evaluated on common rows.`,
      'dataset.target',
    );
  const [kind] = kinds;
  if (kinds.size > 1 || kind === undefined)
    throw refuse(
      `Some of the runs predict ${target} as a class and others as a number: their figures are not the same.`,
      'model.loss',
    );
  if (new Set(stored.map(({ dataset }) => dataset.sha256)).size > 1)
    throw refuse(
      'The runs were trained on different data: only runs on the same data have rows in common.',
      'dataset',
    );
  const readings = stored.map(({ experiment: { dataset } }) =>
    dataset.kind === 'file'
      ? JSON.stringify([dataset.source ?? null, dataset.dialect ?? null, dataset.columns === undefined])
      : '',
  );
  if (new Set(readings).size > 1)
    throw refuse(
      'The runs read the file in different ways, so their rows cannot be told to be the same.',
      'dataset.dialect',
    );
  return { target, kind: kind === 'numbers' ? 'numbers' : 'classes' };
}

/** Where the wanted rows are in a run's data, in ascending order of the rows. */
export function findIndices(rowNumbers: Int32Array, requested: ReadonlySet<number>): Int32Array {
  const indices: number[] = [];
  for (let at = 0; at < rowNumbers.length; at++) if (requested.has(rowNumbers[at]!)) indices.push(at);
  return Int32Array.from(indices).sort((a, b) => rowNumbers[a]! - rowNumbers[b]!);
}

/** Some rows as data of their own, all in its first part. */
export function takeRows(data: TrainingData, indices: Int32Array): TrainingData {
  const { width, target, weights } = data;
  const features = new Float64Array(indices.length * width);
  indices.forEach((index, row) => {
    features.set(data.features.subarray(index * width, (index + 1) * width), row * width);
  });
  const take = (values: Float64Array | null): Float64Array | null =>
    values === null ? null : Float64Array.from(indices, (index) => values[index]!);
  return {
    ...data,
    rows: indices.length,
    trainRows: indices.length,
    features,
    target: take(target),
    weights: take(weights),
  };
}
