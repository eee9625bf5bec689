import type { RunSnapshot } from '../../../src-shared/ipc/runs';
import { NOTHING_HEARD } from '../../../src-shared/run/live/live-state';
import type { WorkerHost } from '../../host/worker-host';
import type { Workspace } from '../../workspace';
import { checkpointLocation } from '../checkpoints/checkpoint-location';
import type { RunRecorder } from './run-recorder';

/** What a page needs to draw a run that it begins to follow. */
export class RunSnapshots {
  readonly #runs: Workspace['runs'];
  readonly #host: Pick<WorkerHost, 'call'>;
  readonly #recorder: RunRecorder;

  constructor(options: {
    readonly runs: Workspace['runs'];
    readonly host: Pick<WorkerHost, 'call'>;
    readonly recorder: RunRecorder;
  }) {
    this.#runs = options.runs;
    this.#host = options.host;
    this.#recorder = options.recorder;
  }

  /** Everything needed to draw a run, consistent as of its `seq`. */
  async of(id: string): Promise<RunSnapshot> {
    const live = this.#recorder.live.get(id);
    // Between two batches, so that the files hold exactly what `seq` says.
    const read = async (): Promise<RunSnapshot> => {
      const { seq, sample, frame, progress, loading } = live?.state ?? NOTHING_HEARD;
      const run = this.#runs.get(id);
      await this.#runs.logs.flush(id);
      const last = run.record.checkpoints[run.record.checkpoints.length - 1];
      const stored = await this.#host.call('stored', {
        runFolder: this.#runs.findFolder(id),
        model: frame === null && last !== undefined ? checkpointLocation(run, null) : null,
      });
      return {
        run,
        seq,
        metrics: stored.metrics,
        isThinned: stored.isThinned,
        history: stored.history,
        sample: sample ?? stored.sample,
        frame: frame ?? stored.frame,
        moments: stored.moments,
        progress,
        loading,
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
}
