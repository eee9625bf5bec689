import type { Sentence } from '../../../src-shared/language/sentence';
import { isStorageFailure, type ErrorInfo } from '../../../src-shared/errors';
import type { Pushes } from '../../../src-shared/ipc/pushes';
import { RUN_EVENTS } from '../../../src-shared/run/live/event-table';
import type { RunEvent } from '../../../src-shared/run/live/events';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import { nextStatus, type RunSignal } from '../../../src-shared/run/record/status';
import type { Workspace } from '../../workspace';
import type { LiveRun } from './live-run';
import { afterCrash, afterEvents, failedIfGivenUp, failedToKeep, storageProblem } from './record-changes';
import { RunWaits } from './waits/run-waits';

export type PushListener = <P extends 'run.events' | 'run.changed'>(name: P, payload: Pushes[P]) => void;

export interface RunRecorderOptions {
  readonly runs: Workspace['runs'];
  /** A failure to keep what a run produced. */
  readonly onProblem: (error: unknown, runId: string) => void;
  /** Something a person should know of a run that goes on. */
  readonly onNotice: (message: Sentence, runId: string) => void;
  /** Its data was read: the record says where. */
  readonly onLoaded: (record: RunRecord) => Promise<void>;
  /** Passes a command to the run's worker. */
  readonly control: (runId: string, action: 'pause' | 'resume' | 'stop') => void;
  /** Tells the run's worker how many lines its logs have on disk; null: what it sent cannot be written any more. */
  readonly answerLogged: (runId: string, lines: Readonly<Record<string, number>> | null) => void;
  /** How long a run waits for room on the disk before it fails, in milliseconds; null: until it is stopped. */
  readonly waitForRoomMs: number | null;
}

/**
 * Keeps what runs produce: to the run's folder first, to its record second, to listeners last, so
 * that nothing is seen that a crash could take back, but for what is found again after it.
 *
 * Where the disk is full or fails, a run waits, paused, until it can be written. What became of a run is
 * told even where its record cannot be written: that is tried again until it can.
 */
export class RunRecorder {
  /** Runs that are queued or that a worker has. */
  readonly live = new Map<string, LiveRun>();
  readonly #options: RunRecorderOptions;
  readonly #runs: Workspace['runs'];
  readonly #waits: RunWaits;
  /** Runs that are over, whose record is being written. */
  readonly #ending = new Set<string>();
  readonly #listeners = new Set<PushListener>();

