import { existsSync } from 'node:fs';
import { BenchtopError, fail } from '../../../src-shared/errors';
import type { SourceKind } from '../../../src-shared/ipc/imports';
import type { TakenIn } from '../../../src-shared/ipc/library';
import type { TrackerFormat } from '../../../src-shared/run/model-file';
import type { CallOptions } from '../../host/pending-calls';
import type { WorkerHost } from '../../host/worker-host';
import type { Calls } from '../../worker/protocol/calls';
import type { TakenRuns } from '../../worker/protocol/trackers';
import type { Workspace } from '../../workspace';
import type { RunRecorder } from '../live/run-recorder';

/** Runs that go to other programs' folders, or come from there: read and written by the data worker. */
export class TrackerService {
  readonly #workspace: Workspace;
  readonly #recorder: Pick<RunRecorder, 'push'>;
  readonly #host: Pick<WorkerHost, 'call'>;

  constructor(workspace: Workspace, recorder: Pick<RunRecorder, 'push'>, host: Pick<WorkerHost, 'call'>) {
    this.#workspace = workspace;
    this.#recorder = recorder;
    this.#host = host;
  }

  /** Writes runs as another program keeps them. @throws BenchtopError `not-found`, `disk-full` or `storage` */
  async export(
    ids: readonly string[],
    format: TrackerFormat,
    to: string,
    options: CallOptions = {},
  ): Promise<void> {
    const { runs } = this.#workspace;
    const tracked = await Promise.all(
      ids.map(async (id) => ({ record: (await runs.getRead(id)).record, runFolder: runs.findFolder(id) })),
    );
    await this.#host.call('write-tracked', { runs: tracked, format, to }, options);
  }

  /**
   * Whose runs a file or folder holds, by its content; null: nobody's.
   * @throws BenchtopError `file-missing`
   */
  recognise(path: string): Promise<SourceKind | null> {
    requireThere(path);
    return this.#host.call('recognise-source', { path });
  }

  /** Counts the runs, metrics and values of a source. @throws BenchtopError `conflict` where it is cancelled */
  count(path: string, kind: SourceKind, options: CallOptions = {}): Promise<Calls['count-source']['answer']> {
    return this.#host.call('count-source', { path, kind }, options);
  }

  /**
   * Takes in the runs of a source; imported again, they get the rows that they lack.
   * @throws BenchtopError `read-only`, `file-unreadable`, `disk-full` or `storage`; `conflict` where it is
   * cancelled: no new run is left then
   */
  async take(
    path: string,
    kind: SourceKind,
    options: CallOptions = {},
  ): Promise<TakenIn & Pick<TakenRuns, 'notices'>> {
    const { runs, notices } = await this.#host.call('take-source', this.#params(path, kind), options);
    for (const { id } of runs) await this.#tell(id);
    return { runs, groups: [], data: 0, notices };
  }

  /**
   * Takes in what another program writes, again and again until `signal` says so: event files of TensorBoard, or
   * runs that are logged into another folder. Followed again, it goes on where it was.
   * @param onRuns told of runs that are new or have more rows, and of what a person should know
   * @throws BenchtopError `file-missing`, `invalid-data` where there is nothing to follow, `read-only`, or what writing says
   */
  async follow(
    path: string,
    signal: AbortSignal,
    onRuns: (runs: TakenIn['runs'], notices: readonly string[]) => void,
  ): Promise<void> {
    const found = await this.recognise(path);
    if (found !== 'runs' && found !== 'tensorboard')
      throw fail(
        'invalid-data',
        `${path} holds nothing that can be followed: name a folder of TensorBoard’s, or of runs.`,
        {
          file: path,
        },
      );
    let told = Promise.resolve();
    try {
      await this.#host.call('follow-source', this.#params(path, found), {
        signal,
        onProgress: ({ taken }) => {
          if (taken === undefined) return;
          told = told.then(async () => {
            for (const { id } of taken.runs) await this.#tell(id);
            onRuns(taken.runs, taken.notices);
          });
        },
      });
    } catch (error) {
      if (!signal.aborted || !(error instanceof BenchtopError) || error.info.kind !== 'conflict') throw error;
    } finally {
      await told;
    }
  }

  #params(path: string, kind: SourceKind): Calls['take-source']['params'] {
    const { readOnly, runs } = this.#workspace;
    if (readOnly !== null) throw fail('read-only', readOnly);
    return { path, kind, runsFolder: runs.runsFolder };
  }

  async #tell(runId: string): Promise<void> {
    const { runs } = this.#workspace;
    await runs.index.refreshOne(runId);
    if (runs.has(runId)) this.#recorder.push('run.changed', { runId, run: runs.get(runId) });
  }
}

function requireThere(path: string): void {
  if (!existsSync(path))
    throw fail('file-missing', `There is nothing at ${path}: check its name.`, { file: path });
}
