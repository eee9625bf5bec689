import type { ErrorInfo } from '../../../src-shared/errors';
import type { RunEvent } from '../../../src-shared/run/live/events';
import { applyEvent, NOTHING_HEARD, type LiveState } from '../../../src-shared/run/live/live-state';
import type { MetricColumns } from '../../../src-shared/run/live/frames';
import { withRows, type MetricRanges } from '../../../src-shared/run/record/metric-ranges';

/** What is known of a run that a worker has, beyond what its files say. */
export class LiveRun {
  readonly runId: string;
  speed: number | null;
  /** Last logged value of every metric. */
  readonly latest: Record<string, number> = {};
  /** Whether those are of a sample of the run's rows. */
  isLatestOfSample = false;
  /** Over all that is in the log, also from before the run went on. */
  ranges: MetricRanges = {};
  /** Whether a person had paused it when it began to wait for room on the disk. */
  wasPaused = false;
  /** Why it was ended for want of room; null: it was not. */
  givenUp: ErrorInfo | null = null;
  /** Number of the last event whose rows are in the files; 0 before the first. */
  kept = 0;
  /** Events are written and pushed in order: each batch waits for the one before. */
  tail: Promise<void> = Promise.resolve();
  #state: LiveState = NOTHING_HEARD;
  readonly #now: () => number;
  #startedAt: number;

  constructor(runId: string, speed: number | null, now: () => number) {
    this.runId = runId;
    this.speed = speed;
    this.#now = now;
    this.#startedAt = now();
  }

  /** What its events say, besides the rows that it logged. */
  get state(): LiveState {
    return this.#state;
  }

  /** How far training has come; null before it began. */
  get progress(): LiveState['progress'] {
    return this.#state.progress;
  }

  /** Milliseconds since the run was queued, by a clock that does not jump. */
  ageMs(): number {
    return this.#now() - this.#startedAt;
  }

  note(event: RunEvent): void {
    if (event.type === 'metrics') this.isLatestOfSample = event.endsOnSample === true;
    this.#state = applyEvent(this.#state, event, {
      metrics: (columns) => {
        this.#logged(columns);
      },
      // The file has them.
      history: () => undefined,
    });
  }

  #logged(columns: MetricColumns): void {
    for (const [name, values] of Object.entries(columns.series)) {
      this.latest[name] = values[values.length - 1] ?? NaN;
    }
    this.ranges = withRows(this.ranges, columns);
  }
}
