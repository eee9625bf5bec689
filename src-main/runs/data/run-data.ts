import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileStatus } from '../../../src-shared/dataset/named';
import { fail } from '../../../src-shared/errors';
import type { Experiment } from '../../../src-shared/experiment/schema';
import { withKnownTypes, type KnownTypes } from '../../../src-shared/run/points/known-types';
import type { RunRecord } from '../../../src-shared/run/record/record';
import type { CallOptions, WorkerHost } from '../../host/worker-host';
import type { CopyFolder } from '../../workspace';
import type { FileFinder } from './file-finder';

/** Where a run reads its data file. */
export interface DataPlace {
  /** Instead of where the experiment says; null: there. */
  readonly readFrom: string | null;
  /** What the file's hash must be; null: any. */
  readonly sha256: string | null;
  /** What the columns are read as, where the very data of a run is read again; null: guessed. */
  readonly knownTypes: KnownTypes | null;
  /** For the person, where the file is read elsewhere. */
  readonly notice: string | null;
}

const IN_PLACE: DataPlace = { readFrom: null, sha256: null, knownTypes: null, notice: null };

/** The data file of a run: where it is now, and its copy in the workspace. */
export class RunData {
  readonly #finder: FileFinder;
  readonly #copies: CopyFolder;
  readonly #host: Pick<WorkerHost, 'call'>;

  constructor(options: { finder: FileFinder; copies: CopyFolder; host: Pick<WorkerHost, 'call'> }) {
    this.#finder = options.finder;
    this.#copies = options.copies;
    this.#host = options.host;
  }

  /** Whether the file is still what a run read; null where it read none. */
  status({ experiment, dataset }: RunRecord, options: CallOptions = {}): Promise<FileStatus | null> {
    if (experiment.dataset.kind !== 'file' || dataset === null) return Promise.resolve(null);
    return this.#finder.status(experiment.dataset.path, dataset.sha256, options);
  }

  /** Where new runs read their data, which was found fit for training, and its copy where one is kept. */
  async prepareNew(
    experiment: Experiment,
    again: RunRecord | null,
    options: CallOptions = {},
  ): Promise<{ readonly place: DataPlace; readonly dataCopy: string | null }> {
    const { dataset } = experiment;
    const place = await this.#placeNew(experiment, again, options);
    const path = place.readFrom ?? (dataset.kind === 'file' ? dataset.path : '');
    await this.#host.call('check', { experiment: readingFrom(experiment, place) }, options);
    if (dataset.kind !== 'file' || !dataset.copy) return { place, dataCopy: null };
    const { dataCopy, sha256 } = await this.#keepCopy(path, options);
    return { place: { ...place, sha256 }, dataCopy };
  }

  /**
   * Where a new run reads. A file that is gone is looked for by the hash it had when it was last read.
   * @param again the run that it repeats, which tells the hash
   * @throws BenchtopError as {@link placeAgain} where a run is repeated
   */
  async #placeNew(
    { dataset }: Experiment,
    again: RunRecord | null,
    options: CallOptions = {},
  ): Promise<DataPlace> {
    if (dataset.kind !== 'file') return IN_PLACE;
    const repeated = again?.experiment.dataset;
    if (again !== null && repeated?.kind === 'file' && repeated.path === dataset.path) {
      const place = await this.placeAgain(again, options);
      // An edited copy may read other columns, or the same ones in another way.
      return JSON.stringify(repeated) === JSON.stringify(dataset) ? place : { ...place, knownTypes: null };
    }
    if (await isThere(dataset.path)) return IN_PLACE;
    const { foundAt } = await this.#finder.status(dataset.path, null, options);
    // Nowhere: reading it says what is wrong.
    return foundAt === null ? IN_PLACE : elsewhere(dataset.path, 'missing', foundAt);
  }

  /**
   * Where the very data of a run is read again: in its place, or where its bytes are now.
   * @throws BenchtopError `file-missing` or `invalid-data` where it is gone or changed, and nowhere else
   */
  async placeAgain({ experiment, dataset }: RunRecord, options: CallOptions = {}): Promise<DataPlace> {
    if (experiment.dataset.kind !== 'file' || dataset === null) return IN_PLACE;
    const { path } = experiment.dataset;
    const known = { sha256: dataset.sha256, knownTypes: dataset };
    const { state, foundAt } = await this.#finder.status(path, dataset.sha256, options);
    if (state === 'same' || state === 'unknown') return { ...IN_PLACE, ...known };
    if (foundAt !== null) return { ...elsewhere(path, state, foundAt), ...known };
    const where = { file: path, field: 'dataset.path' };
    throw state === 'missing'
      ? fail(
          'file-missing',
          `${path} is no longer there, and its data was not found elsewhere: put it back, or locate it.`,
          where,
        )
      : fail(
          'invalid-data',
          `${path} has changed since this run, and its data as it was was not found elsewhere: locate it, or start a new run on the changed file.`,
          where,
        );
  }

  /**
   * Copies a data file into the workspace, unless a copy of its bytes is there.
   * @returns the copy as a record has it, and the hash that the run must then find
   */
  async #keepCopy(path: string, options: CallOptions = {}): Promise<{ dataCopy: string; sha256: string }> {
    const known = await this.#finder.knownHash(path);
    const there = known === null ? null : await this.#finder.copyOf(known, options);
    if (known !== null && there !== null) return { dataCopy: this.#copies.inRecord(there), sha256: known };
    const folder = this.#copies.path;
    const { copy, ...file } = await this.#host.call('copy', { path, folder, sha256: known }, options);
    this.#finder.note(file);
    return { dataCopy: this.#copies.inRecord(copy), sha256: file.sha256 };
  }

  /** Notes what a run has read, so that it is known again. @param since when reading began, ms since 1970 */
  async noteRead(record: RunRecord, since: number): Promise<void> {
    const { dataset } = record;
    if (dataset?.path == null) return;
    await this.#finder.noteRead(dataset.path, dataset.sha256, since);
  }
}

/** An experiment as a worker reads it in that place. */
export function readingFrom(experiment: Experiment, { readFrom, knownTypes }: DataPlace): Experiment {
  const dataset = knownTypes === null ? experiment.dataset : withKnownTypes(experiment.dataset, knownTypes);
  if (dataset.kind !== 'file' || readFrom === null) return { ...experiment, dataset };
  return { ...experiment, dataset: { ...dataset, path: readFrom } };
}

function elsewhere(path: string, state: FileStatus['state'], foundAt: string): DataPlace {
  const what = state === 'missing' ? 'is no longer there' : 'has changed since';
  return {
    readFrom: foundAt,
    sha256: null,
    knownTypes: null,
    notice: `${path} ${what}: ${basename(path)} is read from ${foundAt}, which holds the same data.`,
  };
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
