import { findsClusters, type Elbow } from '../../../src-shared/models/kmeans/clusters';
import type { Stability } from '../../../src-shared/models/kmeans/stability';
import type { Chart, ChartAnswer, ExploredDataset } from '../../../src-shared/dataset/explore';
import type { ReadProgress, RowPage, TableLook } from '../../../src-shared/dataset/look';
import type { FileStatus } from '../../../src-shared/dataset/named';
import type { LeftOutRows } from '../../../src-shared/dataset/left-out';
import type { Packed } from '../../../src-shared/ipc/packed';
import type { InspectReport } from '../../../src-shared/dataset/report';
import type { Experiment, GeneratedDatasetSpec } from '../../../src-shared/experiment/schema';
import { fail } from '../../../src-shared/errors';
import { sentence, type Sentence } from '../../../src-shared/language/sentence';
import type { DataPreview } from '../../../src-shared/run/live/guidance';
import type { CallOptions } from '../../host/pending-calls';
import type { WorkerHost } from '../../host/worker-host';
import type { TableParams } from '../../worker/protocol/data';
import type { FileFinder } from './file-finder';

export type { TableParams } from '../../worker/protocol/data';

export interface TaskProgress extends ReadProgress {
  readonly task: string;
}

/**
 * Questions about data files, answered by the data worker. Work that may take long belongs to a
 * task: it reports its progress under that name, and is cancelled by it.
 */
export class DatasetService {
  readonly #host: Pick<WorkerHost, 'call'>;
  readonly #finder: FileFinder;
  readonly #tasks = new Map<string, AbortController>();
  readonly #listeners = new Set<(progress: TaskProgress) => void>();

  constructor(host: Pick<WorkerHost, 'call'>, finder: FileFinder) {
    this.#host = host;
    this.#finder = finder;
  }

  /** Calls back on the progress of every task; returns the unsubscribe. */
  onProgress(listener: (progress: TaskProgress) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Ends a task; nothing happens where it is over. */
  cancel(task: string): void {
    this.#tasks.get(task)?.abort();
  }

  look(table: TableParams): Promise<Packed<TableLook>> {
    return this.#host.call('look', table);
  }

  /** @param from 0-based number of the first row */
  rows(table: TableParams, from: number, count: number): Promise<Packed<RowPage>> {
    return this.#host.call('rows', { ...table, from, count });
  }

  /** Reads the whole file and says what is in it. */
  inspect(table: TableParams, task: string | null = null): Promise<Packed<InspectReport>> {
    return this.inTask(task, (options) => this.#host.call('inspect', table, options));
  }

  /** Writes a data file anew. @param isRaw whether formulas are written as they are */
  convert(
    table: TableParams,
    to: string,
    task: string | null = null,
    isRaw = false,
  ): Promise<{
    rows: number;
    formulas: number;
    columns: readonly string[];
    rejectedCount: number;
    leftOut: readonly LeftOutRows[];
  }> {
    return this.inTask(task, (options) => this.#host.call('convert', { ...table, to, isRaw }, options));
  }

  /** Writes the rows of a generated data set as CSV. @param seed of the experiment */
  exportGenerated(
    dataset: GeneratedDatasetSpec,
    seed: number,
    to: string,
    task: string | null = null,
  ): Promise<{ rows: number }> {
    return this.inTask(task, (options) =>
      this.#host.call('export-generated', { dataset, seed, to }, options),
    );
  }

  /**
   * The points that training would use, and what the data gives reason to say.
   * @param plane whether the plane of their principal components is wanted
   */
  sample(experiment: Experiment, task: string | null = null, plane = false): Promise<DataPreview> {
    return this.inTask(task, (options) => this.#host.call('sample', { experiment, plane }, options));
  }

  /** Counts what a chart of the data shows. */
  explore(
    dataset: ExploredDataset,
    seed: number,
    chart: Chart,
    task: string | null = null,
  ): Promise<ChartAnswer> {
    return this.inTask(task, (options) => this.#host.call('explore', { dataset, seed, chart }, options));
  }

  /**
   * k-means over a range of k with an experiment's settings.
   * @throws BenchtopError `invalid-experiment` for another model
   */
  elbow(
    experiment: Experiment,
    range: { readonly from: number; readonly to: number },
    task: string | null = null,
  ): Promise<Elbow> {
    requireClusters(experiment, sentence('An elbow is looked for with k-means: choose it as the model.'));
    return this.inTask(task, (options) => this.#host.call('elbow', { experiment, ...range }, options));
  }

  /**
   * How sure clusterings with an experiment's settings are, over a range of k.
   * @throws BenchtopError `invalid-experiment` for another model; `invalid-data` where there are fewer different
   *   rows than clusters
   */
  stability(
    experiment: Experiment,
    range: { readonly from: number; readonly to: number },
    task: string | null = null,
  ): Promise<Stability> {
    requireClusters(experiment, sentence('Stability is of clusters: choose k-means as the model.'));
    return this.inTask(task, (options) => this.#host.call('stability', { experiment, ...range }, options));
  }

  /** Compares a file with a hash (null: with what it last was), and looks for its bytes elsewhere. */
  status(path: string, sha256: string | null, task: string | null = null): Promise<FileStatus> {
    return this.inTask(task, (options) => this.#finder.status(path, sha256, options));
  }

  /** SHA-256 of a file's bytes, in hex. */
  hash(path: string, task: string | null = null): Promise<string> {
    return this.inTask(task, (options) => this.#finder.readHash(path, options));
  }

  /** Does work in a task. One of the same name that is under way is cancelled: only the last counts. */
  async inTask<T>(task: string | null, work: (options: CallOptions) => Promise<T>): Promise<T> {
    if (task === null) return work({});
    this.#tasks.get(task)?.abort();
    const controller = new AbortController();
    this.#tasks.set(task, controller);
    try {
      return await work({
        signal: controller.signal,
        onProgress: (progress) => {
          for (const listener of this.#listeners) listener({ task, ...progress });
        },
      });
    } finally {
      if (this.#tasks.get(task) === controller) this.#tasks.delete(task);
    }
  }
}

function requireClusters({ model }: Experiment, message: Sentence): void {
  if (!findsClusters(model)) throw fail('invalid-experiment', message, { field: 'model.kind' });
}
