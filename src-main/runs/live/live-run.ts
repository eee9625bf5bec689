import type { ReadProgress } from '../../../src-shared/dataset/look';
import type { RunSnapshot } from '../../../src-shared/ipc/map';
import type { RunEvent } from '../../../src-shared/run/live/events';
import type { Frame, PointSample } from '../../../src-shared/run/live/frames';
import { withRows, type MetricRanges } from '../../../src-shared/run/record/metric-ranges';

/** What is known of a run that a worker has, beyond what its files say. */
export class LiveRun {
  readonly runId: string;
  speed: number | null;
  seq = 0;
  sample: PointSample | null = null;
  frame: Frame | null = null;
  progress: RunSnapshot['progress'] = null;
  /** How far reading the data has come; null before and after. */
  loading: ReadProgress | null = null;
  /** Last logged value of every metric. */
  readonly latest: Record<string, number> = {};
  /** Over all that is in the log, also from before the run went on. */
  ranges: MetricRanges = {};
  /** Events are written and pushed in order: each batch waits for the one before. */
  tail: Promise<void> = Promise.resolve();
  readonly #now: () => number;
  #startedAt: number;

  constructor(runId: string, speed: number | null, now: () => number) {
    this.runId = runId;
    this.speed = speed;
    this.#now = now;
    this.#startedAt = now();
  }

  /** Milliseconds since the run was queued, by a clock that does not jump. */
  ageMs(): number {
    return this.#now() - this.#startedAt;
  }

  note(event: RunEvent): void {
    this.seq = event.seq;
    switch (event.type) {
      case 'loading': {
        const { bytes, totalBytes, rows } = event;
        this.loading = { bytes, totalBytes, rows };
        return;
      }
      case 'loaded':
        this.loading = null;
        this.sample = event.sample;
        return;
      case 'frame':
        this.frame = event.frame;
        return;
      case 'progress': {
        const { step, totalSteps, stepsPerSecond, elapsedMs, stage } = event;
        this.progress = {
          step,
          totalSteps,
          stepsPerSecond,
          elapsedMs,
          ...(stage === undefined ? {} : { stage }),
        };
        return;
      }
      case 'metrics':
        for (const [name, values] of Object.entries(event.columns.series)) {
          this.latest[name] = values[values.length - 1] ?? NaN;
        }
        this.ranges = withRows(this.ranges, event.columns);
        return;
      default:
    }
  }
}
