import { cpus } from 'node:os';
import { join } from 'node:path';
import type { ReadProgress } from '../../../src-shared/dataset/look';
import { BenchtopError, fail, toErrorInfo, type ErrorInfo } from '../../../src-shared/errors';
import type { PrincipalPlane } from '../../../src-shared/models/kmeans/clusters';
import type { Frame, MetricColumns } from '../../../src-shared/run/live/frames';
import { MOST_SHOWN_ROWS } from '../../../src-shared/run/live/thin-rows';
import type { Scaler } from '../../../src-shared/run/record/record';
import { checkModel, checkTrainingData } from '../../algorithms/models/check-data';
import { pictureOf } from '../../algorithms/models/answers';
import { compareMetrics } from '../../algorithms/evaluation/compare-metrics';
import { dataFindings } from '../../algorithms/guidance';
import { chosenCenters } from '../../algorithms/kmeans/chosen-rows';
import { scaledRows } from '../../algorithms/numeric/scaling';
import type { ModelContext } from '../../algorithms/contract/model-context';
import { surfaceOf } from '../../algorithms/network/answers';
import { principalComponents } from '../../algorithms/numeric/pca';
import { whatIf } from '../../algorithms/svm/what-if';
import {
  checkLook,
  convertFile,
  copyDataFile,
  exportGenerated,
  explore,
  hashDataFile,
  inspectFile,
  isQuickToLoad,
  loadDataset,
  look,
  openDuckDb,
  readPage,
  Slices,
  type ReadOptions,
} from '../../dataset';
import { readHistoryFile, readMetricsFile, readShownMetrics } from '../../files/csv/csv-log';
import { nameClusters } from '../../files/run-files/cluster-names-file';
import { momentsOf } from '../../files/run-files/snapshot-log';
import { readSample } from '../../files/run-files/sample-file';
import { answerRows, askedModel, requestedRows, saveAsked } from './points/query-points';
import { evaluateCommon } from './models/common-evaluation';
import { elbowOf } from './data/k-search';
import { evaluateRun, exportEvaluation } from './models/evaluate-run';
import { startFork } from './runs/fork-start';
import { groupTraces } from './groups/group-traces';
import { exportCheckpoint, readModel } from '../stored/finished-model';
import { helpersFor } from '../helpers/kmeans-helpers';
import { modelContext } from '../stored/model-context';
import type { NativeTurn } from '../thread/native-load-mutex';
import { checkFile, predictFile, predictedRows, savePredicted } from './points/point-files';
import type { CallName, Calls, StoredPictures, TableParams } from '../protocol';
import type { CheckpointPlace } from '../protocol/locations';
import { planned } from './groups/plan-group';
import { pictures } from '../stored/states';

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
    'export-generated': async ({ dataset, seed, to }, { signal }) => ({
      rows: await exportGenerated(dataset, seed, to, signal),
    }),
    sample: async ({ experiment }, { signal, onProgress }) => {
      const { dataset, seed, model } = experiment;
      if (dataset.kind === 'file') await duckDb();
      const { data, facts, sample } = await loadDataset(dataset, { seed, model, signal, onProgress });
      const findings = await dataFindings(experiment, data, facts, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        if (signal.aborted) throw fail('conflict', 'This was cancelled.');
      });
      return { ...sample, findings };
    },
    'plan-group': ({ experiment, plan }, { signal }) => planned(experiment, plan, signal),
    'group-traces': (params, { signal }) => groupTraces(params, signal),
    'compare-metrics': async ({ runFolder, other }) =>
      compareMetrics(
        await readMetricsFile(join(runFolder, 'metrics.csv')),
        await readMetricsFile(join(other, 'metrics.csv')),
      ),
    elbow: async ({ experiment, from, to }, { signal, onProgress }) => {
      const { dataset, seed, model } = experiment;
      if (dataset.kind === 'file') await duckDb();
      const { data } = await loadDataset(dataset, { seed, model, signal, onProgress });
      return elbowOf(
        experiment,
        data,
        { from, to },
        {
          signal,
          spawnHelpers: helpersFor(cpus().length - 1),
          onPart: (part) => {
            onProgress({ bytes: 0, totalBytes: 0, rows: data.trainRows, part });
          },
        },
      );
    },
    check: async ({ experiment, readFrom }, { signal }) => {
      const { dataset, seed, model } = experiment;
      if (dataset.kind === 'file') await duckDb();
      if (dataset.kind === 'file' && !isQuickToLoad(dataset, { readFrom })) {
        checkModel(model);
        await checkLook(dataset, { readFrom });
        return null;
      }
      const { data, rowNumbers } = await loadDataset(dataset, { seed, model, readFrom, signal });
      checkTrainingData(model, data);
      chosenCenters(model, data, rowNumbers);
      return null;
    },
    hash: ({ path }, context) => hashDataFile(path, context),
    copy: ({ path, folder, sha256 }, context) => copyDataFile(path, folder, sha256, context),
    stored: storedPictures,
    picture: async (place) => {
      const context = modelContext(await readModel(place));
      return { frame: await frameOf(place.runFolder, context), step: context.state.step };
    },
    'model-note': async (place) => (await readModel(place)).note,
    'export-checkpoint': exportCheckpoint,
    pictures,
    predict: async ({ points, explains, ...place }) => {
      const model = await askedModel(place);
      return answerRows(model, requestedRows(points, model), explains);
    },
    'save-asked': async ({ points, to, ...place }) => {
      const model = await askedModel(place);
      return { rows: saveAsked(model, answerRows(model, requestedRows(points, model)), to) };
    },
    'check-points': async ({ file, ...place }, context) => {
      await duckDb();
      return checkFile(await askedModel(place), file, context);
    },
    'predict-file': async ({ file, ...place }, context) => {
      await duckDb();
      return predictFile(await askedModel(place), file, context);
    },
    'predicted-rows': async ({ file, from, count, ...place }, context) => {
      await duckDb();
      return predictedRows({ checkpoint: await askedModel(place), file, from, count }, context);
    },
    'save-predicted': async ({ file, to, ...place }, context) => {
      await duckDb();
      return savePredicted({ checkpoint: await askedModel(place), file, to }, context);
    },
    plane: ({ runFolder, scaler }, { signal }) => planeOf(runFolder, scaler, signal),
    'name-clusters': ({ runFolder, names }, { signal }) => nameClusters(runFolder, names, signal),
    surface: async ({ grid, ...place }) => surfaceOf(modelContext(await readModel(place)), grid),
    'what-if': ({ model, scaler, names, C, points }) =>
      Promise.resolve().then(() => whatIf(model, { scaler, names }, C, points)),
    evaluate: (params, context) => evaluateRun(params, context, duckDb),
    'evaluate-common': (params, context) => evaluateCommon(params, context, duckDb),
    'export-evaluation': (params, context) => exportEvaluation(params, context, duckDb),
    fork: startFork,
  };
}

