import { explainedColumns, type ExplainedColumn } from '../../../algorithms/explain/columns';
import { explainedModel, type ExplainedModel } from '../../../algorithms/explain/explained-model';
import { backgroundRows } from '../../../algorithms/explain/rows';
import { modelAlgorithm } from '../../../algorithms/models';
import type { ExplainParams } from '../../protocol/explain';
import { modelContext, type StoredModel } from '../../stored/model-context';
import type { CallContext } from '../call-context';
import { readRunData } from '../models/evaluate-run';
import { readQueriedModel } from '../points/query-points';

/** A stored model that is explained. */
export interface ReadModel {
  readonly stored: StoredModel;
  readonly model: ExplainedModel;
  readonly columns: readonly ExplainedColumn[];
}

/** @throws BenchtopError as `readModel` */
export async function readExplained(params: ExplainParams): Promise<ReadModel> {
  const stored = await readQueriedModel(params);
  const context = modelContext(stored);
  return {
    stored,
    model: explainedModel(context, modelAlgorithm(context.model.kind).explained),
    columns: explainedColumns(stored.dataset),
  };
}

/** What the rows behind the training rows are. */
export function partApart({ opensTest }: Pick<ExplainParams, 'opensTest'>): 'validation' | 'test' {
  return opensTest === true ? 'test' : 'validation';
}

/** Training rows that stand for what is not known. */
const BACKGROUND_ROWS = 100;

/** The last background: a slider asks many times a second, and the data may be too large to be kept. */
let kept: { readonly key: string; readonly background: Float64Array } | null = null;

/** @throws BenchtopError `invalid-data` where the run's data changed */
export async function readBackground(
  { stored }: ReadModel,
  params: ExplainParams,
  call: CallContext,
): Promise<Float64Array> {
  const { dataset, experiment } = stored;
  const key = JSON.stringify([dataset.fingerprint, experiment.model, params.seed]);
  if (kept?.key === key) return kept.background;
  const { data } = await readRunData(stored, params, call);
  const background = backgroundRows(data, BACKGROUND_ROWS, params.seed);
  kept = { key, background };
  return background;
}
