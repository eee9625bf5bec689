import { join, relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import { BenchtopError, fail, type ErrorInfo } from '../../src-shared/errors';
import type { Experiment } from '../../src-shared/experiment/schema';
import type { Pushes, RunSnapshot } from '../../src-shared/ipc/map';
import type { RunEvent } from '../../src-shared/run/events';
import type { Frame, Prediction, Surface } from '../../src-shared/run/frames';
import type { CheckpointRef, RunRecord, StoredRun } from '../../src-shared/run/record';
import { nextStatus, STATUS_WORDS, TERMINAL, type RunSignal } from '../../src-shared/run/status';
import { WorkerHost } from '../host/worker-host';
import type { Spawn } from '../host/worker-thread';
import type { PointRequest } from '../worker/protocol';
import type { Workspace } from '../workspace';
import { DatasetService } from './dataset-service';
import { LiveRun } from './live-run';
import { afterCrash, afterEvents } from './record-changes';

export interface RunServiceOptions {
  readonly workspace: Workspace;
  readonly spawn: Spawn;
  readonly maxWorkers: number;
  readonly environment: RunRecord['environment'];
  /** A failure to keep what a run produced, or a bug in this service: for the log and the window. */
  readonly onProblem: (error: unknown, runId: string) => void;
}

type PushListener = <P extends 'run.events' | 'run.changed'>(name: P, payload: Pushes[P]) => void;

/** The worker's answer to a checkpoint-less run, and to a wrong step. */
const NO_CHECKPOINT = 'This run has no checkpoint yet: let it train until its first one.';

/**
 * Runs from start to end: what a worker reports is written to the run's folder first and told to
 * listeners second, so that nothing is seen that a crash could take back.
 */
export class RunService {
  /** Questions about data files. */
  readonly datasets: DatasetService;
  readonly #workspace: Workspace;
  readonly #host: WorkerHost;
  readonly #environment: RunRecord['environment'];
  readonly #onProblem: (error: unknown, runId: string) => void;
  readonly #live = new Map<string, LiveRun>();
  readonly #listeners = new Set<PushListener>();

  constructor(options: RunServiceOptions) {
    this.#workspace = options.workspace;
    this.#environment = options.environment;
    this.#onProblem = options.onProblem;
    this.#host = new WorkerHost({
      spawn: options.spawn,
      maxWorkers: options.maxWorkers,
      onRunStarted: (runId) => {
        this.#signal(runId, 'start', (record) => ({ ...record, startedAt: new Date().toISOString() }));
      },
      onRunEvents: (runId, events) => {
        this.#receive(runId, events);
      },
      onRunCrashed: (runId, error) => {
        this.#crashed(runId, error);
      },
    });
    this.datasets = new DatasetService(this.#host);
  }

  /** Calls back on every push; returns the unsubscribe. */
  onPush(listener: PushListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Starts the worker that answers questions, ahead of the first one. */
  warm(): void {
    this.#host.warmService();
  }

  setMaxWorkers(count: number): void {
    this.#host.setMaxWorkers(count);
  }

  liveRunCount(): number {
    return this.#live.size;
  }

  /**
   * Checks that the data can be read and trained on, then creates the run's folder and queues it:
   * bad input leaves nothing behind. `speed`: steps per second, null for no limit.
   */
  async start(experiment: Experiment, speed: number | null): Promise<StoredRun> {
    await this.#host.call('check', { experiment });
    const run = this.#workspace.runs.create(experiment, { environment: this.#environment });
    this.#queue(run, speed, null, 0);
    return this.get(run.record.id);
  }

  /** Goes on with a stopped, failed or interrupted run from its last checkpoint. */
  async continueRun(id: string): Promise<StoredRun> {
    const { record } = this.get(id);
    if (nextStatus(record.status, 'start') !== 'queued') {
      throw fail(
        'conflict',
        `This run is ${STATUS_WORDS[record.status].toLowerCase()}: only a stopped, failed or interrupted run can go on.`,
      );
    }
    const checkpoint = this.#checkpoint(record, null);
    await this.#workspace.runs.truncateAfter(id, checkpoint.step);
    const elapsedMs = await this.#elapsedMs(record);
    const run = this.#change(id, (old) => ({
      ...old,
      status: 'queued',
      error: null,
      endedAt: null,
      session: this.#workspace.session,
      steps: checkpoint.step,
      elapsedMs,
    }));
    this.#queue(run, null, checkpoint.path, elapsedMs);
    return this.get(id);
  }

  list(): readonly StoredRun[] {
    return this.#workspace.runs.list();
  }

  /** @throws BenchtopError `not-found` */
  get(id: string): StoredRun {
    return this.#workspace.runs.get(id);
  }

  /** Everything needed to draw a run, consistent as of its `seq`. */
  async snapshot(id: string): Promise<RunSnapshot> {
    const live = this.#live.get(id);
    // Between two batches, so that the files hold exactly what `seq` says.
    const read = async (): Promise<RunSnapshot> => {
      const seq = live?.seq ?? 0;
      const run = this.get(id);
      await this.#workspace.runs.flush(id);
      const last = run.record.checkpoints[run.record.checkpoints.length - 1];
      const stored = await this.#host.call('stored', {
        runFolder: this.#workspace.runs.folderOf(id),
        checkpoint: live?.frame == null ? (last?.path ?? null) : null,
      });
      return {
        run,
        seq,
        metrics: stored.metrics,
        history: stored.history,
        sample: live?.sample ?? stored.sample,
        frame: live?.frame ?? stored.frame,
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

  /** The model at a checkpoint (null: the last one), read back from disk. */
  async picture(id: string, step: number | null): Promise<{ frame: Frame; step: number }> {
    return this.#host.call('picture', this.#at(id, step));
  }

  async predict(id: string, step: number | null, points: PointRequest): Promise<readonly Prediction[]> {
    return this.#host.call('predict', { ...this.#at(id, step), points });
  }

  /** `grid` x `grid` outputs over the range of the two features. */
  async surface(id: string, step: number | null, grid: number): Promise<Surface> {
    return this.#host.call('surface', { ...this.#at(id, step), grid });
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
      this.#live.delete(id);
      this.#signal(id, 'stop', (record) => ({ ...record, endedAt: new Date().toISOString() }));
      return;
    }
    this.#control(id, 'stop', 'stopped');
    this.#signal(id, 'stop');
  }

  setSpeed(id: string, speed: number | null): void {
    const live = this.#live.get(id);
    if (live === undefined) return;
    live.speed = speed;
    this.#host.setSpeed(id, speed);
  }

  rename(id: string, name: string): StoredRun {
    return this.#change(id, (record) => ({ ...record, name }));
  }

  setNote(id: string, note: string): StoredRun {
    return this.#change(id, (record) => ({ ...record, note }));
  }

  /** Moves the run to the trash, from where `restore` brings it back. */
  delete(id: string): void {
    const { record } = this.get(id);
    if (!TERMINAL.has(record.status))
      throw fail('conflict', `"${record.name}" is still ${record.status}: stop it before deleting it.`);
    this.#workspace.runs.trash(id);
    this.#push('run.changed', { runId: id, run: null });
  }

  restore(id: string): StoredRun {
    const run = this.#workspace.runs.restore(id);
    this.#push('run.changed', { runId: id, run });
    return run;
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
    if (!this.#live.has(id)) return Promise.resolve(run);
    return new Promise((resolve) => {
      const off = this.onPush((_, payload) => {
        if (payload.runId !== id || this.#live.has(id)) return;
        off();
        resolve(this.get(id));
      });
    });
  }

  /** Stops every run with a checkpoint and ends the workers, within about two seconds. */
  async close(): Promise<void> {
    await this.#host.close();
    await Promise.all([...this.#live.values()].map((live) => live.tail));
    for (const live of this.#live.values()) {
      this.#signal(live.runId, 'interrupt', (record) => ({ ...record, endedAt: new Date().toISOString() }));
    }
    this.#live.clear();
  }

  /** Training time up to the last logged step; a run that logged none yet has only its record. */
  async #elapsedMs({ id, elapsedMs }: RunRecord): Promise<number> {
    try {
      const logged = await this.#workspace.runs.readMetrics(id);
      return logged.elapsedMs[logged.elapsedMs.length - 1] ?? elapsedMs;
    } catch (error) {
      if (error instanceof BenchtopError && error.info.kind === 'file-missing') return elapsedMs;
      throw error;
    }
  }

  #queue(run: StoredRun, speed: number | null, resumeFrom: string | null, elapsedMs: number): void {
    const { id, experiment } = run.record;
    this.#live.set(id, new LiveRun(id, speed, () => performance.now()));
    this.#push('run.changed', { runId: id, run });
    this.#host.train({
      runId: id,
      runFolder: this.#workspace.runs.folderOf(id),
      experiment,
      speed,
      resumeFrom,
      elapsedMs,
      firstSeq: 1,
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

  /** Events of one batch, in order: files first, record second, listeners last. */
  #receive(runId: string, events: readonly RunEvent[]): void {
    const live = this.#live.get(runId);
    if (live === undefined) return;
    live.tail = live.tail.then(async () => {
      try {
        for (const event of events) await this.#keep(runId, live, event);
        const ended = events.some(({ type }) => type === 'done' || type === 'failed');
        if (ended) {
          await this.#workspace.runs.close(runId);
          this.#live.delete(runId);
        }
        const changed = afterEvents(events, live);
        if (changed !== null) this.#change(runId, changed);
        this.#push('run.events', { runId, events });
      } catch (error) {
        this.#onProblem(error, runId);
        this.#endAsFailed(runId, error);
      }
    });
  }

  async #keep(runId: string, live: LiveRun, event: RunEvent): Promise<void> {
    live.note(event);
    const { runs } = this.#workspace;
    if (event.type === 'metrics') await runs.appendMetrics(runId, event.columns);
    if (event.type === 'history') await runs.appendHistory(runId, event.columns, event.step, event.values);
  }

  #crashed(runId: string, error: ErrorInfo): void {
    const live = this.#live.get(runId);
    if (live === undefined) return;
    live.tail = live.tail.then(async () => {
      await this.#workspace.runs.close(runId);
      this.#live.delete(runId);
      this.#change(runId, (record) => afterCrash(record, error, live));
    });
  }

  /** Keeping failed (a full disk, say): the run cannot go on, and says why. */
  #endAsFailed(runId: string, thrown: unknown): void {
    const live = this.#live.get(runId);
    this.#host.control(runId, 'stop');
    this.#live.delete(runId);
    if (live === undefined) return;
    try {
      this.#change(runId, (record) => afterCrash(record, storageProblem(thrown), live));
    } catch (error) {
      this.#onProblem(error, runId);
    }
  }

  #at(id: string, step: number | null): { runFolder: string; checkpoint: string } {
    const { record } = this.get(id);
    return { runFolder: this.#workspace.runs.folderOf(id), checkpoint: this.#checkpoint(record, step).path };
  }

  #checkpoint(record: RunRecord, step: number | null): CheckpointRef {
    const { checkpoints } = record;
    const last = checkpoints[checkpoints.length - 1];
    if (last === undefined) throw fail('not-found', NO_CHECKPOINT);
    if (step === null) return last;
    const found = checkpoints.find((checkpoint) => checkpoint.step === step);
    if (found === undefined) {
      throw fail(
        'not-found',
        `There is no checkpoint at step ${step}; there are ${checkpoints.map((checkpoint) => checkpoint.step).join(', ')}.`,
      );
    }
    return found;
  }

  /** Changes the status where the signal fits it; `also` changes what goes with it. */
  #signal(id: string, signal: RunSignal, also: (record: RunRecord) => RunRecord = (record) => record): void {
    this.#change(id, (record) => {
      const status = nextStatus(record.status, signal);
      return status === null ? record : also({ ...record, status });
    });
  }

  #change(id: string, change: (record: RunRecord) => RunRecord): StoredRun {
    const run = this.#workspace.runs.update(id, change);
    this.#push('run.changed', { runId: id, run });
    return run;
  }

  #push<P extends 'run.events' | 'run.changed'>(name: P, payload: Pushes[P]): void {
    for (const listener of this.#listeners) listener(name, payload);
  }
}

function storageProblem(thrown: unknown): ErrorInfo {
  if (thrown instanceof Error && 'info' in thrown) return thrown.info as ErrorInfo;
  return { kind: 'storage', message: `What the run produced could not be kept: ${String(thrown)}` };
}
