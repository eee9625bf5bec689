import { listHashes } from '../../../src-shared/run/record/data-files';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import { nextStatus } from '../../../src-shared/run/record/status';
import type { Workspace } from '../../workspace';
import type { Trial, TrialRuns } from './group-runner';
import type { DataCopies, DataLocation } from '../data/run-data';

/** Least training time between two checkpoints of a run in a group: many short runs need only their last. */
const TRIAL_CHECKPOINT_MS = 1000;

/** How far a run of a group trains. */
export interface TrialCourse {
  /** Step that it stops at; null: its end. */
  readonly stopAt: number | null;
  readonly checkpointMs: number;
}

export interface TrialRunsOptions {
  readonly runs: Workspace['runs'];
  readonly environment: RunRecord['environment'];
  /** Where all of them read their data, as it was found for the first. */
  readonly location: DataLocation;
  readonly copies: DataCopies;
  readonly rateChanges: RunRecord['rateChanges'];
  readonly queue: (run: StoredRun, location: DataLocation, course: TrialCourse) => void;
  readonly goOn: (id: string, course: TrialCourse) => Promise<unknown>;
  readonly stop: (id: string) => void;
  readonly whenOver: (id: string) => Promise<StoredRun>;
}

/** The runs of one group, as far as the group steers them; all of them on the same bytes. */
export function trialRuns(options: TrialRunsOptions): TrialRuns {
  const { runs, environment, location, copies, rateChanges, queue, goOn, stop, whenOver } = options;
  let { sha256 } = location;
  const find = (id: string): RunRecord | null => (runs.has(id) ? runs.get(id).record : null);
  const course = (stopAt: number | null): TrialCourse => ({ stopAt, checkpointMs: TRIAL_CHECKPOINT_MS });
  return {
    find,
    launch: ({ id, name, experiment, group, stopAt }: Trial) => {
      const run = runs.create(experiment, { id, name, group, environment, ...copies, rateChanges });
      queue(run, { ...location, sha256, notice: null }, course(stopAt));
    },
    goOn: async (id, stopAt) => {
      await goOn(id, course(stopAt));
    },
    discard: (id) => {
      runs.discard(id);
    },
    stop: (id) => {
      const status = find(id)?.status;
      if (status !== undefined && nextStatus(status, 'stop') !== null) stop(id);
    },
    whenOver: async (id) => {
      const { record } = await whenOver(id);
      if (record.experiment.dataset.kind === 'file' && record.dataset !== null)
        sha256 ??= listHashes(record.dataset);
      return record;
    },
  };
}
