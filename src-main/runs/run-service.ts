import type { FileStatus } from '../../src-shared/dataset/named';
import type { Experiment } from '../../src-shared/experiment/schema';
import type { RunSnapshot } from '../../src-shared/ipc/runs';
import type { StoredRun } from '../../src-shared/run/record/record';
import { waitAtMost } from '../host/ending';
import type { Workspace } from '../workspace';
import type { BaselineService } from './answers/baseline-service';
import type { ExplanationService } from './answers/explanation-service';
import type { ModelService } from './answers/model-service';
import type { PredictionService } from './answers/prediction-service';
import type { Repairs } from './answers/repairs';
import type { TestPart } from './answers/test-part';
import type { VerdictService } from './answers/verdict-service';
import type { DatasetService } from './data/dataset-service';
import type { ElsewhereService } from './elsewhere/elsewhere-service';
import type { ImportService } from './elsewhere/import-service';
import type { RayService } from './elsewhere/ray/ray-service';
import type { GroupService } from './groups/group-service';
import type { CapsuleService } from './library/capsule-service';
import type { ClusterNames } from './library/cluster-names';
import type { QueryService } from './library/query-service';
import type { TrackerService } from './library/tracker-service';
import type { LibraryService } from './library/library-service';
import type { RunControls } from './live/run-controls';
import type { PushListener } from './live/run-recorder';
import type { ReportService } from './reports/report-service';
import { createRunParts, type RunParts, type RunServiceOptions } from './run-parts';
import type { RunChecks } from './starting/run-checks';
import type { ForkOptions, StartOptions } from './starting/run-starts';

/** Time for the records of runs that did not end by themselves, when the program ends. */
const RECORDS_MS = 1000;

/** Runs from start to end: what is asked of them, and the workers that train them. */
export class RunService {
  /** Questions about data files. */
  readonly datasets: DatasetService;
  /** Answers to new points. */
  readonly predictions: PredictionService;
  /** The models of checkpoints: pictures, and how good they are. */
  readonly models: ModelService;
  /** Why models say what they say. */
  readonly explanations: ExplanationService;
  /** What repairs the probabilities of runs. */
  readonly repairs: Repairs;
  /** The rows that a run set apart until the end. */
  readonly testPart: TestPart;
  /** Whether single runs are better than others. */
  readonly verdicts: VerdictService;
  /** What runs must beat, on their own rows. */
  readonly baselines: BaselineService;
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
  /** Runs that go elsewhere in one file, or come from there. */
  readonly capsules: CapsuleService;
  /** Groups that other machines train. */
  readonly elsewhere: ElsewhereService;
  /** Documents of runs: pages, words and tables for papers. */
  readonly reports: ReportService;
  /** Runs that go to other programs' folders, or come from there. */
  readonly trackers: TrackerService;
  /** Runs from wherever they lie, recognised by content. */
  readonly imports: ImportService;
  /** Questions in SQL about all runs. */
  readonly queries: QueryService;
  /** Groups that Ray clusters train. */
  readonly ray: RayService;
  readonly #workspace: Workspace;
  readonly #parts: RunParts;

  constructor(options: RunServiceOptions) {
    const parts = createRunParts(options);
    this.#workspace = options.workspace;
    this.#parts = parts;
    this.datasets = parts.datasets;
    this.predictions = parts.predictions;
    this.models = parts.models;
    this.testPart = parts.testPart;
    this.verdicts = parts.verdicts;
    this.baselines = parts.baselines;
    this.explanations = parts.explanations;
    this.repairs = parts.repairs;
    this.groups = parts.groups;
    this.checks = parts.checks;
    this.controls = parts.controls;
    this.clusterNames = parts.clusterNames;
    this.library = parts.library;
    this.capsules = parts.capsules;
    this.elsewhere = parts.elsewhere;
    this.reports = parts.reports;
    this.trackers = parts.trackers;
    this.imports = parts.imports;
    this.queries = parts.queries;
    this.ray = parts.ray;
  }

  /** Calls back on every push; returns the unsubscribe. */
  onPush(listener: PushListener): () => void {
    return this.#parts.recorder.onPush(listener);
  }

  /** Starts the worker that answers questions, ahead of the first one. */
  warm(): void {
    this.#parts.host.warmService();
  }

