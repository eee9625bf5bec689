import type { CommonEvaluation, CommonFigures } from '../../../../src-shared/compare/common-evaluation';
import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { partFigures } from '../../../../src-shared/run/evaluation/part-figures';
import { evaluateModel } from '../../../algorithms/evaluation/evaluate-model';
import { modelAlgorithm } from '../../../algorithms/models';
import { drive } from '../../../dataset';
import type { CallContext } from '../call-context';
import { readCommonData } from './common-data';
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
  const { target, kind, rows, isHeldOut, parts } = await readCommonData(models, call);
  if (rows.length === 0)
    throw fail('invalid-data', sentence('The runs have no row in common that they could be compared on.'), {
      field: 'dataset.filter',
    });
  const runs: CommonFigures[] = [];
  for await (const { model, stored, data, trainedOn } of parts()) {
    const { outputs } = modelAlgorithm(stored.experiment.model.kind);
    const work = evaluateModel(modelContext(stored), data, outputs, rows, 0);
    const evaluation = await drive(work, call.signal, 'The evaluation');
    runs.push({
      id: model.id,
      step: stored.state.step,
      note: stored.note,
      trainedOn,
      figures: partFigures(evaluation, 'train'),
    });
  }
  return { target, kind, rows: rows.length, isHeldOut, runs };
}
