import type { ErrorInfo } from '../../../src-shared/errors';
import type { Pushes } from '../../../src-shared/ipc/pushes';
import { RUN_EVENTS } from '../../../src-shared/run/live/event-table';
import type { RunEvent } from '../../../src-shared/run/live/events';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import { nextStatus, type RunSignal } from '../../../src-shared/run/record/status';
import type { Workspace } from '../../workspace';
import type { LiveRun } from './live-run';
import { afterCrash, afterEvents, storageProblem } from './record-changes';

export type PushListener = <P extends 'run.events' | 'run.changed'>(name: P, payload: Pushes[P]) => void;

export interface RunRecorderOptions {
  readonly runs: Workspace['runs'];
  /** A failure to keep what a run produced. */
  readonly onProblem: (error: unknown, runId: string) => void;
  /** Its data was read: the record says where. */
  readonly onLoaded: (record: RunRecord) => Promise<void>;
  /** Nothing more of the run can be kept. */
  readonly onLost: (runId: string) => void;
}

/**
 * Keeps what runs produce: to the run's folder first, to its record second, to listeners last, so
 * that nothing is seen that a crash could take back, but for what is found again after it.
 */
export class RunRecorder {
  /** Runs that are queued or that a worker has. */
  readonly live = new Map<string, LiveRun>();
  readonly #runs: Workspace['runs'];
  readonly #onProblem: RunRecorderOptions['onProblem'];
  readonly #onLoaded: RunRecorderOptions['onLoaded'];
  readonly #onLost: RunRecorderOptions['onLost'];
  readonly #listeners = new Set<PushListener>();

  constructor({ runs, onProblem, onLoaded, onLost }: RunRecorderOptions) {
    this.#runs = runs;
    this.#onProblem = onProblem;
    this.#onLoaded = onLoaded;
    this.#onLost = onLost;
  }

  /** Calls back on every push; returns the unsubscribe. */
  onPush(listener: PushListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Resolves when the run is terminal and everything of it is on disk. */
  whenOver(id: string): Promise<StoredRun> {
    const run = this.#runs.get(id);
    if (!this.live.has(id)) return Promise.resolve(run);
    return new Promise((resolve) => {
      const off = this.onPush((_, payload) => {
        if (payload.runId !== id || this.live.has(id)) return;
        off();
        resolve(this.#runs.get(id));
      });
    });
  }

  /** Events of one batch, in order: files first, record second, listeners last. */
  receive(runId: string, events: readonly RunEvent[]): void {
    const live = this.live.get(runId);
    if (live === undefined) return;
    live.tail = live.tail.then(async () => {
      try {
        for (const event of events) await this.#keep(runId, live, event);
        const ended = events.some(({ type }) => RUN_EVENTS[type].ends);
        if (ended) {
          await this.#runs.logs.close(runId);
          this.live.delete(runId);
        }
        const changed = afterEvents(events, live);
        if (changed !== null) this.change(runId, changed, isToKeep(events) ? 'now' : 'soon');
        if (events.some(({ type }) => type === 'loaded')) await this.#onLoaded(this.#runs.get(runId).record);
        this.push('run.events', { runId, events });
      } catch (error) {
        this.#onProblem(error, runId);
        this.#endAsFailed(runId, error);
      }
    });
  }

  async #keep(runId: string, live: LiveRun, event: RunEvent): Promise<void> {
    live.note(event);
    if (event.type === 'metrics') await this.#runs.logs.appendMetrics(runId, event.columns, event.lines);
    if (event.type === 'history')
      await this.#runs.logs.appendHistory(runId, event.columns, event.step, event.values);
  }

  /** Its worker ended: the run has failed with what it had by then. */
  crashed(runId: string, error: ErrorInfo): void {
    const live = this.live.get(runId);
    if (live === undefined) return;
    live.tail = live.tail.then(async () => {
      await this.#runs.logs.close(runId);
      this.live.delete(runId);
      this.change(runId, (record) => afterCrash(record, error, live));
    });
  }

  /** Keeping failed (a full disk, say): the run cannot go on, and says why. */
  #endAsFailed(runId: string, thrown: unknown): void {
    const live = this.live.get(runId);
    this.#onLost(runId);
    this.live.delete(runId);
    if (live === undefined) return;
    try {
      this.change(runId, (record) => afterCrash(record, storageProblem(thrown), live));
    } catch (error) {
      this.#onProblem(error, runId);
    }
  }

  /** Changes the status where the signal fits it; `also` changes what goes with it. */
  signal(id: string, signal: RunSignal, also: (record: RunRecord) => RunRecord = (record) => record): void {
    const change = (record: RunRecord): RunRecord => {
      const status = nextStatus(record.status, signal);
      return status === null ? record : also({ ...record, status });
    };
    // A live run is found interrupted after a crash, whatever it was doing.
    this.change(id, change, signal === 'start' ? 'soon' : 'now');
  }

  /** Rewrites run.json, now or soon, and tells it. */
  change(id: string, change: (record: RunRecord) => RunRecord, when: 'now' | 'soon' = 'now'): StoredRun {
    const run = this.#runs.update(id, change, when);
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