async function planeOf(runFolder: string, scaler: Scaler, signal: AbortSignal): Promise<PrincipalPlane> {
  const { values, count, features } = await readSample(runFolder);
  if (features.length < 2) {
    throw fail('invalid-data', 'A plane of principal components needs two features; this run has one.');
  }
  const slices = new Slices(signal);
  const steps = principalComponents(scaledRows(values, scaler, features.length), count, features.length);
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
    await slices.next();
  }
}

function readOptions(
  { source, columns, dialect, columnSettings }: TableParams,
  { signal, onProgress }: CallContext,
): ReadOptions {
  const columnNa = columnSettings?.flatMap(({ name, na }) => (na === undefined ? [] : [{ name, na }]));
  return { source, columns, dialect, columnNa, signal, onProgress };
}

async function frameOf(runFolder: string, context: ModelContext): Promise<Frame> {
  return pictureOf(context, await readSample(runFolder), { units: true });
}

/** Reads what there is and names what cannot be read: a damaged part must not hide the rest. */
async function storedPictures({ runFolder, model }: Calls['stored']['params']): Promise<StoredPictures> {
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
  const shown = await attempt(() => readShownMetrics(join(runFolder, 'metrics.csv'), MOST_SHOWN_ROWS));
  const centers = await attempt(() => readHistoryFile(join(runFolder, 'centers.csv')));
  const hyperplane = await attempt(() => readHistoryFile(join(runFolder, 'hyperplane.csv')));
  const sample = await attempt(() => readSample(runFolder));
  const frame = model === null ? null : await attempt(() => frameAt({ runFolder, ...model }, problems));
  return {
    metrics: shown?.metrics ?? NO_METRICS,
    isThinned: shown?.isThinned ?? false,
    history: centers ?? hyperplane,
    sample,
    frame,
    moments: momentsOf(runFolder),
    problems,
  };
}

async function frameAt(place: CheckpointPlace, problems: ErrorInfo[]): Promise<Frame> {
  const model = await readModel(place);
  if (model.note !== null) problems.push({ kind: 'not-found', message: model.note });
  return frameOf(place.runFolder, modelContext(model));
}

const NO_METRICS: MetricColumns = { step: new Float64Array(0), elapsedMs: new Float64Array(0), series: {} };
