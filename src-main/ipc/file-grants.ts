import { resolve } from 'node:path';
import type { FileStatus } from '../../src-shared/dataset/named';
import { fail } from '../../src-shared/errors';
import { sentence } from '../../src-shared/language/sentence';
import type { DatasetSpec, Experiment, FileSource } from '../../src-shared/experiment/schema';
import type { StoredRun } from '../../src-shared/run/record/record';
import type { Settings } from '../../src-shared/settings';
import type { Workspace } from '../workspace';

/** At most so many recent files are remembered (and the settings' schema allows). */
const RECENT_FILES = 10;

/**
 * The files the window may name: those that main itself handed out, by a dialog, a drop, or an
 * experiment or run on disk. A page that was taken over cannot reach any other.
 */
export class FileGrants {
  readonly #granted = new Set<string>();

  grant(path: string): void {
    this.#granted.add(resolve(path));
  }

  /** The data file of a stored experiment. */
  grantExperiment({ dataset }: Experiment): void {
    this.grantDataset(dataset);
  }

  /** Stored runs name their data files: copies of their experiments may use them, whoever made the runs. */
  grantRuns(runs: readonly StoredRun[]): readonly StoredRun[] {
    for (const { record } of runs) this.grantExperiment(record.experiment);
    return runs;
  }

  grantDataset(dataset: DatasetSpec): void {
    if (dataset.kind === 'file') for (const path of readFiles(dataset)) this.grant(path);
  }

  /** Where a file was found again it may be read too. */
  grantFound<T extends FileStatus | null>(status: T): T {
    if (status?.foundAt != null) this.grant(status.foundAt);
    return status;
  }

  /**
   * The path itself where it is granted.
   * @throws BenchtopError `not-allowed`
   */
  require(path: string): string {
    if (this.#granted.has(resolve(path))) return path;
    throw fail(
      'not-allowed',
      sentence('{path} was not chosen in this window: choose it with "Open data", or drop it.', { path }),
      { file: path },
    );
  }

  /**
   * The experiment itself where its data file is granted, or generated.
   * @throws BenchtopError `not-allowed`
   */
  requireExperiment(experiment: Experiment): Experiment {
    this.requireDataset(experiment.dataset);
    return experiment;
  }

  /**
   * Data set whose files were all handed out by main.
   * @throws BenchtopError `not-allowed`
   */
  requireDataset<T extends DatasetSpec>(dataset: T): T {
    if (dataset.kind === 'file') this.requireTable(dataset);
    return dataset;
  }

  /** A table itself where all files that it is read from are granted. @throws BenchtopError `not-allowed` */
  requireTable<T extends FileTable>(table: T): T {
    for (const path of readFiles(table)) this.require(path);
    return table;
  }
}

/** The files that a table is read from. */
interface FileTable {
  readonly path: string;
  readonly source?: FileSource | undefined;
}

function readFiles({ path, source }: FileTable): string[] {
  return [path, ...(source?.files ?? [])];
}

/** Grants what the workspace already names: saved experiments and data sets, runs, recent files. */
export function grantStored(
  grants: FileGrants,
  {
    experiments,
    datasets,
    runs,
    settings,
  }: Pick<Workspace, 'experiments' | 'datasets' | 'runs' | 'settings'>,
): void {
  for (const { experiment } of experiments.list()) grants.grantExperiment(experiment);
  for (const { dataset } of datasets.list()) grants.grantDataset(dataset);
  for (const { params } of runs.index.rows()) {
    const path = params['dataset.path'];
    if (typeof path === 'string') grants.grant(path);
  }
  for (const path of settings.get().recentFiles) grants.grant(path);
}

/** Puts a file on top of the recent ones; returns all settings. */
export function rememberFile(settings: Workspace['settings'], path: string): Settings {
  const others = settings.get().recentFiles.filter((other) => other !== path);
  return settings.set({ recentFiles: [path, ...others].slice(0, RECENT_FILES) });
}
