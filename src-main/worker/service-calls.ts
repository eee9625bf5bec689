import { join } from 'node:path';
import type { ReadProgress } from '../../src-shared/dataset/look';
import { BenchtopError, fail, toErrorInfo, type ErrorInfo } from '../../src-shared/errors';
import type { Frame, MetricColumns } from '../../src-shared/run/frames';
import { checkTrainingData } from '../algorithms/check-data';
import { pictureOf, predictPoints, surfaceOf, type ModelContext } from '../algorithms/evaluate';
import { Rng } from '../algorithms/rng';
import {
  convertFile,
  explore,
  inspectFile,
  loadDataset,
  look,
  openDuckDb,
  readPage,
  readPoints,
  type ReadOptions,
} from '../dataset/index';
import { readCheckpoint } from '../files/checkpoint';
import { readHistoryFile, readMetricsFile } from '../files/csv-log';
import { readSample } from '../files/sample-file';
import type { NativeTurn } from './native-turn';
import type { CallName, Calls, PointRequest, StoredPictures, TableParams } from './protocol';

/** How far a call may go on, and whom it tells. */
export interface CallContext {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ReadProgress) => void;
}

type Answers = {
  readonly [C in CallName]: (params: Calls[C]['params'], context: CallContext) => Promise<Calls[C]['answer']>;
};

/** The service worker's answers. Nothing here trains, and nothing loads TensorFlow. */
export function serviceCalls(native: NativeTurn): Answers {
  const duckDb = (): Promise<void> => native.once('duckdb', openDuckDb);
  return {
    look: async (params, context) => {
      await duckDb();
      return look(params.path, readOptions(params, context));
    },
    rows: async ({ from, count, ...params }, context) => {
      await duckDb();
      return readPage(params.path, readOptions(params, context), from, count);
    },
    inspect: async (params, context) => {
      await duckDb();
      return inspectFile(params.path, readOptions(params, context));
    },
    convert: async ({ to, ...params }, context) => {
      await duckDb();
      return convertFile(params.path, to, readOptions(params, context));
    },
    explore: async ({ dataset, seed, chart }, context) => {
      if (dataset.kind === 'file') await duckDb();
      return explore(dataset, chart, { seed, ...context });
    },
    sample: async ({ experiment }, { signal }) => {
      const { dataset, seed, model } = experiment;
      if (dataset.kind === 'file') await duckDb();
      return (await loadDataset(dataset, { seed, model, signal })).sample;
    },
    check: async ({ experiment }, { signal }) => {
      const { dataset, seed, model } = experiment;
      if (dataset.kind === 'file') await duckDb();
      checkTrainingData(model, (await loadDataset(dataset, { seed, model, signal })).data);
      return null;
    },
    stored: ({ runFolder, checkpoint }) => storedPictures(runFolder, checkpoint),
    picture: async ({ runFolder, checkpoint }) => {
      const context = await contextOf(runFolder, checkpoint);
      return { frame: await frameOf(runFolder, context), step: context.state.step };
    },
    predict: async ({ runFolder, checkpoint, points }) => {
      const context = await contextOf(runFolder, checkpoint);
      return predictPoints(context, await requestedPoints(points, context, duckDb));
    },
    surface: async ({ runFolder, checkpoint, grid }) =>
      surfaceOf(await contextOf(runFolder, checkpoint), grid),
  };
}

function readOptions(
  { columns, dialect, columnSettings }: TableParams,
  { signal, onProgress }: CallContext,
): ReadOptions {
  const columnNa = columnSettings?.flatMap(({ name, na }) => (na === undefined ? [] : [{ name, na }]));
  return { columns, dialect, columnNa, signal, onProgress };
}

async function contextOf(runFolder: string, path: string): Promise<ModelContext> {
  const { state, experiment, dataset } = await readCheckpoint(runFolder, path);
  return {
    model: experiment.model,
    state,
    scaler: dataset.scaler,
    featureNames: dataset.features,
    featureRanges: dataset.featureRanges,
    target: dataset.target,
    classes: dataset.classes,
  };
}

async function frameOf(runFolder: string, context: ModelContext): Promise<Frame> {
  return pictureOf(context, await readSample(runFolder));
}

/** Reads what there is and names what cannot be read: a damaged part must not hide the rest. */
async function storedPictures(runFolder: string, checkpoint: string | null): Promise<StoredPictures> {
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
  const metrics = await attempt(() => readMetricsFile(join(runFolder, 'metrics.csv')));
  const centers = await attempt(() => readHistoryFile(join(runFolder, 'centers.csv')));
  const hyperplane = await attempt(() => readHistoryFile(join(runFolder, 'hyperplane.csv')));
  const sample = await attempt(() => readSample(runFolder));
  const frame =
    checkpoint === null
      ? null
      : await attempt(async () => frameOf(runFolder, await contextOf(runFolder, checkpoint)));
  return { metrics: metrics ?? NO_METRICS, history: centers ?? hyperplane, sample, frame, problems };
}

const NO_METRICS: MetricColumns = { step: new Float64Array(0), elapsedMs: new Float64Array(0), series: {} };

async function requestedPoints(
  request: PointRequest,
  context: ModelContext,
  duckDb: () => Promise<void>,
): Promise<readonly (readonly number[])[]> {
  const { featureNames, featureRanges } = context;
  switch (request.kind) {
    case 'typed': {
      const wrong = request.points.findIndex((point) => point.length !== featureNames.length);
      if (wrong >= 0) {
        throw fail(
          'invalid-data',
          `Point ${wrong + 1} has ${request.points[wrong]?.length ?? 0} values, but the model takes ${featureNames.length}: ${featureNames.join(', ')}.`,
        );
      }
      return request.points;
    }
    case 'random': {
      const rng = new Rng(request.seed);
      return Array.from({ length: request.n }, () =>
        featureRanges.map(([low, high]) => low + rng.uniform() * (high - low)),
      );
    }
    case 'file':
      await duckDb();
      return readPoints(request.path, featureNames);
  }
}
