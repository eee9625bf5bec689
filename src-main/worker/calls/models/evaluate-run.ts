import { basename } from 'node:path';
import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { withKnownTypes } from '../../../../src-shared/run/points/known-types';
import type { Evaluation } from '../../../../src-shared/run/evaluation/evaluation';
import { predictions } from '../../../algorithms/evaluation/evaluate-numbers';
import { evaluateModel, EXPORTED_POINTS } from '../../../algorithms/evaluation/evaluate-model';
import {
  curvesTable,
  evaluationDocument,
  residualsTable,
} from '../../../algorithms/evaluation/evaluation-document';
import { modelAlgorithm } from '../../../algorithms/models';
import { drive, loadDataset, type LoadedDataset } from '../../../dataset';
import type { Checkpoint } from '../../../files/checkpoint';
import { writeFileDurable } from '../../../files/durable';
import { writeTableSlices } from '../../../files/run-files/predictions-file';
import { readModel } from '../../stored/finished-model';
import { modelContext } from '../../stored/model-context';
import { beginStage } from '../../../threads/stages';
import type { EvaluationParams, ModelCalls } from '../../protocol/models';
import type { CallContext } from '../call-context';

const WHAT = 'The evaluation';

/**
 * Evaluates the model of a checkpoint on the run's own data: its outputs against the target, training and
 * validation rows apart.
 */
export async function evaluateRun(params: EvaluationParams, context: CallContext): Promise<Evaluation> {
  const stored = await readModel(params);
  const { data, rowNumbers } = await readRunData(stored, params, context);
  const { outputs } = modelAlgorithm(stored.experiment.model.kind);
  beginStage('evaluate');
  const work = evaluateModel(modelContext(stored), data, outputs, rowNumbers);
  const evaluation = await drive(work, context.signal, WHAT);
  beginStage('end');
  return evaluation;
}

/**
 * Writes an evaluation to a file: as JSON all of it; as CSV the curves of a classifier, or each row's
 * residual of a regression.
 */
export async function exportEvaluation(
  { to, format, ...params }: ModelCalls['export-evaluation']['params'],
  call: CallContext,
): Promise<null> {
  const stored = await readModel(params);
  const { data, rowNumbers } = await readRunData(stored, params, call);
  const context = modelContext(stored);
  const { target } = data;
  const { outputs } = modelAlgorithm(context.model.kind);
  if (format === 'csv' && target !== null && outputs.readTask(context).kind === 'numbers') {
    const predicted = await drive(
      predictions(context, data, outputs.readOutputs(context, data)),
      call.signal,
      WHAT,
    );
    const table = residualsTable({ target, trainRows: data.trainRows }, predicted, rowNumbers);
    await drive(writeTableSlices(to, table), call.signal, WHAT);
    return null;
  }
  const work = evaluateModel(context, data, outputs, rowNumbers, EXPORTED_POINTS);
  const evaluation = await drive(work, call.signal, WHAT);
  if (format === 'csv' && evaluation.kind === 'classes') {
    await drive(writeTableSlices(to, curvesTable(evaluation)), call.signal, WHAT);
  } else {
    writeFileDurable(to, `${JSON.stringify(evaluationDocument(evaluation, true), null, 1)}\n`);
  }
  return null;
}

/** The last data that was evaluated on: another checkpoint of its run is asked about next. */
let kept: { readonly key: string; readonly loaded: LoadedDataset } | null = null;
/** Most feature values that are kept from one evaluation to the next, 64 MB. */
export const MAX_KEPT = 1 << 23;

/** The very rows that a checkpoint's model was trained on, and those it was validated with. */
export async function readRunData(
  { experiment, dataset: facts }: Checkpoint,
  { readFrom, opensTest }: Pick<EvaluationParams, 'readFrom' | 'opensTest'>,
  { signal, onProgress }: CallContext,
): Promise<LoadedDataset> {
  const { model } = experiment;
  const key = JSON.stringify([facts.fingerprint, model, opensTest === true]);
  if (kept?.key === key) return kept.loaded;
  kept = null;
  const call = { signal, onProgress };
  const from = { readFrom, ...(opensTest === true ? { opensTest } : {}) };
  const loaded = await loadRunData({ experiment, dataset: facts }, from, call);
  if (loaded.data.features.length <= MAX_KEPT) kept = { key, loaded };
  return loaded;
}

/**
 * The data of a run, read anew.
 * @param keepsTable whether the rows in raw units are wanted, in place of the features
 * @throws BenchtopError `invalid-data` where it is no longer what the run was trained on
 */
export async function loadRunData(
  { experiment, dataset: facts }: Pick<Checkpoint, 'experiment' | 'dataset'>,
  { readFrom, opensTest }: Pick<EvaluationParams, 'readFrom' | 'opensTest'>,
  { signal, onProgress }: Omit<CallContext, 'isShared'>,
  keepsTable = false,
): Promise<LoadedDataset> {
  const { dataset, seed, model } = experiment;
  beginStage('read');
  // Parquet files say themselves what their columns are.
  const known = facts.stream === undefined ? withKnownTypes(dataset, facts) : dataset;
  const loaded = await loadDataset(known, {
    seed,
    model,
    readFrom,
    signal,
    onProgress,
    keepsTable,
    opensTest,
  });
  if (loaded.isDataOf(facts)) return loaded;
  const name = dataset.kind === 'file' ? basename(dataset.path) : facts.name;
  throw fail(
    'invalid-data',
    sentence(
      'The data changed since this run: {name} no longer has the rows it was trained on, so the model cannot be asked about them.',
      { name },
    ),
    { field: 'dataset', ...(dataset.kind === 'file' ? { file: readFrom?.[0] ?? dataset.path } : {}) },
  );
}
