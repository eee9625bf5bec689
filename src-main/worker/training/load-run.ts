import { basename } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import { withKnownTypes } from '../../../src-shared/run/points/known-types';
import type { RunEventBody } from '../../../src-shared/run/live/events';
import { listHashes } from '../../../src-shared/run/record/data-files';
import { allocateFeatures } from '../../algorithms/models/allocate-features';
import { KnownTables, loadDataset, restRowHelpers, type LoadedDataset } from '../../dataset';
import { readCheckpoint, type Checkpoint } from '../../files/checkpoint';
import { collectGarbage } from '../thread/collect-garbage';
import type { SharedTables, TableUse } from '../protocol/tables';
import type { TrainJob } from '../protocol/training';
import { takeHanded } from '../stored/handed-data';

const LOADING_INTERVAL_MS = 100;
/** From so many feature values on the threads that read them do not stay: each has 20 MB. */
const MUCH = 2 ** 23;

/**
 * Reads the data of a run, wherever it is now, and tells how far that has come.
 * @throws BenchtopError where it cannot be used, or is not what the job was given; `conflict` once stopped
 */
export async function loadRunData(
  { readFrom, sha256, experiment, knownTypes }: TrainJob,
  options: {
    readonly signal: AbortSignal;
    readonly report: (event: RunEventBody) => void;
    readonly tables: SharedTables;
    readonly tookTables: (use: TableUse) => void;
  },
): Promise<LoadedDataset> {
  const { dataset, seed, model } = experiment;
  const { signal, report } = options;
  const tables =
    options.tables === null ? undefined : new KnownTables(options.tables.known, options.tables.mostBytes);
  let reportedAt = -Infinity;
  const known = knownTypes === null ? dataset : withKnownTypes(dataset, knownTypes);
  const handed = known === dataset ? takeHanded({ dataset, seed, model, readFrom }) : null;
  const loaded =
    handed ??
    (await loadDataset(known, {
      seed,
      model,
      trains: true,
      allocate: (features) => allocateFeatures(model, features),
      readFrom,
      tables,
      signal,
      onProgress: ({ bytes, totalBytes, rows }) => {
        const now = performance.now();
        if (now - reportedAt < LOADING_INTERVAL_MS) return;
        reportedAt = now;
        report({ type: 'loading', bytes, totalBytes, rows });
      },
    }));
  if (tables !== undefined) options.tookTables(tables.use);
  if (dataset.kind !== 'file') return loaded;
  if (loaded.data.features.length >= MUCH) {
    restRowHelpers();
    // What was read into and cut from lies in memory that V8 does not count: it would stay for the whole run.
    collectGarbage();
  }
  const paths = [dataset.path, ...(dataset.source?.files ?? [])];
  const read = listHashes(loaded.facts);
  const changed = paths.findIndex((_, i) => (sha256?.[i] ?? read[i]) !== read[i]);
  if (changed >= 0) {
    const path = paths[changed] ?? dataset.path;
    throw fail(
      'invalid-data',
      sentence('{path} was changed while the run was being started: start it again.', {
        path: basename(path),
      }),
      {
        file: readFrom?.[changed] ?? path,
        field: 'dataset.path',
      },
    );
  }
  return { ...loaded, facts: { ...loaded.facts, name: basename(dataset.path) } };
}

/** The checkpoint to go on from, which fits only the data that it was trained on. */
export async function resumedCheckpoint(
  runFolder: string,
  checkpointPath: string,
  { facts, isDataOf }: LoadedDataset,
): Promise<Checkpoint> {
  const checkpoint = await readCheckpoint(runFolder, checkpointPath);
  if (!isDataOf(checkpoint.dataset)) {
    throw fail(
      'invalid-data',
      sentence(
        'The data changed since this run: {name} no longer has the rows it was trained on. Start a new run instead.',
        { name: facts.name },
      ),
      { field: 'dataset' },
    );
  }
  return checkpoint;
}
