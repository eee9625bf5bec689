import { cpus } from 'node:os';
import { fail } from '../../../../src-shared/errors';
import { pack } from '../../../../src-shared/ipc/packed';
import { sentence } from '../../../../src-shared/language/sentence';
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
  inspectFile,
  isQuickToLoad,
  isStreamed,
  loadDataset,
  previewFile,
  queryRuns,
  readPage,
  type LoadOptions,
  type ReadOptions,
} from '../../../dataset';
import { beginStage } from '../../../threads/stages';
import { helpersFor } from '../../helpers/kmeans-helpers';
import type { DataCalls, TableParams } from '../../protocol/data';
import { handedKey, handOn } from '../../stored/handed-data';
import type { Answers, CallContext } from '../call-context';
import { searchK } from './k-search';

/** Answers to calls about data: files, generated data sets, and what could be trained on them. */
export function dataCalls(): Answers<DataCalls> {
  return {
    look: async (params, context) => {
      return pack(await previewFile(params.path, readOptions(params, context)));
    },
    rows: async ({ from, count, ...params }, context) => {
      return pack(await readPage(params.path, readOptions(params, context), from, count));
    },
    inspect: async (params, context) => {
      return pack(await inspectFile(params.path, readOptions(params, context)));
    },
    convert: async ({ to, isRaw, ...params }, context) => {
      return convertFile(params.path, to, readOptions(params, context), isRaw);
    },
    explore: async ({ dataset, seed, chart }, context) => {
      return explore(dataset, chart, { seed, ...context });
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
    sample: async ({ experiment }, { signal, onProgress }) => {
      const { dataset, seed, model } = experiment;
      const { data, facts, sample } = await loadDataset(dataset, { seed, model, signal, onProgress });
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
      return { ...sample, findings };
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

function readOptions(
  { source, columns, dialect, columnSettings }: TableParams,
  { signal, onProgress }: CallContext,
): ReadOptions {
  const columnNa = columnSettings?.flatMap(({ name, na }) => (na === undefined ? [] : [{ name, na }]));
  return { source, columns, dialect, columnNa, signal, onProgress };
}
