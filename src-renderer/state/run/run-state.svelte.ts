import { say } from '../../../src-shared/language/say';
import type { ReadProgress } from '../../../src-shared/dataset/look';
import type { ErrorInfo } from '../../../src-shared/errors';
import type { RunSnapshot } from '../../../src-shared/ipc/runs';
import { beginsAgain } from '../../../src-shared/run/record/begin-again';
import type { RunEvent } from '../../../src-shared/run/live/events';
import type { Frame, MetricColumns, ModelHistory, PointSample } from '../../../src-shared/run/live/frames';
import type { RunProgress } from '../../../src-shared/run/live/live-state';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { TERMINAL, type RunStatus } from '../../../src-shared/run/record/status';
import { settle, type BenchtopApi } from '../../api/client';
import { LiveBuffer } from './run-columns';
import { RunControls } from './run-controls.svelte';
import { watchRun } from './run-watch';
import { attempt, attemptEach, toasts, type Toasts } from '../base/toasts.svelte';

/** Runs a function before the next picture; the answer takes it back. */
export type Schedule = (run: () => void) => () => void;

const onNextFrame: Schedule = (run) => {
  const frame = requestAnimationFrame(run);
  return () => {
    cancelAnimationFrame(frame);
  };
};

const NO_METRICS: MetricColumns = { step: new Float64Array(0), elapsedMs: new Float64Array(0), series: {} };

/**
 * One run as it is watched. Listens first and asks for the snapshot second; events that the
 * snapshot already holds are dropped by their `seq`. Rows are taken in as they come, but what is
 * shown changes at most once a frame.
 */
export class RunState {
  readonly id: string;
  readonly controls: RunControls;
  readonly #api: BenchtopApi;
  readonly #toasts: Toasts;
  readonly #schedule: Schedule;

  #isSavingPredictions = $state(false);
  #run = $state.raw<StoredRun | null>(null);
  #metrics = $state.raw<MetricColumns>(NO_METRICS);
  #isThinned = $state(false);
  #history = $state.raw<ModelHistory | null>(null);
  #sample = $state.raw<PointSample | null>(null);
  #frame = $state.raw<Frame | null>(null);
  #snapshotSteps = $state.raw<readonly number[]>([]);
  #progress = $state.raw<RunProgress | null>(null);
  #loading = $state.raw<ReadProgress | null>(null);
  #problems = $state.raw<readonly ErrorInfo[]>([]);
  #loadError = $state.raw<ErrorInfo | null>(null);
  #isLoading = $state(true);
  #isGone = $state(false);

  readonly #next = new LiveBuffer();
  #lastSeq = 0;
  /** Number of the last event that the snapshot holds. */
  #snapshotSeq = 0;
  /** Events that arrive while a snapshot is on its way; null when none is. */
  #waiting: RunEvent[] | null = null;
  #requestId = 0;
  #cancelPublish: (() => void) | null = null;

