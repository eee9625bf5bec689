import { BenchtopError, fail } from '../../../src-shared/errors';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import { nextStatus, STATUS_WORDS } from '../../../src-shared/run/record/status';
import type { Workspace } from '../../workspace';
import { findCheckpoint } from '../checkpoints/checkpoint-location';
import type { RunData } from '../data/run-data';
import type { RunRecorder } from '../live/run-recorder';
import type { QueuedRun } from '../live/run-queue';

/** Takes runs that are over back to their last checkpoint, so that they can go on from there. */
export class RunResumes {
  readonly #workspace: Workspace;
  readonly #recorder: Pick<RunRecorder, 'change'>;
  readonly #data: Pick<RunData, 'locateAgain'>;
  /** Runs whose data is looked for before they go on. */
  readonly #resuming = new Set<string>();

  constructor(options: {
    readonly workspace: Workspace;
    readonly recorder: Pick<RunRecorder, 'change'>;
    readonly data: Pick<RunData, 'locateAgain'>;
  }) {
    this.#workspace = options.workspace;
    this.#recorder = options.recorder;
    this.#data = options.data;
  }

  /**
   * Its data is found, its logs and record are those of the checkpoint, its status is queued: then `queue`.
   * @throws BenchtopError `conflict` where the run is live, finished or about to go on
   */
  async prepare(id: string, queue: (run: StoredRun, start: QueuedRun) => void): Promise<void> {
    const { record } = this.#workspace.runs.get(id);
    if (this.#resuming.has(id) || nextStatus(record.status, 'start') !== 'queued') {
      throw fail(
        'conflict',
        this.#resuming.has(id)
          ? 'This run is about to go on.'
          : `This run is ${STATUS_WORDS[record.status].toLowerCase()}: only a stopped, failed or interrupted run can go on.`,
      );
    }
    this.#resuming.add(id);
    try {
      const checkpoint = findCheckpoint(record, null);
      const location = await this.#data.locateAgain(record);
      await this.#workspace.runs.logs.truncateAfter(id, checkpoint.step);
      const elapsedMs = await this.#elapsedMs(record);
      const run = this.#recorder.change(id, (old) => ({
        ...old,
        status: 'queued',
        error: null,
        endedAt: null,
        session: this.#workspace.session,
        // Its clusters may become other ones.
        clusterNames: [],
        steps: checkpoint.step,
        elapsedMs,
        findings: old.findings.filter((seen) => seen.step !== null && seen.step <= checkpoint.step),
        // What made a run fail must not do so again; in any other run they are part of its course.
        rateChanges:
          old.status === 'failed'
            ? old.rateChanges.filter(({ step }) => step <= checkpoint.step)
            : old.rateChanges,
      }));
      queue(run, { location, resumeFrom: checkpoint.path, elapsedMs });
    } finally {
      this.#resuming.delete(id);
    }
  }

  /** Training time up to the last logged step; a run that logged none yet has only its record. */
  async #elapsedMs({ id, elapsedMs }: RunRecord): Promise<number> {
    try {
      const logged = await this.#workspace.runs.logs.readMetrics(id);
      return logged.elapsedMs[logged.elapsedMs.length - 1] ?? elapsedMs;
    } catch (error) {
      if (error instanceof BenchtopError && error.info.kind === 'file-missing') return elapsedMs;
      throw error;
    }
  }
}