  constructor(options: RunRecorderOptions) {
    this.#options = options;
    this.#runs = options.runs;
    const { waitForRoomMs, control, onNotice } = options;
    this.#waits = new RunWaits({
      runs: options.runs,
      live: this.live,
      waitForRoomMs,
      control,
      note: (runId, change) => {
        this.note(runId, change, 'soon');
      },
      onNotice,
    });
  }

  /** Calls back on every push; returns the unsubscribe. */
  onPush(listener: PushListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** A run that is about to be queued. */
  add(live: LiveRun): void {
    this.#waits.forget(live.runId);
    this.live.set(live.runId, live);
  }

  /** Resolves when the run is terminal and everything of it is on disk, or is given up. */
  whenOver(id: string): Promise<StoredRun> {
    const isOver = (): boolean => !this.live.has(id) && !this.#ending.has(id);
    if (isOver()) return Promise.resolve(this.#runs.get(id));
    return new Promise((resolve) => {
      const off = this.onPush((_, payload) => {
        if (payload.runId !== id || !isOver()) return;
        off();
        resolve(this.#runs.get(id));
      });
    });
  }

  /** Events of one batch, in order: files first, record second, listeners last. */
  receive(runId: string, events: readonly RunEvent[]): void {
    const live = this.live.get(runId);
    if (live === undefined) {
      this.#refuseLogged(runId, events);
      return;
    }
    for (const event of events) if (event.type === 'waiting') this.#waits.hear(runId, event.problem);
    live.tail = live.tail.then(async () => {
      // Given up meanwhile: what its worker still says fits nothing on disk any more.
      if (this.live.get(runId) !== live) {
        this.#refuseLogged(runId, events);
        return;
      }
      try {
        for (const event of events) await this.#keep(runId, live, event);
        const isOver = events.some(({ type }) => RUN_EVENTS[type].ends);
        if (isOver) await this.#waits.write(runId, () => this.#runs.logs.close(runId));
        const changed = afterEvents(events, live);
        if (isOver) await this.#end(live, (record) => failedIfGivenUp(changed?.(record) ?? record, live));
        else if (changed !== null) {
          this.#runs.update(runId, changed, 'soon');
          if (isToKeep(events)) await this.#save(runId);
          this.#pushChanged(runId);
        }
        if (events.some(({ type }) => type === 'loaded')) await this.#noteLoaded(runId);
        this.push('run.events', { runId, events });
      } catch (error) {
        // A full disk has been told of already, and the record says it.
        if (!isStorageFailure(error)) this.#options.onProblem(error, runId);
        this.#refuseLogged(runId, events);
        await this.#endAsFailed(live, error);
      }
    });
  }

  /** A worker that asks when its rows are on disk must not wait for what nobody writes any more. */
  #refuseLogged(runId: string, events: readonly RunEvent[]): void {
    for (const { type } of events) if (type === 'log-wanted') this.#options.answerLogged(runId, null);
  }

  async #keep(runId: string, live: LiveRun, event: RunEvent): Promise<void> {
    live.note(event);
    const { logs } = this.#runs;
    if (event.type === 'metrics')
      await this.#waits.write(runId, () => logs.appendMetrics(runId, event.columns, event.lines));
    if (event.type === 'log-wanted')
      this.#options.answerLogged(runId, await this.#waits.write(runId, () => logs.flush(runId)));
    if (event.type === 'history')
      await this.#waits.write(runId, () =>
        logs.appendHistory(runId, event.columns, event.step, event.values),
      );
    live.kept = event.seq;
  }

  /** Its worker ended: the run has failed with what it had by then. */
  crashed(runId: string, error: ErrorInfo): void {
    const live = this.live.get(runId);
    if (live === undefined) return;
    // Nothing that it left is worth waiting for.
    this.#waits.end(runId);
    live.tail = live.tail.then(async () => {
      if (this.live.get(runId) !== live) return;
      await this.#end(live, (record) => afterCrash(record, live.givenUp ?? error, live));
    });
  }

  /** What the run produced cannot be kept (a full disk, say): it cannot go on, and says why. */
  async #endAsFailed(live: LiveRun, thrown: unknown): Promise<void> {
    this.#options.control(live.runId, 'stop');
    this.#waits.end(live.runId);
    await this.#end(live, (record) => afterCrash(record, storageProblem(thrown), live));
  }

  /** The run is over, in memory and for everybody at once; its record is written as soon as that can be. */
  async #end(live: LiveRun, change: (record: RunRecord) => RunRecord): Promise<void> {
    const { runId } = live;
    this.live.delete(runId);
    this.#ending.add(runId);
    await this.#runs.logs.close(runId).catch(() => undefined);
    this.#runs.releaseRoom(runId);
    try {
      this.#runs.update(runId, change, 'soon');
      await this.#save(runId);
    } catch (error) {
      if (!isStorageFailure(error)) this.#options.onProblem(error, runId);
      this.#runs.update(runId, (record) => failedToKeep(record, storageProblem(error)), 'soon');
    } finally {
      this.#ending.delete(runId);
      this.#waits.forget(runId);
      this.#pushChanged(runId);
    }
  }

  /** Writes a record; where that must wait, it is told before. */
  async #save(runId: string): Promise<void> {
    try {
      this.#runs.save(runId);
    } catch (error) {
      if (!isStorageFailure(error)) throw error;
      this.#pushChanged(runId);
      await this.#waits.write(runId, () => this.#runs.save(runId));
    }
  }

  async #noteLoaded(runId: string): Promise<void> {
    try {
      await this.#options.onLoaded(this.#runs.get(runId).record);
    } catch (error) {
      // It helps to find a file that is moved later: the run does without.
      if (!isStorageFailure(error)) throw error;
    }
  }

  #pushChanged(runId: string): void {
    this.push('run.changed', { runId, run: this.#runs.has(runId) ? this.#runs.get(runId) : null });
  }

  /** Ends what still waits: the program quits, or the run is to stop. What was written by then is kept. */
  endWaits(runId: string): void {
    this.#waits.end(runId);
  }

  /** A person wants a run that waits to go on. @returns whether it waits */
  retryWrites(runId: string): boolean {
    return this.#waits.retry(runId);
  }

  /** Changes the status where the signal fits it; `also` changes what goes with it. */
  signal(id: string, signal: RunSignal, also: (record: RunRecord) => RunRecord = (record) => record): void {
    const change = (record: RunRecord): RunRecord => {
      const status = nextStatus(record.status, signal);
      return status === null ? record : also({ ...record, status });
    };
    // A live run is found interrupted after a crash, whatever it was doing.
    this.note(id, change, signal === 'start' ? 'soon' : 'now');
  }

  /**
   * Changes a record that says what became of a run, and tells it. That is so whether it can be written or
   * not: it is written now or soon, and tried again where that fails.
   */
  note(id: string, change: (record: RunRecord) => RunRecord, when: 'now' | 'soon'): void {
    if (!this.#runs.has(id)) return;
    this.#runs.update(id, change, 'soon');
    if (when === 'now') {
      try {
        this.#runs.save(id);
      } catch (error) {
        if (!isStorageFailure(error)) throw error;
      }
    }
    this.#pushChanged(id);
  }

  /**
   * Changes a record as a person asks for it, and tells it.
   * @throws BenchtopError `disk-full` or `storage` where it cannot be written; nothing is changed then
   */
  change(id: string, change: (record: RunRecord) => RunRecord): StoredRun {
    const run = this.#runs.update(id, change);
    this.push('run.changed', { runId: id, run });
    return run;
  }

  /** Tells every listener. */
  push<P extends 'run.events' | 'run.changed'>(name: P, payload: Pushes[P]): void {
    for (const listener of this.#listeners) listener(name, payload);
  }
}

/**
 * Whether a change must be on disk before it is told. Checkpoints are found in their folder after a
 * crash, and what was read is found out again when the run goes on.
 */
function isToKeep(events: readonly RunEvent[]): boolean {
  return events.some(({ type }) => RUN_EVENTS[type].record === 'now');
}
