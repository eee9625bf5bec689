import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileStatus } from '../../../src-shared/dataset/named';
import { fail } from '../../../src-shared/errors';
import { sentence, type Sentence } from '../../../src-shared/language/sentence';
import type { Experiment } from '../../../src-shared/experiment/schema';
import { withKnownTypes, type KnownTypes } from '../../../src-shared/run/points/known-types';
import { listDataPaths, listHashes } from '../../../src-shared/run/record/data-files';
import type { DatasetFacts } from '../../../src-shared/run/record/dataset-facts';
import type { RunRecord } from '../../../src-shared/run/record/record';
import type { CallOptions } from '../../host/pending-calls';
import type { WorkerHost } from '../../host/worker-host';
import type { CopyFolder } from '../../workspace';
import type { FileFinder } from './file-finder';

/** Where a run reads its data files. */
export interface DataLocation {
  /** Instead of where the experiment says, the first file first; null: there. */
  readonly readFrom: readonly string[] | null;
  /** What the files' hashes must be, the first one's first; null: any. */
  readonly sha256: readonly string[] | null;
  /** What the columns are read as, where the very data of a run is read again; null: guessed. */
  readonly knownTypes: KnownTypes | null;
  /** For the person, where the file is read elsewhere. */
  readonly notice: Sentence | null;
}

const IN_PLACE: DataLocation = { readFrom: null, sha256: null, knownTypes: null, notice: null };

/** The very files that a run is to read, in the order of the experiment's. */
export interface PinnedData {
  readonly readFrom: readonly string[];
  /** What their hashes must be. */
  readonly sha256: readonly string[];
}

/** The copies of a run's data files, as its record has them. */
export type DataCopies = Pick<RunRecord, 'dataCopy' | 'otherCopies'>;

/** The data files of a run: where they are now, and their copies in the workspace. */
export class RunData {
  readonly #finder: FileFinder;
  readonly #copies: CopyFolder;
  readonly #host: Pick<WorkerHost, 'call'>;

  constructor(options: { finder: FileFinder; copies: CopyFolder; host: Pick<WorkerHost, 'call'> }) {
    this.#finder = options.finder;
    this.#copies = options.copies;
    this.#host = options.host;
  }

  /** Whether the files are still what a run read: of the first that is not, else of the first; null where it read none. */
  async status({ experiment, dataset }: RunRecord, options: CallOptions = {}): Promise<FileStatus | null> {
    if (experiment.dataset.kind !== 'file' || dataset === null || dataset.stream !== undefined) return null;
    const all = await this.#statuses({ experiment, dataset }, options);
    return all.find(({ state }) => state === 'missing' || state === 'changed') ?? all[0] ?? null;
  }