  constructor(api: BenchtopApi, id: string, options: { schedule?: Schedule; toasts?: Toasts } = {}) {
    this.#api = api;
    this.id = id;
    this.#schedule = options.schedule ?? onNextFrame;
    this.#toasts = options.toasts ?? toasts;
    this.controls = new RunControls(api, id, () => (this.isElsewhere ? null : this.status), this.#toasts);
  }

  /** null until the first snapshot. */
  get run(): StoredRun | null {
    return this.#run;
  }

  get status(): RunStatus | null {
    return this.#run?.record.status ?? null;
  }

  get isTerminal(): boolean {
    return this.status !== null && TERMINAL.has(this.status);
  }

  /** Whether another Benchtop has it: what can be done with its training is done there. */
  get isElsewhere(): boolean {
    return this.#run?.elsewhere !== undefined;
  }

  get metrics(): MetricColumns {
    return this.#metrics;
  }

  /** Whether more rows were logged than {@link metrics} holds: the extremes are among them. */
  get isThinned(): boolean {
    return this.#isThinned;
  }

  get history(): ModelHistory | null {
    return this.#history;
  }

  get sample(): PointSample | null {
    return this.#sample;
  }

  get frame(): Frame | null {
    return this.#frame;
  }

  /** Steps whose models were kept beside the checkpoints, ascending. */
  get snapshotSteps(): readonly number[] {
    return this.#snapshotSteps;
  }

  get progress(): RunProgress | null {
    return this.#progress;
  }

  /** Progress of reading the data; null before and after. */
  get loading(): ReadProgress | null {
    return this.#loading;
  }

  /** Parts that could not be read, e.g. a damaged checkpoint. */
  get problems(): readonly ErrorInfo[] {
    return this.#problems;
  }

  /** Why there is no snapshot at all. */
  get loadError(): ErrorInfo | null {
    return this.#loadError;
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  /** Deleted while it was shown. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** A stopped, failed or interrupted run that has a checkpoint to go on from, or begins again. */
  get canContinue(): boolean {
    const { status } = this;
    const canStart = status === 'stopped' || status === 'failed' || status === 'interrupted';
    const record = this.#run?.record;
    if (!canStart || record === undefined || this.#run?.locked !== undefined) return false;
    return record.checkpoints.length > 0 || beginsAgain(record);
  }

  /** Listens and loads; the answer stops both. */
  start(): () => void {
    const offs = [
      watchRun(this.#api, this.id),
      this.#api.on('run.events', ({ runId, events }) => {
        if (runId === this.id) this.#receive(events);
      }),
      this.#api.on('run.changed', ({ runId, run }) => {
        if (runId === this.id) this.#changed(run);
      }),
      this.#api.on('run.speed', ({ runId, speed }) => {
        if (runId === this.id) this.controls.showSpeed(speed);
      }),
    ];
    void this.load();
    return () => {
      for (const off of offs) off();
      this.#requestId += 1;
      this.#cancelPublish?.();
      this.#cancelPublish = null;
    };
  }

  /** Fetches the snapshot; an answer that a later one has overtaken is dropped. */
  async load(): Promise<void> {
    this.#requestId += 1;
    const requestId = this.#requestId;
    this.#waiting ??= [];
    const answer = await settle(this.#api.runsSnapshot({ id: this.id }));
    if (requestId !== this.#requestId) return;
    const waiting = this.#waiting;
    this.#waiting = null;
    this.#isLoading = false;
    if (!answer.ok) {
      this.#loadError = answer.error;
      this.#take(waiting);
      return;
    }
    this.#loadError = null;
    this.#show(answer.value);
    this.#take(waiting);
  }

  #show(snapshot: RunSnapshot): void {
    this.#next.reset(snapshot);
    // A run that is over tells nothing that is not in its files.
    this.#lastSeq = TERMINAL.has(snapshot.run.record.status) ? Infinity : snapshot.seq;
    this.#snapshotSeq = this.#lastSeq;
    this.#run = snapshot.run;
    this.controls.showSpeed(snapshot.speed);
    this.#problems = snapshot.problems;
    this.#publish();
  }

  #receive(events: readonly RunEvent[]): void {
    if (this.#waiting !== null) this.#waiting.push(...events);
    else this.#take(events);
  }

  #take(events: readonly RunEvent[]): void {
    let isNew = false;
    for (const event of events) {
      if (event.seq <= this.#lastSeq) continue;
      this.#lastSeq = event.seq;
      // Some of its rows are in the snapshot already: only a new one says which.
      if (event.since !== undefined && event.since <= this.#snapshotSeq) {
        void this.load();
        return;
      }
      this.#next.add(event);
      isNew = true;
    }
    if (isNew)
      this.#cancelPublish ??= this.#schedule(() => {
        this.#cancelPublish = null;
        this.#publish();
      });
  }

  #publish(): void {
    const { metrics, history, state } = this.#next;
    this.#metrics = metrics.view();
    this.#isThinned = metrics.isThinned;
    this.#history = history.view();
    const { frame, moments, progress, loading, sample } = state;
    this.#frame = frame;
    this.#snapshotSteps = moments;
    this.#progress = progress;
    this.#loading = loading;
    this.#sample = sample;
  }

  #changed(run: StoredRun | null): void {
    if (run === null) {
      this.#isGone = true;
      return;
    }
    this.#isGone = false;
    const before = this.status;
    this.#run = run;
    const isOver = TERMINAL.has(run.record.status);
    const wasOver = before !== null && TERMINAL.has(before);
    if (isOver && !wasOver) void this.load();
    if (!isOver && wasOver) {
      // It goes on: its events are counted from 1 again.
      this.#waiting = [];
      this.#lastSeq = 0;
      this.#snapshotSeq = 0;
      void this.load();
    }
  }

  /** A person has seen that the run's record was rebuilt. */
  async dismissRecovery(): Promise<void> {
    await attemptEach(this.#api.libraryEdit({ ids: [this.id], edit: { recovered: 'seen' } }), this.#toasts);
  }

  /** Names the clusters by their numbers. @returns whether they were kept */
  async setClusterNames(names: readonly string[]): Promise<boolean> {
    const run = await attempt(
      this.#api.runsSetClusterNames({ id: this.id, names: [...names] }),
      this.#toasts,
    );
    if (run !== null) this.#run = run;
    return run !== null;
  }

  /** Whether the table of predictions is being written. */
  get isSavingPredictions(): boolean {
    return this.#isSavingPredictions;
  }

  /** Writes every row with the answer of the last model where main's dialog says. */
  async savePredictions(): Promise<void> {
    if (this.#isSavingPredictions) return;
    this.#isSavingPredictions = true;
    const request = { id: this.id, step: null, task: `${this.id}-predictions` };
    const done = await attempt(this.#api.runsExportPredictions(request), this.#toasts);
    this.#isSavingPredictions = false;
    if (done !== null) this.#toasts.info(say('Saved as {path}', { path: done.path }));
  }

  /** Opens the run's folder, or a part of it such as a checkpoint, in the system's file manager. */
  async showFolder(path: string | null): Promise<void> {
    await attempt(this.#api.runsShowFolder({ id: this.id, path }), this.#toasts);
  }
}
