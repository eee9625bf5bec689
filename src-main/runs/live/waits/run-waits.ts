import { sentence, type Sentence } from '../../../../src-shared/language/sentence';
import type { ErrorInfo } from '../../../../src-shared/errors';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import { nextStatus } from '../../../../src-shared/run/record/status';
import type { Workspace } from '../../../workspace';
import type { LiveRun } from '../live-run';
import { waitingFor, waitingNoMore } from '../record-changes';
import { waitText } from './wait-text';
import { WriteWaits } from './write-waits';

interface RunWaitsOptions {
  readonly runs: Pick<Workspace['runs'], 'get' | 'has' | 'releaseRoom'>;
  /** Runs that are queued or that a worker has. */
  readonly live: ReadonlyMap<string, LiveRun>;
  /** How long a run waits for room on the disk before it fails, in milliseconds; null: until it is stopped. */
  readonly waitForRoomMs: number | null;
  /** Passes a command to the run's worker. */
  readonly control: (runId: string, action: 'pause' | 'resume' | 'stop') => void;
  /** Changes the run's record soon, and notifies the listeners. */
  readonly note: (runId: string, change: (record: RunRecord) => RunRecord) => void;
  /** Something a person should know of a run that goes on. */
  readonly onNotice: (message: Sentence, runId: string) => void;
}

/**
 * Runs whose writes wait for room on the disk: such a run is paused, its record says why, and it goes on by
 * itself once the write succeeds, unless it was paused before.
 */
export class RunWaits {
  readonly #options: RunWaitsOptions;
  readonly #waits: WriteWaits;

  constructor(options: RunWaitsOptions) {
    this.#options = options;
    this.#waits = new WriteWaits({
      limitMs: options.waitForRoomMs,
      begun: (runId, problem) => {
        this.#begin(runId, problem);
      },
      over: (runId, isEnding) => {
        this.#end(runId, isEnding);
      },
      givenUp: (runId, problem) => {
        const live = options.live.get(runId);
        if (live !== undefined) live.givenUp = problem;
        options.control(runId, 'stop');
      },
      release: (runId) => {
        options.runs.releaseRoom(runId);
      },
    });
  }

  /**
   * Tries a write until it succeeds; the run waits meanwhile.
   * @throws BenchtopError `disk-full` or `storage` where the run ends and the write still fails
   */
  write<T>(runId: string, action: () => T | Promise<T>): Promise<T> {
    return this.#waits.write(runId, action);
  }

  /** Takes in that the run's worker waits to write, for the reason given; null: it no longer does. */
  hear(runId: string, problem: ErrorInfo | null): void {
    if (problem === null) this.#waits.settle(runId, 'worker');
    else this.#waits.begin(runId, 'worker', problem);
  }

  /** A person wants a run that waits to go on. @returns whether it waits */
  retry(runId: string): boolean {
    if (!this.#waits.isWaiting(runId)) return false;
    const live = this.#options.live.get(runId);
    if (live !== undefined) live.wasPaused = false;
    // Any command wakes what waits in the worker; it goes on once the write has succeeded.
    this.#options.control(runId, 'pause');
    this.#waits.retry(runId);
    return true;
  }

  /** The run ends: what cannot be written now is given up. */
  end(runId: string): void {
    this.#waits.end(runId);
  }

  /** The run begins, or is over: its writes wait again from now on. */
  forget(runId: string): void {
    this.#waits.forget(runId);
  }

  #begin(runId: string, problem: ErrorInfo): void {
    const { runs, live, control, note, onNotice, waitForRoomMs } = this.#options;
    const run = live.get(runId);
    const { name, status } = runs.get(runId).record;
    if (run !== undefined) run.wasPaused = status === 'paused';
    control(runId, 'pause');
    note(runId, (record) => waitingFor(record, problem));
    onNotice(waitText(name, problem, waitForRoomMs), runId);
  }

  #end(runId: string, isEnding: boolean): void {
    const { runs, live, control, note, onNotice } = this.#options;
    if (!runs.has(runId)) return;
    const { record } = runs.get(runId);
    if (record.waiting === undefined) return;
    const staysPaused = isEnding || live.get(runId)?.wasPaused === true;
    if (!staysPaused) control(runId, 'resume');
    note(runId, (old) => waitingNoMore(old, staysPaused));
    if (!isEnding && nextStatus(record.status, 'resume') !== null)
      onNotice(sentence('“{name}” goes on: there is room on the disk again.', { name: record.name }), runId);
  }
}
