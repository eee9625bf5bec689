import {
  commonRows,
  type CommonEvaluation,
  type CommonFigures,
} from '../../../../src-shared/compare/common-evaluation';
import { fail } from '../../../../src-shared/errors';
import { at } from '../../../../src-shared/present';
import { partFigures } from '../../../../src-shared/run/evaluation/part-figures';
import { evaluateModel } from '../../../algorithms/evaluation/evaluate-model';
import { modelAlgorithm } from '../../../algorithms/models';
import type { TrainingData } from '../../../algorithms/contract/trainer';
import { drive } from '../../../dataset';
import type { Checkpoint } from '../../../files/checkpoint';
import type { CallContext } from '../call-context';
import { readRunData } from './evaluate-run';
import { readModel } from '../../stored/finished-model';
import { modelContext } from '../../stored/model-context';
import type { ModelCalls } from '../../protocol/models';

/**
 * Every model on the same rows: each run's data is read again as that run read it, so that filling,
 * encoding and scaling are its own, and only rows that all runs have are looked at.
 * @throws BenchtopError `invalid-data` where the runs have other data, another target or no rows in common
 */
export async function evaluateCommon(
  { models }: ModelCalls['evaluate-common']['params'],
  call: CallContext,
): Promise<CommonEvaluation> {
  const stored = await Promise.all(models.map((model) => readModel(model)));
  const { target, kind } = commonTask(stored);
  // Twice, because the data of all runs at once may be more than there is room for.
  const used = [];
  for (const [index, one] of stored.entries()) {
    const { data, rowNumbers } = await readRunData(one, at(models, index), call);
    used.push({ rowNumbers, trainRows: data.trainRows });
  }
  const { rows, isHeldOut } = commonRows(used);
  if (rows.length === 0)
    throw fail('invalid-data', 'The runs have no row in common that they could be compared on.', {
      field: 'dataset.filter',
    });
  const requested = new Set(rows);
  const runs: CommonFigures[] = [];
  let first: TrainingData | null = null;
  for (const [index, one] of stored.entries()) {
    const { data, rowNumbers } = await readRunData(one, at(models, index), call);
    const indices = findIndices(rowNumbers, requested);
    const part = takeRows(data, indices);
    first ??= part;
    checkSameValues(first, part, rows, target);
    const { outputs } = modelAlgorithm(one.experiment.model.kind);
    const work = evaluateModel(modelContext(one), part, outputs, rows, 0);
    const evaluation = await drive(work, call.signal, 'The evaluation');
    runs.push({
      id: at(models, index).id,
      step: one.state.step,
      note: one.note,
      trainedOn: indices.filter((at) => at < data.trainRows).length,
      figures: partFigures(evaluation, 'train'),
    });
  }
  return { target, kind, rows: rows.length, isHeldOut, runs };
}

/**
 * One column may be read in two ways, and two columns may have one name: the values themselves must be
 * the same.
 * @throws BenchtopError `invalid-data`
 */
function checkSameValues(a: TrainingData, b: TrainingData, rows: readonly number[], target: string): void {
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
        `The runs read other values: in row ${rows[row] ?? 0} ${what} is ${read(a, row)} for one and ${read(b, row)} for another, so their figures cannot be compared.`,
        { field },
      );
  }
}

/** What all models predict. */
function commonTask(stored: readonly Checkpoint[]): Pick<CommonEvaluation, 'target' | 'kind'> {
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
function findIndices(rowNumbers: Int32Array, requested: ReadonlySet<number>): Int32Array {
  const indices: number[] = [];
  for (let at = 0; at < rowNumbers.length; at++) if (requested.has(rowNumbers[at]!)) indices.push(at);
  return Int32Array.from(indices).sort((a, b) => rowNumbers[a]! - rowNumbers[b]!);
}

/** Some rows as data of their own, all in its first part. */
function takeRows(data: TrainingData, indices: Int32Array): TrainingData {
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
