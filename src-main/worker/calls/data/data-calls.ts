import { statSync } from 'node:fs';
import { cpus } from 'node:os';
import { fail } from '../../../../src-shared/errors';
import type { DatasetSpec, Experiment } from '../../../../src-shared/experiment/schema';
import { pack } from '../../../../src-shared/ipc/packed';
import { sentence } from '../../../../src-shared/language/sentence';
import type { PointSample } from '../../../../src-shared/run/live/frames';
import type { DataPreview } from '../../../../src-shared/run/live/guidance';
import { dataFindings } from '../../../algorithms/guidance/data';
import { modelAlgorithm } from '../../../algorithms/models';
import { allocateFeatures } from '../../../algorithms/models/allocate-features';
import { checkModel, checkTrainingData } from '../../../algorithms/models/check-data';
import {
  checkPreview,
  checkStreamed,
  convertFile,
  copyDataFile,
  exportGenerated,
  explore,
  hashDataFile,
  inspectTable,
  isQuickToLoad,
  isStreamed,
  loadDataset,
  lookAt,
  queryRuns,
  readPage,
  sampleOf,
  type LoadOptions,
  type ReadOptions,
} from '../../../dataset';
import { beginStage } from '../../../threads/stages';
import { helpersFor } from '../../helpers/kmeans-helpers';
import type { DataCalls, TableParams } from '../../protocol/data';
import { handedKey, handOn } from '../../stored/handed-data';
import type { Answers, CallContext } from '../call-context';
import { scaledPlane } from '../models/plane';
import { searchK } from './k-search';

/** Answers to calls about data: files, generated data sets, and what could be trained on them. */
export function dataCalls(): Answers<DataCalls> {
  return {
    look: async (params, context) => {
      return pack(await lookAt(params.path, readOptions(params, context)));
    },
    rows: async ({ from, count, ...params }, context) => {
      return pack(await readPage(params.path, readOptions(params, context), from, count));
    },
    inspect: async (params, context) => {
      return pack(await inspectTable(params.path, readOptions(params, context)));
    },
    convert: async ({ to, isRaw, ...params }, context) => {
      if (statSync(params.path, { throwIfNoEntry: false })?.isDirectory() === true)
        throw fail(
          'invalid-data',
          sentence('Rows that are streamed are not written anew: filter them where they were made.'),
          { file: params.path },
        );
      return convertFile(params.path, to, readOptions(params, context), isRaw);
    },
    explore: async ({ dataset, seed, chart }, context) => {
      const sample = dataset.kind === 'file' ? await sampleOf(dataset.path, context.signal) : null;
      if (dataset.kind !== 'file' || sample === null) return explore(dataset, chart, { seed, ...context });
      const answer = await explore({ ...dataset, path: sample.path }, chart, { seed, ...context });
      const isAll = dataset.filter === null && dataset.sample === null;
      return isAll ? { ...answer, rows: { ...answer.rows, total: sample.tableRows } } : answer;
    },
    'export-generated': async ({ dataset, seed, to }, { signal }) => ({
      rows: await exportGenerated(dataset, seed, to, signal),
    }),
    check: async ({ experiment, readFrom }, { signal, isShared }) => {
      beginStage('check');
      const { dataset, seed, model } = experiment;
      if (dataset.kind === 'file' && isStreamed(dataset, { readFrom })) {
        checkModel(model);
        await checkStreamed(dataset, { seed, model, readFrom, signal });
        return null;
      }
      if (dataset.kind === 'file' && !isQuickToLoad(dataset, { readFrom })) {
        checkModel(model);
        await checkPreview(dataset, { readFrom });
        return null;
      }
      const key = handedKey({ ...experiment, readFrom });
      const forRun: Partial<LoadOptions> = isShared
        ? { trains: true, allocate: (features) => allocateFeatures(model, features) }
        : {};
      const loaded = await loadDataset(dataset, { seed, model, readFrom, signal, ...forRun });
      checkTrainingData(model, loaded.data, loaded.rowNumbers);
      if (isShared) handOn(key, loaded);
      return null;
    },
    sample: async ({ experiment, plane: wantsPlane }, { signal, onProgress }) => {
      const { dataset, seed, model } = experiment;
      const held = await heldSample(experiment, signal);
      const { data, facts, sample } = await loadDataset(held?.dataset ?? dataset, {
        seed,
        model,
        signal,
        onProgress,
      });
      const findings = await dataFindings(
        experiment,
        data,
        facts,
        modelAlgorithm(model.kind).diagnostics,
        async () => {
          await new Promise((resolve) => setImmediate(resolve));
          if (signal.aborted) throw fail('conflict', sentence('This was cancelled.'));
        },
      );
      const isPlane = wantsPlane && sample.features.length > 2 && sample.count > 1;
      const plane = isPlane ? await scaledPlane(sample, facts.scaler, signal) : null;
      return { ...sample, ...held?.rowsOf(sample), findings, plane };
    },
    query: (params, { signal }) => queryRuns(params, signal),
    hash: ({ path }, context) => hashDataFile(path, context),
    copy: ({ path, folder, sha256 }, context) => copyDataFile(path, folder, sha256, context),
    stability: async ({ experiment, from, to }, { signal, onProgress }) => {
      const { dataset, seed, model } = experiment;
      const { data } = await loadDataset(dataset, { seed, model, signal, onProgress });
      const { clusterStability } = await import('./stability');
      return clusterStability(
        experiment,
        data,
        { from, to },
        {
          signal,
          onPart: (part) => {
            onProgress({ bytes: 0, totalBytes: 0, rows: data.trainRows, part });
          },
        },
      );
    },
    elbow: async ({ experiment, from, to }, { signal, onProgress }) => {
      const { dataset, seed, model } = experiment;
      const { data } = await loadDataset(dataset, { seed, model, signal, onProgress });
      return searchK(
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
  };
}

/** A streamed table's rows that stand in for all where a preview is made: a whole pass would take too long. */
async function heldSample(
  { dataset, seed, model }: Experiment,
  signal: AbortSignal,
): Promise<{
  readonly dataset: DatasetSpec;
  /** How many rows of the whole table those of a sample stand for. */
  readonly rowsOf: (sample: PointSample) => Pick<DataPreview, 'totalRows' | 'stream'>;
} | null> {
  if (dataset.kind !== 'file' || !isStreamed(dataset)) return null;
  await checkStreamed(dataset, { seed, model, signal });
  const sample = await sampleOf(dataset.path, signal);
  if (sample === null) return null;
  const { path, rows, tableRows } = sample;
  return {
    dataset: { ...dataset, path, stream: false },
    rowsOf: ({ totalRows }) =>
      rows === tableRows
        ? { totalRows }
        : { totalRows: Math.round((totalRows / rows) * tableRows), stream: { rows, tableRows } },
  };
}

function readOptions(
  { source, columns, dialect, columnSettings }: TableParams,
  { signal, onProgress }: CallContext,
): ReadOptions {
  const columnNa = columnSettings?.flatMap(({ name, na }) => (na === undefined ? [] : [{ name, na }]));
  return { source, columns, dialect, columnNa, signal, onProgress };
}
