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
import type { CallContext } from '../call-context';
import { checkSameValues, commonTask, findIndices, takeRows } from './common-rows';
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
