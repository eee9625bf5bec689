import { commonRows, type CommonEvaluation } from '../../../../src-shared/compare/common-evaluation';
import { at } from '../../../../src-shared/present';
import type { TrainingData } from '../../../algorithms/contract/trainer';
import type { EvaluationParams } from '../../protocol/models';
import { readModel, type AnsweringModel } from '../../stored/finished-model';
import type { CallContext } from '../call-context';
import { checkSameValues, commonTask, findIndices, takeRows } from './common-rows';
import { readRunData } from './evaluate-run';

/** The rows that several models have in common. */
interface CommonData<M> extends Pick<CommonEvaluation, 'target' | 'kind'> {
  readonly rows: readonly number[];
  /** Whether no model was trained on any of them. */
  readonly isHeldOut: boolean;
  /** Those rows as each model's run read them, one model after another. @throws BenchtopError where values differ */
  readonly parts: () => AsyncGenerator<CommonPart<M>>;
}

/** One model, and the common rows as its run read them. */
interface CommonPart<M> {
  readonly model: M;
  readonly stored: AnsweringModel;
  readonly data: TrainingData;
  /** How many of the rows it was trained on. */
  readonly trainedOn: number;
}

/**
 * Finds the rows that all models' runs have. Each run's data is read as that run read it, and twice, because the
 * data of all runs at once may be more than there is room for.
 * @throws BenchtopError `invalid-data` where the runs have other data or another target
 */
export async function readCommonData<M extends EvaluationParams>(
  models: readonly M[],
  call: CallContext,
): Promise<CommonData<M>> {
  const stored = await Promise.all(models.map((model) => readModel(model)));
  const task = commonTask(stored);
  const used = [];
  for (const [index, one] of stored.entries()) {
    const { data, rowNumbers } = await readRunData(one, at(models, index), call);
    used.push({ rowNumbers, trainRows: data.trainRows });
  }
  const { rows, isHeldOut } = commonRows(used);
  async function* parts(): AsyncGenerator<CommonPart<M>> {
    const requested = new Set(rows);
    let first: TrainingData | null = null;
    for (const [index, one] of stored.entries()) {
      const { data: whole, rowNumbers } = await readRunData(one, at(models, index), call);
      const indices = findIndices(rowNumbers, requested);
      const data = takeRows(whole, indices);
      first ??= data;
      checkSameValues(first, data, rows, task.target);
      const trainedOn = indices.filter((row) => row < whole.trainRows).length;
      yield { model: at(models, index), stored: one, data, trainedOn };
    }
  }
  return { ...task, rows, isHeldOut, parts };
}
