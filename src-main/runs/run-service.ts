import { join, relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { FileStatus } from '../../src-shared/dataset/named';
import { BenchtopError, fail } from '../../src-shared/errors';
import type { Experiment } from '../../src-shared/experiment/schema';
import { groupIdOfRun, trialRunId } from '../../src-shared/group/group';
import type { GroupTraces } from '../../src-shared/group/traces';
import type { RunSnapshot } from '../../src-shared/ipc/map';
import { clusterName } from '../../src-shared/run/clusters';
import type { RunRecord, StoredRun } from '../../src-shared/run/record';
import { nextStatus, STATUS_WORDS } from '../../src-shared/run/status';
import { WorkerHost } from '../host/worker-host';
import type { Spawn } from '../host/worker-thread';
import type { Workspace } from '../workspace';
import { checkpointOf, checkpointPlace } from './checkpoint-of';
import { checkClusterNames } from './cluster-names';
import { DatasetService } from './dataset-service';
import { FileFinder } from './file-finder';
import type { TrialRuns } from './group-runner';
import { GroupService } from './group-service';
import { LibraryService } from './library-service';
import { LiveRun } from './live-run';
import { ModelService } from './model-service';
import { PredictionService } from './prediction-service';
import { RunChecks } from './run-checks';
import { readingFrom, RunData, type DataPlace } from './run-data';
import { RunForks, type ForkPlan } from './run-forks';
import { RunKeeper, type PushListener } from './run-keeper';
import { trialRuns } from './trial-runs';

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
  /** The table of all runs, and the trash. */
  readonly library: LibraryService;
  readonly #workspace: Workspace;
  readonly #host: WorkerHost;
  readonly #environment: RunRecord['environment'];
  readonly #onNotice: (message: string, runId: string) => void;
  readonly #data: RunData;
  readonly #forks: RunForks;
  readonly #keeper: RunKeeper;
  /** Runs whose data is looked for before they go on. */
  readonly #continuing = new Set<string>();
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
    this.groups = new GroupService({
      groups: workspace.groups,
      plan: (experiment, plan) => this.#host.call('plan-group', { experiment, plan }),
      prepare: (experiment, again, task) => this.#prepareTrials(experiment, again, task),
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
    const { place, dataCopy } = await this.#prepare(experiment, repeated, task);
    const run = this.#workspace.runs.create(experiment, {
      environment: this.#environment,
      dataCopy,
      rateChanges: repeated?.rateChanges ?? [],
    });
    this.#queue(run, {
      place,
      speed,
      stopAt,
      engine: repeated === null ? null : keptEngine(repeated, experiment),
    });
    return this.get(run.record.id);
  }

  /** Where new runs read their data, which was found fit for training, and its copy where one is kept. */
  async #prepare(
    experiment: Experiment,
    repeated: RunRecord | null,
    task: string | null,
  ): Promise<{ place: DataPlace; dataCopy: string | null }> {
    const { dataset } = experiment;
    return this.datasets.inTask(task, async (options) => {
      const place = await this.#data.placeNew(experiment, repeated, options);
      const path = place.readFrom ?? (dataset.kind === 'file' ? dataset.path : '');
      await this.#host.call('check', { experiment: readingFrom(experiment, place) }, options);
      if (dataset.kind !== 'file' || !dataset.copy) return { place, dataCopy: null };
      const { dataCopy, sha256 } = await this.#data.keepCopy(path, options);
      return { place: { ...place, sha256 }, dataCopy };
    });
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
    const { place, dataCopy } = await this.#prepare(experiment, repeated, task);
    if (place.notice !== null) this.#onNotice(place.notice, again ?? '');
    return trialRuns({
      runs: this.#workspace.runs,
      environment: this.#environment,
      place,
      dataCopy,
      rateChanges: repeated?.rateChanges ?? [],
      queue: (run, at, course) => {
        this.#queue(run, { place: at, ...course });
      },
      goOn: (id, course) => this.#goOn(id, course),
      stop: (id) => {
        this.stop(id);
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
    this.#queue(run, { place, speed, resumeFrom: checkpoints[0]?.path ?? null, elapsedMs, stopAt });
    return this.get(run.record.id);
  }

  /** Goes on with a stopped, failed or interrupted run from its last checkpoint. */
  continueRun(id: string): Promise<StoredRun> {
    return this.#goOn(id);
  }

  async #goOn(
    id: string,
    options: { stopAt?: number | null; checkpointMs?: number } = {},
  ): Promise<StoredRun> {
    const { record } = this.get(id);
    if (this.#continuing.has(id) || nextStatus(record.status, 'start') !== 'queued') {
      throw fail(
        'conflict',
        this.#continuing.has(id)
          ? 'This run is about to go on.'
          : `This run is ${STATUS_WORDS[record.status].toLowerCase()}: only a stopped, failed or interrupted run can go on.`,
      );
    }
    this.#continuing.add(id);
    try {
      const checkpoint = checkpointOf(record, null);
      const place = await this.#data.placeAgain(record);
      await this.#workspace.runs.logs.truncateAfter(id, checkpoint.step);
      const elapsedMs = await this.#elapsedMs(record);
      const run = this.#keeper.change(id, (old) => ({
        ...old,
        status: 'queued',
        error: null,
        endedAt: null,
        session: this.#workspace.session,
        // Its clusters may become other ones.
        clusterNames: [],
        steps: checkpoint.step,
        elapsedMs,
        findings: old.findings.filter((seen) => seen.step !== null && seen.step <= checkpoint.step),
        // What made a run fail must not do so again; in any other run they are part of its course.
        rateChanges:
          old.status === 'failed'
            ? old.rateChanges.filter(({ step }) => step <= checkpoint.step)
            : old.rateChanges,
      }));
      this.#queue(run, { place, resumeFrom: checkpoint.path, elapsedMs, ...options });
      return this.get(id);
    } finally {
      this.#continuing.delete(id);
    }
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
  async snapshot(id: string): Promise<RunSnapshot> {
    const live = this.#keeper.live.get(id);
    // Between two batches, so that the files hold exactly what `seq` says.
    const read = async (): Promise<RunSnapshot> => {
      const seq = live?.seq ?? 0;
      const run = this.get(id);
      await this.#workspace.runs.logs.flush(id);
      const last = run.record.checkpoints[run.record.checkpoints.length - 1];
      const stored = await this.#host.call('stored', {
        runFolder: this.#workspace.runs.folderOf(id),
        checkpoint: live?.frame == null ? (last?.path ?? null) : null,
      });
      return {
        run,
        seq,
        metrics: stored.metrics,
        isThinned: stored.isThinned,
        history: stored.history,
        sample: live?.sample ?? stored.sample,
        frame: live?.frame ?? stored.frame,
        moments: stored.moments,
        progress: live?.progress ?? null,
        loading: live?.loading ?? null,
        speed: live?.speed ?? null,
        problems: stored.problems,
      };
    };
    if (live === undefined) return read();
    const reading = live.tail.then(read);
    live.tail = reading.then(
      () => undefined,
      () => undefined,
    );
    return reading;
  }

  /** One metric of the runs of a group at the same steps, at most 400 of them. */
  async groupTraces(groupId: string, metric: string): Promise<GroupTraces> {
    const { trials } = this.groups.get(groupId);
    const ids = trials.map((_, place) => trialRunId(groupId, place)).filter((id) => this.find(id) !== null);
    // What was logged of live ones is in their files up to the last batch.
    const runs = ids.map((id) => ({ id, runFolder: this.#workspace.runs.folderOf(id) }));
    return this.#host.call('group-traces', { runs, metric, most: 400 });
  }

  pause(id: string): void {
    this.#control(id, 'pause', 'paused');
  }

  resume(id: string): void {
    this.#control(id, 'resume', 'resumed');
  }

  /** Keeps the run and a checkpoint of where it stood; a queued run never starts. */
  stop(id: string): void {
    if (this.#host.unqueue(id)) {
      this.#keeper.live.delete(id);
      this.#keeper.signal(id, 'stop', (record) => ({ ...record, endedAt: new Date().toISOString() }));
      return;
    }
    this.#control(id, 'stop', 'stopped');
    this.#keeper.signal(id, 'stop');
  }

  /** One step of a paused run, which stays paused. @throws BenchtopError `conflict` where it is not */
  step(id: string): void {
    const { status } = this.get(id).record;
    if (status === 'paused' && this.#host.control(id, 'step')) return;
    throw fail('conflict', `This run is ${STATUS_WORDS[status].toLowerCase()}: pause it to go step by step.`);
  }

  /**
   * Another learning rate for a network in training, from its next update on; the record says so.
   * @throws BenchtopError `conflict` where it does not train, or has no learning rate
   */
  setLearningRate(id: string, learningRate: number): void {
    const { status, experiment } = this.get(id).record;
    if (experiment.model.kind !== 'network')
      throw fail('conflict', 'Only a network has a learning rate.', { field: 'model' });
    const isTraining = status === 'running' || status === 'paused';
    if (isTraining && this.#host.setLearningRate(id, learningRate)) return;
    throw fail(
      'conflict',
      `This run is ${STATUS_WORDS[status].toLowerCase()}: its learning rate can be changed while it trains.`,
    );
  }

  /** The runs that the window shows, in place of those before: the others are drawn seldom. */
  watch(ids: readonly string[]): void {
    this.#host.watch(ids);
  }

  /** Whether the pictures of a network in training hold its hidden units; stored ones always do. */
  drawUnits(id: string, on: boolean): void {
    this.#host.drawUnits(id, on);
  }

  setSpeed(id: string, speed: number | null): void {
    const live = this.#keeper.live.get(id);
    if (live === undefined) return;
    live.speed = speed;
    this.#host.setSpeed(id, speed);
  }

  /**
   * Names the clusters of a k-means run that is over, by their numbers (none: the letters again), in
   * its record and in predictions.csv.
   * @throws BenchtopError `conflict` while it trains, `invalid-data` for names that do not fit
   */
  async setClusterNames(id: string, names: readonly string[]): Promise<StoredRun> {
    const { record } = this.get(id);
    checkClusterNames(record, names);
    const k = record.experiment.model.kind === 'kmeans' ? record.experiment.model.nClusters : 0;
    const kept = names.every((name) => name === '') ? [] : [...names];
    await this.#host.call('name-clusters', {
      runFolder: this.#workspace.runs.folderOf(id),
      names: Array.from({ length: k }, (_, cluster) => clusterName(cluster, k, kept)),
    });
    return this.#keeper.change(id, (old) => ({ ...old, clusterNames: kept }));
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

  /** Training time up to the last logged step; a run that logged none yet has only its record. */
  async #elapsedMs({ id, elapsedMs }: RunRecord): Promise<number> {
    try {
      const logged = await this.#workspace.runs.logs.readMetrics(id);
      return logged.elapsedMs[logged.elapsedMs.length - 1] ?? elapsedMs;
    } catch (error) {
      if (error instanceof BenchtopError && error.info.kind === 'file-missing') return elapsedMs;
      throw error;
    }
  }

  #queue(
    run: StoredRun,
    options: {
      place: DataPlace;
      speed?: number | null;
      resumeFrom?: string | null;
      engine?: RunRecord['engine'];
      elapsedMs?: number;
      stopAt?: number | null;
      checkpointMs?: number;
    },
  ): void {
    const { place, speed = null, resumeFrom = null, elapsedMs = 0 } = options;
    const { stopAt = null, checkpointMs = 0 } = options;
    const { id, experiment } = run.record;
    const { engine = resumeFrom === null ? null : run.record.engine } = options;
    const live = new LiveRun(id, speed, () => performance.now());
    this.#keeper.live.set(id, live);
    // Before its first events: what it logged until now counts as well.
    if (resumeFrom !== null)
      live.tail = this.#workspace.runs.logs.readRanges(id).then(
        (ranges) => {
          live.ranges = ranges;
        },
        // A log that cannot be read now must not hold up what is logged next.
        () => {
          live.ranges = run.record.metricRanges ?? {};
        },
      );
    this.#keeper.push('run.changed', { runId: id, run });
    if (place.notice !== null) this.#onNotice(place.notice, id);
    this.#host.train({
      runId: id,
      runFolder: this.#workspace.runs.folderOf(id),
      experiment,
      readFrom: place.readFrom,
      sha256: place.sha256,
      speed,
      resumeFrom,
      engine,
      speedsFile: this.#workspace.speedsFile,
      branchedAt: run.record.parent?.step ?? 0,
      rateChanges: run.record.rateChanges,
      elapsedMs,
      firstSeq: 1,
      stopAt,
      checkpointMs,
    });
  }

  #control(id: string, action: 'pause' | 'resume' | 'stop', participle: string): void {
    const { record } = this.get(id);
    if (nextStatus(record.status, action) === null || !this.#host.control(id, action)) {
      throw fail(
        'conflict',
        `This run is ${STATUS_WORDS[record.status].toLowerCase()} and cannot be ${participle}.`,
      );
    }
  }
}

/** The engine of a run that is made again, where what it does has not been changed. */
function keptEngine(repeated: RunRecord, { model, training }: Experiment): RunRecord['engine'] {
  const { model: oldModel, training: oldTraining } = repeated.experiment;
  const isSame = JSON.stringify([model, training]) === JSON.stringify([oldModel, oldTraining]);
  return isSame ? repeated.engine : null;
}
