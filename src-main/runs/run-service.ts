import { join, relative } from 'node:path';
import type { FileStatus } from '../../src-shared/dataset/named';
import { fail } from '../../src-shared/errors';
import type { Experiment } from '../../src-shared/experiment/schema';
import { groupIdOfRun } from '../../src-shared/group/group';
import type { RunSnapshot } from '../../src-shared/ipc/map';
import type { RunRecord, StoredRun } from '../../src-shared/run/record/record';
import { WorkerHost } from '../host/worker-host';
import type { Spawn } from '../host/worker-thread';
import type { Workspace } from '../workspace';
import { checkpointPlace } from './checkpoints/checkpoint-location';
import { ClusterNames } from './library/cluster-names';
import { DatasetService } from './data/dataset-service';
import { FileFinder } from './data/file-finder';
import type { TrialRuns } from './groups/group-runner';
import { GroupService } from './groups/group-service';
import { LibraryService } from './library/library-service';
import { ModelService } from './answers/model-service';
import { PredictionService } from './answers/prediction-service';
import { RunChecks } from './starting/run-checks';
import { RunContinuations } from './starting/run-resumes';
import { RunControls } from './live/run-controls';
import { RunData } from './data/run-data';
import { RunForks, type ForkPlan } from './starting/run-forks';
import { RunKeeper, type PushListener } from './live/run-recorder';
import { RunQueue } from './live/run-queue';
import { RunSnapshots } from './live/run-snapshots';
import { trialRuns, type TrialCourse } from './groups/trial-runs';

export interface RunServiceOptions {
  readonly workspace: Workspace;
  readonly spawn: Spawn;
  readonly maxWorkers: number;
  /** The same while a group of runs is trained; as many where it is left out. */
  readonly maxGroupWorkers?: number;
  readonly environment: RunRecord['environment'];
  /** A failure to keep what a run produced, or a bug in this service: for the log and the window. */
  readonly onProblem: (error: unknown, runId: string) => void;
  /** Something a person should know of a run that goes on, e.g. that its data is read elsewhere. */
  readonly onNotice?: (message: string, runId: string) => void;
}

export interface StartOptions {
  /** The run that this one repeats: it reads the same data, wherever that is now. */
  readonly again?: string | null;
  /** For the progress of copying, and for cancelling it. */
  readonly task?: string | null;
  /** Step that it stops at; null: its end. */
  readonly stopAt?: number | null;
}

/** Runs whose records the window holds without being asked for them. */
const RECENT = 200;

/** Runs from start to end: what is asked of them, and the workers that train them. */
export class RunService {
  /** Questions about data files. */
  readonly datasets: DatasetService;
  /** Answers to new points. */
  readonly predictions: PredictionService;
  /** The models of checkpoints: pictures, and how good they are. */
  readonly models: ModelService;
  /** Runs made together: repeats and sweeps. */
  readonly groups: GroupService;
  /** Whether runs can be reproduced. */
  readonly checks: RunChecks;
  /** What a person does with runs in training. */
  readonly controls: RunControls;
  /** What runs that are over call their clusters. */
  readonly clusterNames: ClusterNames;
  /** The table of all runs, and the trash. */
  readonly library: LibraryService;
  readonly #workspace: Workspace;
  readonly #host: WorkerHost;
  readonly #environment: RunRecord['environment'];
  readonly #onNotice: (message: string, runId: string) => void;
  readonly #snapshots: RunSnapshots;
  readonly #data: RunData;
  readonly #forks: RunForks;
  readonly #continuations: RunContinuations;
  readonly #queue: RunQueue;
  readonly #keeper: RunKeeper;
  #workers: { usual: number; group: number };

