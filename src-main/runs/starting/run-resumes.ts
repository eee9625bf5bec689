import { requireOwn } from '../checkpoints/own-run';
import { BenchtopError, fail } from '../../../src-shared/errors';
import { sentence, type Sentence } from '../../../src-shared/language/sentence';
import type { CheckpointRef, RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import { beginsAgain } from '../../../src-shared/run/record/begin-again';
import { nextStatus, TERMINAL } from '../../../src-shared/run/record/status';
import { STATUS_SENTENCES } from '../../../src-shared/run/record/status-sentences';
import type { Workspace } from '../../workspace';
import { findSoundCheckpoint } from '../checkpoints/sound-checkpoint';
import type { RunData } from '../data/run-data';
import type { RunRecorder } from '../live/run-recorder';
import type { QueuedRun } from '../live/run-queue';

/** Takes runs that are over back to their last checkpoint, so that they can go on from there. */
export class RunResumes {
  readonly #workspace: Workspace;
  readonly #recorder: Pick<RunRecorder, 'change'>;
  readonly #data: Pick<RunData, 'locateAgain'>;
  readonly #onNotice: (message: Sentence, runId: string) => void;
  /** Runs whose data is looked for before they go on. */
  readonly #resuming = new Set<string>();

  constructor(options: {
    readonly workspace: Workspace;
    readonly recorder: Pick<RunRecorder, 'change'>;
    readonly data: Pick<RunData, 'locateAgain'>;
    /** Something a person should know of a run that goes on. */
    readonly onNotice: (message: Sentence, runId: string) => void;
  }) {
    this.#workspace = options.workspace;
    this.#recorder = options.recorder;
    this.#data = options.data;
    this.#onNotice = options.onNotice;
  }

  /**
   * Its data is found, its logs and record are those of the checkpoint, its status is queued: then `queue`.
   * @throws BenchtopError `conflict` where the run is live, finished, about to go on or a newer Benchtop's, `read-only`
   */
  async prepare(id: string, queue: (run: StoredRun, start: QueuedRun) => void): Promise<void> {
    const { record } = this.#workspace.runs.get(id);
    this.#workspace.runs.requireChangeable(id);
    if (this.#resuming.has(id)) throw fail('conflict', sentence('This run is about to go on.'));
    requireOwn(record);
    this.#refuseUnlessOver(record);
    const { from, notice } = this.#findStart(record);
    this.#resuming.add(id);
    try {
      const location = await this.#data.locateAgain(record);
      const { run, undo } = this.#claim(id, from);
      try {
        await this.#workspace.runs.logs.truncateAfter(id, from?.step ?? -1);
        const elapsedMs = from === null ? 0 : await this.#elapsedMs(run.record);
        const ready = this.#recorder.change(id, (old) => ({ ...old, elapsedMs }));
        queue(ready, { location, resumeFrom: from?.path ?? null, engine: record.engine, elapsedMs });
        if (notice !== null) this.#onNotice(notice, id);
      } catch (error) {
        this.#recorder.change(id, (old) => ({ ...old, ...undo }));
        throw error;
      }
    } finally {
      this.#resuming.delete(id);
    }
  }

  /**
   * The last checkpoint that is whole; null: it begins again.
   * @returns also what a person should know of that
   * @throws BenchtopError `not-found` or `corrupt` where there is none to go on from
   */
  #findStart(record: RunRecord): { readonly from: CheckpointRef | null; readonly notice: Sentence | null } {
    const { name } = record;
    if (beginsAgain(record))
      return {
        from: null,
        notice: sentence('“{name}” has no checkpoint yet: it begins again from step 0.', { name }),
      };
    const { from, damagedStep } = findSoundCheckpoint(record, this.#workspace.runs.checkpoints);
    const notice =
      damagedStep === null
        ? null
        : sentence('The checkpoint of step {damagedStep} is damaged: “{name}” goes on from step {step}.', {
            damagedStep,
            name,
            step: from.step,
          });
    return { from, notice };
  }

  /**
   * Takes the run for this process, in one step with the look at whose it is: of two that want to go on
   * with it the second is refused, before it touches the run's logs.
   */
  #claim(id: string, from: CheckpointRef | null): { run: StoredRun; undo: Partial<RunRecord> } {
    let undo: Partial<RunRecord> = {};
    const run = this.#recorder.change(id, (old) => {
      this.#refuseUnlessOver(old);
      const { status, error, endedAt, session, clusterNames, steps, findings, rateChanges, checkpoints } =
        old;
      undo = { status, error, endedAt, session, clusterNames, steps, findings, rateChanges, checkpoints };
      const last = from?.step ?? 0;
      return {
        ...old,
        status: 'queued',
        error: null,
        endedAt: null,
        session: this.#workspace.session,
        // Its clusters may become other ones.
        clusterNames: [],
        steps: last,
        // Those after it were damaged, or are of another course.
        checkpoints: from === null ? [] : checkpoints.filter(({ step }) => step <= last),
        findings: findings.filter((seen) => seen.step !== null && seen.step <= last),
        // What made a run fail must not do so again; in any other run they are part of its course.
        rateChanges: status === 'failed' ? rateChanges.filter(({ step }) => step <= last) : rateChanges,
      };
    });
    return { run, undo };
  }

  #refuseUnlessOver({ status, session }: RunRecord): void {
    if (nextStatus(status, 'start') === 'queued') return;
    const where = session === this.#workspace.session ? '' : sentence(' in another Benchtop');
    throw fail(
      'conflict',
      sentence('This run is {status}{where}: only a stopped, failed or interrupted run can go on.', {
        status: STATUS_SENTENCES[status],
        where: TERMINAL.has(status) ? '' : where,
      }),
    );
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
