import { requireOwn } from '../checkpoints/own-run';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import { forkProblems } from '../../../src-shared/experiment/fork';
import type { Experiment } from '../../../src-shared/experiment/schema';
import type { WeightEdit } from '../../../src-shared/models/network/weight-edit';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import type { CallOptions } from '../../host/pending-calls';
import type { WorkerHost } from '../../host/worker-host';
import type { Workspace } from '../../workspace';
import type { StoredState } from '../../worker/protocol/locations';
import { findCheckpoint, readEnding } from '../checkpoints/checkpoint-location';
import { findSoundCheckpoint } from '../checkpoints/sound-checkpoint';
import { checkParams, type DataLocation, type RunData } from '../data/run-data';

export interface ForkPlan {
  /** The run whose checkpoint is copied. */
  readonly source: RunRecord;
  /** null: its last checkpoint that is whole. */
  readonly step: number | null;
  readonly experiment: Experiment;
  /** What the new run says it comes from; null: the source. */
  readonly parent: RunRecord['parent'];
  /** Weights of a network that are set by hand where it begins. */
  readonly weights: readonly WeightEdit[];
}

/** A run that is made and can be queued. */
export interface MadeFork {
  readonly run: StoredRun;
  readonly location: DataLocation;
}

/** Makes runs that go on from another run's checkpoint with other settings. */
export class RunForks {
  readonly #workspace: Workspace;
  readonly #host: Pick<WorkerHost, 'call'>;
  readonly #data: RunData;
  readonly #environment: RunRecord['environment'];

  constructor(options: {
    workspace: Workspace;
    host: Pick<WorkerHost, 'call'>;
    data: RunData;
    environment: RunRecord['environment'];
  }) {
    this.#workspace = options.workspace;
    this.#host = options.host;
    this.#data = options.data;
    this.#environment = options.environment;
  }

  /**
   * A run whose folder holds the checkpoint to go on from. What cannot be made leaves nothing behind.
   * @throws BenchtopError where a setting cannot be changed, or checkpoint or data are not there
   */
  async make(
    { source, step, experiment, parent, weights }: ForkPlan,
    options: CallOptions = {},
  ): Promise<MadeFork> {
    requireOwn(source);
    const from = await this.#stateAt(source, step);
    const [problem] = forkProblems(
      source.experiment,
      experiment,
      from.step,
      source.dataset?.trainRows ?? null,
    );
    if (problem !== undefined) throw fail('invalid-experiment', problem.message, { field: problem.field });
    const { dataset } = source;
    if (dataset === null)
      throw fail('not-found', sentence('This run has not read its data yet: it cannot be forked.'));
    if (dataset.stream !== undefined)
      throw fail(
        'conflict',
        'The rows of this run are streamed: it can go on where it was stopped, but not with other settings. Start a new run.',
      );
    const location = await this.#data.locateAgain(source, options);
    await this.#host.call('check', checkParams(experiment, location), options);
    const { runs } = this.#workspace;
    const run = runs.create(experiment, {
      environment: this.#environment,
      dataCopy: source.dataCopy,
      ...(source.otherCopies === undefined ? {} : { otherCopies: source.otherCopies }),
      parent: parent ?? { id: source.id, step: from.step },
      rateChanges: changesFor(source, experiment, from.step),
    });
    const { id } = run.record;
    try {
      const start = await this.#host.call('fork', {
        runFolder: runs.findFolder(source.id),
        from: from.state,
        parent: { experiment: source.experiment, dataset },
        to: runs.findFolder(id),
        experiment,
        weights,
      });
      // A fork again begins with what its own checkpoint holds.
      const edited = parent === null ? start.editedWeights : source.editedWeights;
      const made = runs.update(id, (record) => ({
        ...record,
        steps: from.step,
        elapsedMs: start.elapsedMs,
        checkpoints: [start.checkpoint],
        ...(edited === undefined || edited.length === 0 ? {} : { editedWeights: [...edited] }),
      }));
      return { run: made, location };
    } catch (error) {
      runs.discard(id);
      throw error;
    }
  }

  /** The state at a step: of a checkpoint, else of a snapshot. */
  async #stateAt(record: RunRecord, step: number | null): Promise<{ step: number; state: StoredState }> {
    const { checkpoints, id } = record;
    if (step !== null && !checkpoints.some((checkpoint) => checkpoint.step === step)) {
      const runFolder = this.#workspace.runs.findFolder(id);
      const { moments } = await this.#host.call('stored', { runFolder, model: null });
      if (moments.includes(step)) return { step, state: { kind: 'snapshot', step } };
    }
    const checkpoint =
      step === null
        ? findSoundCheckpoint(record, this.#workspace.runs.checkpoints).from
        : findCheckpoint(record, step);
    const ending = checkpoint.step === record.steps ? readEnding(record) : null;
    return { step: checkpoint.step, state: { kind: 'checkpoint', path: checkpoint.path, ending } };
  }
}

/**
 * Changes of the learning rate that are part of the fork's course: those before the checkpoint, and
 * the later ones only where another run is repeated.
 */
function changesFor({ rateChanges, experiment }: RunRecord, child: Experiment, step: number) {
  const isRepeat = JSON.stringify(experiment) === JSON.stringify(child);
  return isRepeat ? rateChanges : rateChanges.filter((change) => change.step < step);
}
