import { inEnglish } from '../../../src-shared/language/sentence';
import Conf from 'conf';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Experiment } from '../../../src-shared/experiment/schema';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { RunService } from '../../runs/run-service';
import { newSession, openWorkspace, type Workspace } from '../../workspace';
import { xnorExperiment } from '../data';
import { workerFile } from '../places';

/** Content of the data file, and of another one with its header. */
export const ROWS = 'a,b,y\n0,0,1\n0,1,0\n1,0,0\n1,1,1\n';
export const OTHER = 'a,b,y\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n';

interface OpenedRuns {
  readonly runs: RunService;
  readonly workspace: Workspace;
  /** Folder of the workspace's folder and the data file. */
  readonly folder: string;
  /** Path of the data file, with {@link ROWS}. */
  readonly path: string;
  /** Notices so far. */
  readonly notices: string[];
}

/** Real services over the built worker, each with a data file beside its workspace. */
export class DataFileRuns {
  readonly #root = mkdtempSync(join(tmpdir(), 'benchtop-run-data-'));
  #opened: RunService[] = [];

  open(): OpenedRuns {
    const folder = mkdtempSync(join(this.#root, 'r-'));
    const workspace = openWorkspace({
      folder: join(folder, 'workspace'),
      Store: Conf,
      session: newSession(),
      bundled: null,
    });
    const notices: string[] = [];
    const runs = new RunService({
      workspace,
      maxWorkers: 1,
      spawn: () => new Worker(workerFile),
      environment: {
        benchtop: '',
        node: '',
        electron: null,
        tensorflow: null,
        platform: '',
        v8: null,
        math: null,
      },
      onProblem: (error) => {
        throw error;
      },
      onNotice: (message) => notices.push(inEnglish(message)),
    });
    this.#opened.push(runs);
    const path = join(folder, 'rows.csv');
    writeFileSync(path, ROWS);
    // Like files that people bring: older than the run.
    utimesSync(path, 1e9, 1e9);
    return { runs, workspace, folder, path, notices };
  }

  /** Ends the services: after each test. */
  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = [];
    await Promise.all(opened.map((runs) => runs.close()));
  }

  /** Removes all files: after the last test. */
  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/** A short training on the columns a and b of a file. */
export function experimentOn(path: string, change: { copy?: boolean; steps?: number } = {}): Experiment {
  return xnorExperiment({
    dataset: { kind: 'file', path, features: ['a', 'b'], target: 'y', copy: change.copy ?? false },
    training: { steps: change.steps ?? 20, logEvery: 10, checkpointEvery: 10, engine: 'typed' },
  });
}

/** Trains to the end. @param again id of the run that is run again */
export async function train(runs: RunService, experiment: Experiment, again?: string): Promise<StoredRun> {
  const { record } = await runs.start(experiment, null, { again: again ?? null });
  return runs.whenOver(record.id);
}
