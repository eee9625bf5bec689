import type { Sentence } from '../../../src-shared/language/sentence';
import { performance } from 'node:perf_hooks';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import type { WorkerHost } from '../../host/worker-host';
import type { Workspace } from '../../workspace';
import { LiveRun } from './live-run';
import type { DataLocation } from '../data/run-data';
import type { RunRecorder } from './run-recorder';

/** How a run is trained that is on disk. */
export interface QueuedRun {
  readonly location: DataLocation;
  readonly speed?: number | null;
  readonly resumeFrom?: string | null;
  readonly engine?: RunRecord['engine'];
  readonly elapsedMs?: number;
  readonly stopAt?: number | null;
  readonly checkpointMs?: number;
}

/** Hands runs to the workers: from then on the recorder knows them as live. */
export class RunQueue {
  readonly #workspace: Workspace;
  readonly #host: Pick<WorkerHost, 'train'>;
  readonly #recorder: RunRecorder;
  readonly #onNotice: (message: Sentence, runId: string) => void;
  readonly #draws: boolean;

  constructor(options: {
    readonly workspace: Workspace;
    readonly host: Pick<WorkerHost, 'train'>;
    readonly recorder: RunRecorder;
    readonly onNotice: (message: Sentence, runId: string) => void;
    /** Whether anybody sees the runs being drawn. */
    readonly draws: boolean;
  }) {
    this.#workspace = options.workspace;
    this.#host = options.host;
    this.#recorder = options.recorder;
    this.#onNotice = options.onNotice;
    this.#draws = options.draws;
  }

  /** The run waits for a worker, behind those that wait already. */
  add(run: StoredRun, options: QueuedRun): void {
    const { location, speed = null, resumeFrom = null, elapsedMs = 0 } = options;
    const { stopAt = null, checkpointMs = 0 } = options;
    const { id, experiment } = run.record;
    const { engine = resumeFrom === null ? null : run.record.engine } = options;
    const live = new LiveRun(id, speed, () => performance.now());
    this.#recorder.add(live);
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
    this.#recorder.push('run.changed', { runId: id, run });
    if (location.notice !== null) this.#onNotice(location.notice, id);
    this.#host.train({
      runId: id,
      runFolder: this.#workspace.runs.findFolder(id),
      experiment,
      readFrom: location.readFrom,
      sha256: location.sha256,
      knownTypes: location.knownTypes,
      speed,
      resumeFrom,
      engine,
      measuring: run.record.measuring ?? null,
      speedsFile: this.#workspace.speedsFile,
      branchedAt: run.record.parent?.step ?? 0,
      rateChanges: run.record.rateChanges,
      elapsedMs,
      firstSeq: 1,
      stopAt,
      checkpointMs,
      draws: this.#draws,
    });
  }
}
