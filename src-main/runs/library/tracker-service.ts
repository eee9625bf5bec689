import { existsSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail } from '../../../src-shared/errors';
import type { TakenIn } from '../../../src-shared/ipc/library';
import type { Workspace } from '../../workspace';
import type { RunRecorder } from '../live/run-recorder';

/** Between two looks at what is followed. */
const LOOK_MS = 500;

/** Runs that go to other programs' folders, or come from there. */
export class TrackerService {
  readonly #workspace: Workspace;

  readonly #recorder: Pick<RunRecorder, 'push'>;
  /** Writes the answer of a database to a query as CSV. */
  readonly #ask: (database: string, query: string, to: string) => Promise<unknown>;

  constructor(
    workspace: Workspace,
    recorder: Pick<RunRecorder, 'push'>,
    ask: (database: string, query: string, to: string) => Promise<unknown>,
  ) {
    this.#workspace = workspace;
    this.#recorder = recorder;
    this.#ask = ask;
  }

  /** Writes runs as another program keeps them. @throws BenchtopError `not-found`, `disk-full` or `storage` */
  async export(ids: readonly string[], format: 'tensorboard' | 'mlflow', to: string): Promise<void> {
    const { runs } = this.#workspace;
    const tracked = await Promise.all(
      ids.map(async (id) => ({
        record: (await runs.getRead(id)).record,
        readMetrics: () => runs.logs.readMetrics(id),
      })),
    );
    if (format === 'mlflow') {
      const { writeMlflow } = await import('../../workspace/trackers/mlflow-out');
      await writeMlflow(tracked, to);
      return;
    }
    const { writeTensorBoard } = await import('../../workspace/trackers/tensorboard-out');
    await writeTensorBoard(tracked, to);
  }

  /**
   * Takes in runs of other programs, by what is found at a path: event files of TensorBoard, a file store of
   * MLflow, or a database of MLflow or trackio.
   * @returns null where there are none
   * @throws BenchtopError `read-only`, `file-unreadable`, `disk-full` or `storage`
   */
  async import(path: string): Promise<(TakenIn & { readonly notices: readonly string[] }) | null> {
    const { isSqlite } = await import('../../workspace/trackers/database-store');
    const { hasEvents } = await import('../../workspace/trackers/tensorboard-in');
    if (statSync(path).isFile() && isSqlite(path)) return this.#importDatabase(path);
    if (!hasEvents(path)) return this.#importMlflow(path);
    this.#requireWritable();
    const folder = await this.#openEvents(path);
    try {
      const { runs, notices } = await folder.look(false);
      for (const { id } of runs) await this.#tell(id);
      return { runs, groups: [], data: 0, notices };
    } finally {
      folder.close();
    }
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
    this.#requireWritable();
    if (!existsSync(path))
      throw fail('file-missing', `There is nothing at ${path}: check its name.`, { file: path });
    const { hasExternalRuns, RunsFolder } = await import('../../workspace/trackers/follow-runs');
    const folder = hasExternalRuns(path)
      ? new RunsFolder(path, (id) => this.#workspace.runs.findFolder(id))
      : await this.#openEvents(path);
    try {
      while (!signal.aborted) {
        const { runs, notices } = await folder.look(true);
        const news = runs.filter(({ how }) => how !== 'there');
        for (const { id } of news) await this.#tell(id);
        if (news.length > 0 || notices.length > 0) onRuns(news, notices);
        await waitFor(LOOK_MS, signal);
      }
    } finally {
      folder.close();
    }
  }

  async #importMlflow(path: string): Promise<(TakenIn & { readonly notices: readonly string[] }) | null> {
    const { hasMlflow, readMlflow } = await import('../../workspace/trackers/mlflow-in');
    if (!hasMlflow(path)) return null;
    this.#requireWritable();
    const runs = readMlflow(path, (id) => this.#workspace.runs.findFolder(id));
    for (const { id } of runs) await this.#tell(id);
    return { runs, groups: [], data: 0, notices: [] };
  }

  /** A database becomes a file store of MLflow first, in a folder that is gone afterwards. */
  async #importDatabase(path: string): Promise<TakenIn & { readonly notices: readonly string[] }> {
    const { queriesFor, readAnswer, TABLES, writeStore } =
      await import('../../workspace/trackers/database-store');
    this.#requireWritable();
    const folder = await mkdtemp(join(tmpdir(), 'benchtop-database-'));
    const ask = async (query: string): Promise<string[][]> => {
      const to = join(folder, 'answer.csv');
      await rm(to, { force: true });
      await this.#ask(path, query, to);
      return readAnswer(to);
    };
    try {
      const queries = queriesFor(new Set((await ask(TABLES)).map(([name = '']) => name)));
      if (queries === null)
        throw fail('invalid-data', `${path} is a database of neither MLflow nor trackio.`, { file: path });
      const answers: Record<string, string[][]> = {};
      for (const [name, query] of Object.entries(queries)) answers[name] = await ask(query);
      const store = join(folder, 'store');
      await mkdir(store);
      writeStore(answers, path, store);
      return (await this.#importMlflow(store)) ?? { runs: [], groups: [], data: 0, notices: [] };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #openEvents(path: string) {
    const { EventsFolder } = await import('../../workspace/trackers/follow-events');
    return new EventsFolder(path, (id) => this.#workspace.runs.findFolder(id));
  }

  async #tell(runId: string): Promise<void> {
    await this.#workspace.runs.index.refreshOne(runId);
    this.#recorder.push('run.changed', { runId, run: this.#workspace.runs.get(runId) });
  }

  #requireWritable(): void {
    const { readOnly } = this.#workspace;
    if (readOnly !== null) throw fail('read-only', readOnly);
  }
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
