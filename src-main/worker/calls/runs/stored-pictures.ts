import { join } from 'node:path';
import { BenchtopError, toErrorInfo, type ErrorInfo } from '../../../../src-shared/errors';
import { HISTORY_FILES } from '../../../../src-shared/models';
import type { Frame, MetricColumns, ModelHistory } from '../../../../src-shared/run/live/frames';
import { MAX_SHOWN_ROWS } from '../../../../src-shared/run/live/thin-rows';
import { readHistoryFile, readShownMetrics } from '../../../files/csv/csv-log';
import { readSample } from '../../../files/run-files/sample-file';
import { readSnapshotSteps } from '../../../files/run-files/snapshot-log';
import type { CheckpointLocation } from '../../protocol/locations';
import type { StoredPictures, StoredRunCalls } from '../../protocol/runs';
import { readModel } from '../../stored/finished-model';
import { modelContext } from '../../stored/model-context';
import { drawFrame } from '../../stored/pictures';

/** Reads what there is and names what cannot be read: a damaged part must not hide the rest. */
export async function storedPictures({
  runFolder,
  model,
  upTo,
}: StoredRunCalls['stored']['params']): Promise<StoredPictures> {
  const problems: ErrorInfo[] = [];
  const attempt = async <T>(read: () => Promise<T>): Promise<T | null> => {
    try {
      return await read();
    } catch (thrown) {
      if (!(thrown instanceof BenchtopError)) throw thrown;
      // Not written yet, or another kind of model: nothing is wrong.
      if (thrown.info.kind !== 'file-missing') problems.push(toErrorInfo(thrown));
      return null;
    }
  };
  const shown = await attempt(() => readShownMetrics(join(runFolder, 'metrics.csv'), MAX_SHOWN_ROWS, upTo));
  let history: ModelHistory | null = null;
  for (const file of HISTORY_FILES) history ??= await attempt(() => readHistoryFile(join(runFolder, file)));
  const sample = await attempt(() => readSample(runFolder));
  const frame = model === null ? null : await attempt(() => drawFrameAt({ runFolder, ...model }, problems));
  return {
    metrics: shown?.metrics ?? NO_METRICS,
    isThinned: shown?.isThinned ?? false,
    history,
    sample,
    frame,
    moments: readSnapshotSteps(runFolder),
    problems,
  };
}

async function drawFrameAt(location: CheckpointLocation, problems: ErrorInfo[]): Promise<Frame> {
  const model = await readModel(location);
  if (model.note !== null) problems.push({ kind: 'not-found', message: model.note });
  return drawFrame(location.runFolder, modelContext(model));
}

const NO_METRICS: MetricColumns = { step: new Float64Array(0), elapsedMs: new Float64Array(0), series: {} };