  constructor(options: RunServiceOptions) {
    this.#workspace = options.workspace;
    this.#environment = options.environment;
    this.#onNotice = options.onNotice ?? (() => undefined);
    this.#workers = { usual: options.maxWorkers, group: options.maxGroupWorkers ?? options.maxWorkers };
    this.#host = new WorkerHost({
      spawn: options.spawn,
      maxWorkers: options.maxWorkers,
      onRunStarted: (runId) => {
        this.#keeper.signal(runId, 'start', (record) => ({ ...record, startedAt: new Date().toISOString() }));
      },
      onRunEvents: (runId, events) => {
        this.#keeper.receive(runId, events);
      },
      onRunCrashed: (runId, error) => {
        this.#keeper.crashed(runId, error);
      },
    });
    const { copies, datasets: store } = options.workspace;
    const finder = new FileFinder({
      copies,
      store,
      hash: (path, callOptions) => this.#host.call('hash', { path }, callOptions),
    });
    this.datasets = new DatasetService(this.#host, finder);
    this.predictions = new PredictionService(this.#host, this.datasets, ({ id, step }) => {
      const run = this.get(id);
      return { ...checkpointPlace(run, step), clusterNames: run.record.clusterNames };
    });
    this.#data = new RunData({ finder, copies, host: this.#host });
    this.models = new ModelService({
      host: this.#host,
      data: this.#data,
      datasets: this.datasets,
      get: (id) => this.get(id),
    });
    const { workspace, environment } = options;
    this.#forks = new RunForks({ workspace, environment, host: this.#host, data: this.#data });
    this.#keeper = new RunKeeper({
      runs: options.workspace.runs,
      onProblem: options.onProblem,
      onLoaded: (record) => this.#data.noteRead(record, Date.parse(record.startedAt ?? record.createdAt)),
      onLost: (runId) => {
        this.#host.control(runId, 'stop');
      },
    });
    this.#queue = new RunQueue({
      workspace,
      host: this.#host,
      keeper: this.#keeper,
      onNotice: this.#onNotice,
    });
    this.#continuations = new RunContinuations({ workspace, keeper: this.#keeper, data: this.#data });
    const running = { runs: workspace.runs, host: this.#host, keeper: this.#keeper };
    this.controls = new RunControls(running);
    this.clusterNames = new ClusterNames(running);
    this.#snapshots = new RunSnapshots(running);
    this.groups = new GroupService({
      groups: workspace.groups,
      plan: (experiment, plan) => this.#host.call('plan-group', { experiment, plan }),
      prepare: (experiment, again, task) => this.#prepareTrials(experiment, again, task),
      traces: (ids, metric) => {
        const runs = ids.flatMap((id) =>
          this.find(id) === null ? [] : [{ id, runFolder: workspace.runs.folderOf(id) }],
        );
        return this.#host.call('group-traces', { runs, metric, most: 400 });
      },
      workers: () => Math.max(this.#workers.usual, this.#workers.group),
      onActive: (isActive) => {
        this.#host.setMaxWorkers(
          isActive ? Math.max(this.#workers.usual, this.#workers.group) : this.#workers.usual,
        );
      },
      onProblem: options.onProblem,
    });
    this.checks = new RunChecks({
      get: (id) => this.get(id),
      startAgain: async ({ id, name, experiment }, stopAt, task) => {
        const { record } = await this.start(experiment, null, { again: id, task, stopAt });
        return this.#keeper.change(record.id, (made) => ({ ...made, name: `${name} · check`.slice(0, 300) }));
      },
      whenOver: (id) => this.whenOver(id),
      compare: (a, b) => this.#host.call('compare-metrics', { runFolder: a.path, other: b.path }),
      stamp: (id, check) => {
        this.#keeper.change(id, (record) => ({ ...record, check }));
      },
      onProblem: options.onProblem,
    });
    this.library = new LibraryService(options.workspace, this.#keeper);
  }

  /** Calls back on every push; returns the unsubscribe. */
  onPush(listener: PushListener): () => void {
    return this.#keeper.onPush(listener);
  }

  /** Starts the worker that answers questions, ahead of the first one. */
  warm(): void {
    this.#host.warmService();
  }

  /** @param group the same while a group of runs is trained */
  setMaxWorkers(count: number, group = count): void {
    this.#workers = { usual: count, group };
    this.#host.setMaxWorkers(this.groups.isActive ? Math.max(count, group) : count);
  }

  liveRunCount(): number {
    return this.#keeper.live.size;
  }

  /**
   * Checks that the data can be read and trained on, then creates the run's folder and queues it:
   * bad input leaves nothing behind. `speed`: steps per second, null for no limit.
   * @throws BenchtopError where the data cannot be used, or is no longer that of the run to repeat
   */
  async start(
    experiment: Experiment,
    speed: number | null,
    { again = null, task = null, stopAt = null }: StartOptions = {},
  ): Promise<StoredRun> {
    const repeated = again === null ? null : this.get(again).record;
    const parent = repeated?.parent ?? null;
    // A fork again: from the same checkpoint, which it has itself.
    if (repeated !== null && parent !== null)
      return this.#fork({ source: repeated, step: parent.step, experiment, parent }, speed, task, stopAt);
    const { place, copies } = await this.datasets.inTask(task, (options) =>
      this.#data.prepareNew(experiment, repeated, options),
    );
    const run = this.#workspace.runs.create(experiment, {
      environment: this.#environment,
      ...copies,
      rateChanges: repeated?.rateChanges ?? [],
    });
    this.#queue.add(run, {
      place,
      speed,
      stopAt,
      engine: repeated === null ? null : keptEngine(repeated, experiment),
    });
    return this.get(run.record.id);
  }

  /** The runs of one group, as far as the group steers them. */
  async #prepareTrials(
    experiment: Experiment,
    again: string | null,
    task: string | null,
  ): Promise<TrialRuns> {
    const repeated = again === null ? null : this.get(again).record;
    if (repeated?.parent != null)
      throw fail(
        'conflict',
        'A fork goes on from one state whatever its seed is: repeat the run that it comes from.',
      );
    const { place, copies } = await this.datasets.inTask(task, (options) =>
      this.#data.prepareNew(experiment, repeated, options),
    );
    if (place.notice !== null) this.#onNotice(place.notice, again ?? '');
    return trialRuns({
      runs: this.#workspace.runs,
      environment: this.#environment,
      place,
      copies,
      rateChanges: repeated?.rateChanges ?? [],
      queue: (run, at, course) => {
        this.#queue.add(run, { place: at, ...course });
      },
      goOn: (id, course) => this.#goOn(id, course),
      stop: (id) => {
        this.controls.stop(id);
      },
      whenOver: (id) => this.whenOver(id),
    });
  }

  /**
   * A new run that goes on from a checkpoint of another one (`step` null: its last) with other settings.
   * @throws BenchtopError naming the setting that cannot be changed, or the data that is not there
   */
  fork(
    id: string,
    step: number | null,
    experiment: Experiment,
    speed: number | null,
    { task = null }: Pick<StartOptions, 'task'> = {},
  ): Promise<StoredRun> {
    return this.#fork({ source: this.get(id).record, step, experiment, parent: null }, speed, task);
  }

  async #fork(
    plan: ForkPlan,
    speed: number | null,
    task: string | null,
    stopAt: number | null = null,
  ): Promise<StoredRun> {
    const { run, place } = await this.datasets.inTask(task, (options) => this.#forks.make(plan, options));
    const { checkpoints, elapsedMs } = run.record;
    this.#queue.add(run, { place, speed, resumeFrom: checkpoints[0]?.path ?? null, elapsedMs, stopAt });
    return this.get(run.record.id);
  }

  /** Goes on with a stopped, failed or interrupted run from its last checkpoint. */
  continueRun(id: string): Promise<StoredRun> {
    return this.#goOn(id);
  }

  async #goOn(id: string, course: Partial<TrialCourse> = {}): Promise<StoredRun> {
    await this.#continuations.prepare(id, (run, start) => {
      this.#queue.add(run, { ...start, ...course });
    });
    return this.get(id);
  }

  /** Whether the data file is still what the run read; null where it read none. */
  dataStatus(id: string, task: string | null = null): Promise<FileStatus | null> {
    const { record } = this.get(id);
    return this.datasets.inTask(task, (options) => this.#data.status(record, options));
  }

  /**
   * The newest runs outside groups, at most {@link RECENT}, and all that train; the library has the
   * others, and a group's view asks for its own.
   */
  list(): readonly StoredRun[] {
    const groups = new Set(this.groups.list().map(({ id }) => id));
    const recent = this.#workspace.runs.list(RECENT, (id) => {
      const group = groupIdOfRun(id);
      return group !== null && groups.has(group);
    });
    const listed = new Set(recent.map(({ record }) => record.id));
    const older = [...this.#keeper.live.keys()].filter((id) => !listed.has(id)).map((id) => this.get(id));
    return [...recent, ...older];
  }

  /** null where there is no such run. */
  find(id: string): StoredRun | null {
    return this.#workspace.runs.has(id) ? this.get(id) : null;
  }

  /** @throws BenchtopError `not-found` */
  get(id: string): StoredRun {
    return this.#workspace.runs.get(id);
  }

  /** Everything needed to draw a run, consistent as of its `seq`. */
  snapshot(id: string): Promise<RunSnapshot> {
    return this.#snapshots.of(id);
  }

  /**
   * A path inside a run's folder; null is the folder itself.
   * @throws BenchtopError `not-allowed` where it leads out of the folder
   */
  pathIn(id: string, path: string | null): string {
    const { path: folder } = this.get(id);
    const inside = join(folder, path ?? '');
    if (relative(folder, inside).startsWith('..'))
      throw fail('not-allowed', `${path ?? ''} lies outside its run's folder.`);
    return inside;
  }

  /** Resolves when the run is terminal and everything of it is on disk. */
  whenOver(id: string): Promise<StoredRun> {
    const run = this.get(id);
    if (!this.#keeper.live.has(id)) return Promise.resolve(run);
    return new Promise((resolve) => {
      const off = this.onPush((_, payload) => {
        if (payload.runId !== id || this.#keeper.live.has(id)) return;
        off();
        resolve(this.get(id));
      });
    });
  }

  /** Stops every run with a checkpoint and ends the workers, within about two seconds. */
  async close(): Promise<void> {
    this.groups.close();
    await this.#host.close();
    await Promise.all([...this.#keeper.live.values()].map((live) => live.tail));
    for (const live of this.#keeper.live.values()) {
      this.#keeper.signal(live.runId, 'interrupt', (record) => ({
        ...record,
        endedAt: new Date().toISOString(),
      }));
    }
    this.#keeper.live.clear();
    await this.#workspace.runs.index.close();
  }
}

/** The engine of a run that is made again, where what it does has not been changed. */
function keptEngine(repeated: RunRecord, { model, training }: Experiment): RunRecord['engine'] {
  const { model: oldModel, training: oldTraining } = repeated.experiment;
  const isSame = JSON.stringify([model, training]) === JSON.stringify([oldModel, oldTraining]);
  return isSame ? repeated.engine : null;
}