  /** How each of a run's files stands, in their order. */
  async #statuses(
    { experiment, dataset }: Pick<RunRecord, 'experiment'> & { readonly dataset: DatasetFacts },
    options: CallOptions,
  ): Promise<FileStatus[]> {
    const hashes = listHashes(dataset);
    const found: FileStatus[] = [];
    for (const [index, path] of listDataPaths(experiment).entries()) {
      const sha256 = hashes[index] ?? null;
      const status = await this.#finder.status(path, sha256, options);
      // Without its hash, as in older records, only reading it tells whether it has changed.
      const isUnknown = sha256 === null && status.state === 'changed';
      const known = isUnknown ? { ...status, state: 'unknown' as const, foundAt: null, how: null } : status;
      found.push(index === 0 ? known : { ...known, file: { path, sha256 } });
    }
    return found;
  }

  /**
   * Where new runs read their data, which was found fit for training, and its copies where they are kept.
   * @param pinned the files to read instead of the experiment's own; null: those
   */
  async prepareNew(
    experiment: Experiment,
    again: RunRecord | null,
    options: CallOptions = {},
    pinned: PinnedData | null = null,
  ): Promise<{ readonly location: DataLocation; readonly copies: DataCopies }> {
    const { dataset } = experiment;
    const location =
      pinned === null
        ? await this.#locateNew(experiment, again, options)
        : { ...IN_PLACE, readFrom: pinned.readFrom, sha256: pinned.sha256 };
    await this.#host.call('check', checkParams(experiment, location), options);
    if (dataset.kind !== 'file' || !dataset.copy) return { location, copies: { dataCopy: null } };
    const sha256: string[] = [];
    const copies: string[] = [];
    for (const path of location.readFrom ?? listDataPaths(experiment)) {
      const kept = await this.#keepCopy(path, options);
      sha256.push(kept.sha256);
      copies.push(kept.copy);
    }
    const [dataCopy = null, ...otherCopies] = copies;
    return {
      location: { ...location, sha256 },
      copies: { dataCopy, ...(otherCopies.length === 0 ? {} : { otherCopies }) },
    };
  }

  /**
   * Where a new run reads. A file that is gone is looked for by the hash it had when it was last read.
   * @param again the run that it repeats, which tells the hash
   * @throws BenchtopError as {@link locateAgain} where a run is repeated
   */
  async #locateNew(
    experiment: Experiment,
    again: RunRecord | null,
    options: CallOptions = {},
  ): Promise<DataLocation> {
    const { dataset } = experiment;
    if (dataset.kind !== 'file') return IN_PLACE;
    const repeated = again?.experiment.dataset;
    if (again !== null && repeated?.kind === 'file' && isSameFiles(again.experiment, experiment)) {
      const location = await this.locateAgain(again, options);
      // An edited copy may read other columns, or the same ones in another way.
      return JSON.stringify(repeated) === JSON.stringify(dataset)
        ? location
        : { ...location, knownTypes: null };
    }
    const found: Found[] = [];
    for (const path of listDataPaths(experiment)) {
      const isGone = !(await isThere(path));
      // Nowhere: reading it says what is wrong.
      const foundAt = isGone ? (await this.#finder.status(path, null, options)).foundAt : null;
      found.push({ path, state: 'missing', foundAt });
    }
    return elsewhere(found);
  }

  /**
   * Where the very data of a run is read again: in its place, or where its bytes are now.
   * @throws BenchtopError `file-missing` or `invalid-data` where it is gone or changed, and nowhere else
   */
  async locateAgain({ experiment, dataset }: RunRecord, options: CallOptions = {}): Promise<DataLocation> {
    if (experiment.dataset.kind !== 'file' || dataset === null) return IN_PLACE;
    // A table of many files is where it was, or is not: reading it says whether it is the same.
    if (dataset.stream !== undefined) return IN_PLACE;
    const { path } = experiment.dataset;
    const statuses = await this.#statuses({ experiment, dataset }, options);
    const found = statuses.map(({ file, state, foundAt }) => ({ path: file?.path ?? path, state, foundAt }));
    for (const each of found) requireFound(each);
    return { ...elsewhere(found), sha256: listHashes(dataset), knownTypes: dataset };
  }

  /**
   * Copies a data file into the workspace, unless a copy of its bytes is there.
   * @returns the copy as a record has it, and the hash that the run must then find
   */
  async #keepCopy(path: string, options: CallOptions = {}): Promise<{ copy: string; sha256: string }> {
    const known = await this.#finder.knownHash(path);
    const there = known === null ? null : await this.#finder.findCopy(known, options);
    if (known !== null && there !== null) return { copy: this.#copies.inRecord(there), sha256: known };
    const folder = this.#copies.path;
    const { copy, ...file } = await this.#host.call('copy', { path, folder, sha256: known }, options);
    this.#finder.note(file);
    return { copy: this.#copies.inRecord(copy), sha256: file.sha256 };
  }

  /** Notes what a run has read, so that it is known again. @param since when reading began, ms since 1970 */
  async noteRead(record: RunRecord, since: number): Promise<void> {
    const { dataset } = record;
    if (dataset?.path == null || dataset.stream !== undefined) return;
    for (const { path, sha256 } of [
      { path: dataset.path, sha256: dataset.sha256 },
      ...(dataset.others ?? []),
    ])
      await this.#finder.noteRead(path, sha256, since);
  }
}

/** What a worker is asked, to find out whether an experiment can be trained on the data at that location. */
export function checkParams(
  experiment: Experiment,
  { readFrom, knownTypes }: DataLocation,
): { readonly experiment: Experiment; readonly readFrom: readonly string[] | null } {
  const dataset = knownTypes === null ? experiment.dataset : withKnownTypes(experiment.dataset, knownTypes);
  return { experiment: { ...experiment, dataset }, readFrom };
}

/** One of the files of an experiment, and where it is now; `foundAt` null: in its place, or nowhere. */
interface Found extends Pick<FileStatus, 'state' | 'foundAt'> {
  readonly path: string;
}

/** Where files are read of which some were found elsewhere. */
function elsewhere(found: readonly Found[]): DataLocation {
  const notices = found.flatMap(({ path, state, foundAt }) => {
    if (foundAt === null) return [];
    const values = { path, file: basename(path), foundAt };
    return [
      state === 'missing'
        ? sentence(
            '{path} is no longer there: {file} is read from {foundAt}, which holds the same data.',
            values,
          )
        : sentence(
            '{path} has changed since: {file} is read from {foundAt}, which holds the same data.',
            values,
          ),
    ];
  });
  const [first, ...others] = notices;
  if (first === undefined) return IN_PLACE;
  return {
    ...IN_PLACE,
    readFrom: found.map(({ path, foundAt }) => foundAt ?? path),
    notice: others.reduce((before, after) => sentence('{before} {after}', { before, after }), first),
  };
}

/** @throws BenchtopError where a file is gone or changed, and its data nowhere else */
function requireFound({ path, state, foundAt }: Found): void {
  if (state === 'same' || state === 'unknown' || foundAt !== null) return;
  const where = { file: path, field: 'dataset.path' };
  throw state === 'missing'
    ? fail(
        'file-missing',
        sentence(
          '{path} is no longer there, and its data was not found elsewhere: put it back, or locate it.',
          { path },
        ),
        where,
      )
    : fail(
        'invalid-data',
        sentence(
          '{path} has changed since this run, and its data as it was was not found elsewhere: locate it, or start a new run on the changed file.',
          { path },
        ),
        where,
      );
}

function isSameFiles(a: Experiment, b: Experiment): boolean {
  return JSON.stringify(listDataPaths(a)) === JSON.stringify(listDataPaths(b));
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
