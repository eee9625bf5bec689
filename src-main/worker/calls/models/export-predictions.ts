import { predictionTable } from '../../../algorithms/models/answers';
import { drive } from '../../../dataset';
import { writeTableSlices } from '../../../files/run-files/predictions-file';
import { beginStage } from '../../../threads/stages';
import type { ModelCalls } from '../../protocol/models';
import { readModel } from '../../stored/finished-model';
import { modelContext } from '../../stored/model-context';
import type { CallContext } from '../call-context';
import { loadRunData } from './evaluate-run';

/**
 * Writes every row that a run used with what the model of a checkpoint says of it: the run's data is read
 * again, and must be what it was.
 * @throws BenchtopError `invalid-data` where it is not
 */
export async function exportPredictions(
  { to, clusterNames, repair, ...params }: ModelCalls['export-predictions']['params'],
  call: CallContext,
): Promise<null> {
  const stored = await readModel(params);
  const { data, rowNumbers, rawRows } = await loadRunData(stored, params, call, true);
  beginStage('predictions');
  const context = modelContext({
    ...stored,
    ...(clusterNames === undefined ? {} : { clusterNames }),
    ...(repair === undefined ? {} : { repair }),
  });
  const table = predictionTable(context, data, rowNumbers, rawRows);
  await drive(writeTableSlices(to, table), call.signal, 'The table');
  beginStage('end');
  return null;
}
