import { requireOwn } from '../checkpoints/own-run';
import { fail } from '../../../src-shared/errors';
import { sentence, type Sentence } from '../../../src-shared/language/sentence';
import type { Experiment } from '../../../src-shared/experiment/schema';
import type { WeightEdit } from '../../../src-shared/models/network/weight-edit';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import type { WorkerHost } from '../../host/worker-host';
import type { Workspace } from '../../workspace';
import type { DatasetService } from '../data/dataset-service';
import type { RunData } from '../data/run-data';
import type { TrialRuns } from '../groups/group-runner';
import type { TrialSource } from '../groups/plan-group';
import { trialRuns, type TrialCourse } from '../groups/trial-runs';
import type { RunControls } from '../live/run-controls';
import type { RunQueue } from '../live/run-queue';
import type { RunRecorder } from '../live/run-recorder';
import { RunForks, type ForkPlan } from './run-forks';
import { RunResumes } from './run-resumes';

export interface StartOptions {
  /** The run that this one repeats: it reads the same data, wherever that is now. */
  readonly again?: string | null;
  /** For the progress of copying, and for cancelling it. */
  readonly task?: string | null;
  /** Step that it stops at; null: its end. */
  readonly stopAt?: number | null;
}

export interface ForkOptions extends Pick<StartOptions, 'task'> {
  /** Weights of a network that are set by hand where it begins. */
  readonly weights?: readonly WeightEdit[];
}

export interface RunStartsDeps {
  readonly workspace: Workspace;
  readonly environment: RunRecord['environment'];
  readonly host: Pick<WorkerHost, 'call'>;
  readonly data: RunData;
  readonly datasets: Pick<DatasetService, 'inTask'>;
  readonly recorder: Pick<RunRecorder, 'change' | 'live' | 'whenOver'>;
  readonly controls: Pick<RunControls, 'stop'>;
  readonly queue: Pick<RunQueue, 'add'>;
  readonly onNotice: (message: Sentence, runId: string) => void;
}

/** Starts of runs: new ones, forks, resumed ones, and the runs of a group. */
export class RunStarts {
  readonly #deps: RunStartsDeps;
  readonly #forks: RunForks;
  readonly #resumes: RunResumes;

  constructor(deps: RunStartsDeps) {
    this.#deps = deps;
    this.#forks = new RunForks(deps);
    this.#resumes = new RunResumes(deps);
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
    this.#requireWritable();
    const repeated = again === null ? null : this.#get(again).record;
    if (repeated !== null) requireOwn(repeated);
    const parent = repeated?.parent ?? null;
    // A fork again: from the same checkpoint, which it has itself.
    if (repeated !== null && parent !== null)
      return this.#fork(
        { source: repeated, step: parent.step, experiment, parent, weights: [] },
        speed,
        task,
        stopAt,
      );
    const { location, copies } = await this.#deps.datasets.inTask(task, (options) =>
      this.#deps.data.prepareNew(experiment, repeated, options),
    );
    const kept = repeated === null ? null : keptCourse(repeated, experiment);
    const run = this.#deps.workspace.runs.create(experiment, {
      environment: this.#deps.environment,
      ...copies,
      rateChanges: repeated?.rateChanges ?? [],
      ...(kept?.measuring === undefined ? {} : { measuring: kept.measuring }),
    });
    this.#deps.queue.add(run, { location, speed, stopAt, engine: kept?.engine ?? null });
    return this.#get(run.record.id);
  }

  /**
   * Runs of one group, as far as the group controls them: their data is found fit for training.
   * @throws BenchtopError as {@link start}; `conflict` where a fork is to be repeated
   */
  async prepareTrials(
    experiment: Experiment,
    { again, task, pinned = null }: TrialSource,
  ): Promise<TrialRuns> {
    this.#requireWritable();
    const repeated = again === null ? null : this.#get(again).record;
    if (repeated !== null) requireOwn(repeated);
    if (repeated?.parent != null)
      throw fail(
        'conflict',
        sentence('A fork goes on from one state whatever its seed is: repeat the run that it comes from.'),
      );
    const { location, copies } = await this.#deps.datasets.inTask(task, (options) =>
      this.#deps.data.prepareNew(experiment, repeated, options, pinned),
    );
    if (location.notice !== null) this.#deps.onNotice(location.notice, again ?? '');
    return trialRuns({
      runs: this.#deps.workspace.runs,
      environment: this.#deps.environment,
      location,
      copies,
      rateChanges: repeated?.rateChanges ?? [],
      queue: (run, at, course) => {
        this.#deps.queue.add(run, { location: at, ...course });
      },
      goOn: (id, course) => this.resume(id, course),
      stop: (id) => {
        // One that is about to go on is stopped when it does.
        if (this.#deps.recorder.live.has(id)) this.#deps.controls.stop(id);
      },
      whenOver: (id) => this.#deps.recorder.whenOver(id),
    });
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
    { task = null, weights = [] }: ForkOptions = {},
  ): Promise<StoredRun> {
    return this.#fork({ source: this.#get(id).record, step, experiment, parent: null, weights }, speed, task);
  }

  async #fork(
    plan: ForkPlan,
    speed: number | null,
    task: string | null,
    stopAt: number | null = null,
  ): Promise<StoredRun> {
    this.#requireWritable();
    const { run, location } = await this.#deps.datasets.inTask(task, (options) =>
      this.#forks.make(plan, options),
    );
    const { checkpoints, elapsedMs } = run.record;
    this.#deps.queue.add(run, {
      location,
      speed,
      resumeFrom: checkpoints[0]?.path ?? null,
      elapsedMs,
      stopAt,
    });
    return this.#get(run.record.id);
  }

  /**
   * Goes on with a stopped, failed or interrupted run from its last checkpoint.
   * @throws BenchtopError `conflict` where the run is live, finished or about to go on
   */
  async resume(id: string, course: Partial<TrialCourse> = {}): Promise<StoredRun> {
    this.#deps.workspace.runs.requireChangeable(id);
    await this.#resumes.prepare(id, (run, start) => {
      this.#deps.queue.add(run, { ...start, ...course });
    });
    return this.#get(id);
  }

  /** Before any data is read: a read-only workspace keeps no run. */
  #requireWritable(): void {
    const { readOnly } = this.#deps.workspace;
    if (readOnly !== null) throw fail('read-only', readOnly);
  }

  #get(id: string): StoredRun {
    return this.#deps.workspace.runs.get(id);
  }
}

/** Engine and measuring of a run that is made again, where what it does has not been changed; else null. */
function keptCourse(
  repeated: RunRecord,
  { model, training }: Experiment,
): Pick<RunRecord, 'engine' | 'measuring'> | null {
  const { model: oldModel, training: oldTraining } = repeated.experiment;
  const isSame = JSON.stringify([model, training]) === JSON.stringify([oldModel, oldTraining]);
  return isSame ? repeated : null;
}
