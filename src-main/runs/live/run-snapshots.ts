import type { RunSnapshot } from '../../../src-shared/ipc/runs';
import { NOTHING_HEARD } from '../../../src-shared/run/live/live-state';
import { delay } from '../../host/ending';
import type { WorkerHost } from '../../host/worker-host';
import type { Workspace } from '../../workspace';
import { checkpointLocation } from '../checkpoints/checkpoint-location';
import type { ExternalFeeds } from './external-feeds';
import type { LiveRun } from './live-run';
import type { RunRecorder } from './run-recorder';

/** Between two looks whether a run has begun to wait. */
const LOOK_MS = 100;

/** What a page needs to draw a run that it begins to follow. */
export class RunSnapshots {
  readonly #runs: Workspace['runs'];
  readonly #host: Pick<WorkerHost, 'call'>;
  readonly #recorder: RunRecorder;
  readonly #feeds: ExternalFeeds;

  constructor(options: {
    readonly runs: Workspace['runs'];
    readonly host: Pick<WorkerHost, 'call'>;
    readonly recorder: RunRecorder;
    readonly feeds: ExternalFeeds;
  }) {
    this.#runs = options.runs;
    this.#host = options.host;
    this.#recorder = options.recorder;
    this.#feeds = options.feeds;
  }

  /**
   * Everything needed to draw a run, consistent as of its `seq`. A run that waits for room on the disk is
   * drawn as far as its files go.
   */
  async of(id: string): Promise<RunSnapshot> {
    if (this.#runs.get(id).record.external !== undefined)
      return this.#read(id, undefined, await this.#feeds.follow(id));
    const live = this.#recorder.live.get(id);
    if (live === undefined) return this.#read(id, undefined);
    // Between two batches, so that the files hold exactly what `seq` says.
    const reading = live.tail.then(() => this.#read(id, live));
    let isRead = false;
    live.tail = reading.then(
      () => {
        isRead = true;
      },
      () => {
        isRead = true;
      },
    );
    return Promise.race([reading, this.#readWhileWaiting(id, live, () => isRead)]);
  }

  /**
   * Snapshot of a run whose next rows wait for room, and with them all that comes after; never resolves
   * where none do.
   */
  async #readWhileWaiting(id: string, live: LiveRun, isRead: () => boolean): Promise<RunSnapshot> {
    for (; !isRead(); await delay(LOOK_MS)) {
      if (this.#runs.get(id).record.waiting === undefined) continue;
      const { kept } = live;
      const snapshot = await this.#read(id, live);
      // Nothing was written while it was read.
      if (live.kept === kept) return snapshot;
    }
    return new Promise(() => undefined);
  }

  async #read(
    id: string,
    live: LiveRun | undefined,
    external?: { readonly seq: number; readonly upTo: number },
  ): Promise<RunSnapshot> {
    const { sample, frame, progress, loading } = live?.state ?? NOTHING_HEARD;
    const run = this.#runs.get(id);
    const seq = external?.seq ?? live?.kept ?? 0;
    await this.#runs.logs.flush(id);
    const last = run.record.checkpoints[run.record.checkpoints.length - 1];
    const stored = await this.#host.call('stored', {
      runFolder: this.#runs.findFolder(id),
      model: frame === null && last !== undefined ? checkpointLocation(run, null) : null,
      ...(external === undefined ? {} : { upTo: external.upTo }),
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
  }
}