  /** Changes how many runs may train at once. @param group the same while a group of runs is trained */
  setMaxWorkers(count: number, group = count): void {
    this.#parts.workerLimit.set(count, group);
  }

  liveRunCount(): number {
    return this.#parts.recorder.live.size;
  }

  /**
   * Checks that the data can be read and trained on, then creates the run's folder and queues it:
   * bad input leaves nothing behind. `speed`: steps per second, null for no limit.
   * @throws BenchtopError where the data cannot be used, or is no longer that of the run to repeat
   */
  start(experiment: Experiment, speed: number | null, options: StartOptions = {}): Promise<StoredRun> {
    return this.#parts.starts.start(experiment, speed, options);
  }

  /**
   * A new run that goes on from a checkpoint of another one (`step` null: its last whole one) with other settings.
   * @throws BenchtopError naming the setting that cannot be changed, or the data that is not there
   */
  fork(
    id: string,
    step: number | null,
    experiment: Experiment,
    speed: number | null,
    options: ForkOptions = {},
  ): Promise<StoredRun> {
    return this.#parts.starts.fork(id, step, experiment, speed, options);
  }

  /** Goes on with a stopped, failed or interrupted run from its last checkpoint. */
  resume(id: string): Promise<StoredRun> {
    return this.#parts.starts.resume(id);
  }

  /** Whether the data file is still what the run read; null where it read none. */
  dataStatus(id: string, task: string | null = null): Promise<FileStatus | null> {
    const { record } = this.get(id);
    return this.datasets.inTask(task, (options) => this.#parts.data.status(record, options));
  }

  /** The newest runs outside groups, and all that train. */
  list(): readonly StoredRun[] {
    return this.#parts.list.recent();
  }

  /** null where there is no such run. */
  find(id: string): StoredRun | null {
    return this.#parts.list.find(id);
  }

  /** @throws BenchtopError `not-found` */
  get(id: string): StoredRun {
    return this.#parts.list.get(id);
  }

  /** Everything needed to draw a run, consistent as of its `seq`. */
  snapshot(id: string): Promise<RunSnapshot> {
    return this.#parts.snapshots.of(id);
  }

  /**
   * A path inside a run's folder; null is the folder itself.
   * @throws BenchtopError `not-allowed` where it leads out of the folder
   */
  pathIn(id: string, path: string | null): string {
    return this.#parts.list.pathIn(id, path);
  }

  /** Reads what another program logged of its run since the last time, and tells it. */
  async follow(id: string): Promise<void> {
    await this.#parts.feeds.follow(id);
  }

  /** Whether this process has the run: queued or in training. */
  isTrained(id: string): boolean {
    return this.#parts.recorder.live.has(id);
  }

  /** Tells every listener of a run that another process changed. @param run null: it went */
  notifyChanged(id: string, run: StoredRun | null): void {
    this.#parts.recorder.push('run.changed', { runId: id, run });
  }

  /** Resolves when the run is terminal and everything of it is on disk. */
  whenOver(id: string): Promise<StoredRun> {
    return this.#parts.recorder.whenOver(id);
  }

  /**
   * Stops every run with a checkpoint and ends the workers: within about two seconds, five at most whatever
   * runs or waits. Of very many that wait only some are noted as interrupted here; the next start finds
   * the others.
   * @returns threads that could not be ended: with any, only a kill ends the process
   */
  async close(): Promise<number> {
    const { host, recorder } = this.#parts;
    this.groups.close();
    this.ray.close();
    this.imports.close();
    for (const id of recorder.live.keys()) recorder.endWaits(id);
    const leftThreads = await host.close();
    const startedAt = performance.now();
    await waitAtMost(Promise.all([...recorder.live.values()].map((live) => live.tail)), RECORDS_MS);
    for (const live of recorder.live.values()) {
      if (performance.now() - startedAt >= RECORDS_MS) break;
      recorder.signal(live.runId, 'interrupt', (record) => ({
        ...record,
        endedAt: new Date().toISOString(),
      }));
    }
    recorder.live.clear();
    this.#workspace.runs.close();
    await this.#workspace.runs.index.close();
    return leftThreads;
  }
}
