import { hasLearningRate } from '../../../src-shared/models/network/rate-change';
import { fail } from '../../../src-shared/errors';
import { sentence, type Sentence } from '../../../src-shared/language/sentence';
import { nextStatus } from '../../../src-shared/run/record/status';
import { STATUS_SENTENCES } from '../../../src-shared/run/record/status-sentences';
import type { WorkerHost } from '../../host/worker-host';
import type { Workspace } from '../../workspace';
import type { RunRecorder } from './run-recorder';

export interface RunControlsOptions {
  readonly runs: Workspace['runs'];
  readonly host: Pick<
    WorkerHost,
    'control' | 'unqueue' | 'setLearningRate' | 'setSpeed' | 'watch' | 'drawUnits'
  >;
  readonly recorder: RunRecorder;
}

/** Why what a run is asked to do does not fit its status. */
const REFUSALS = {
  paused: (status: Sentence) => sentence('This run is {status} and cannot be paused.', { status }),
  resumed: (status: Sentence) => sentence('This run is {status} and cannot be resumed.', { status }),
  stopped: (status: Sentence) => sentence('This run is {status} and cannot be stopped.', { status }),
} as const;

/** What a person does with runs that wait or train: each refuses where the run's status does not fit. */
export class RunControls {
  readonly #runs: RunControlsOptions['runs'];
  readonly #host: RunControlsOptions['host'];
  readonly #recorder: RunRecorder;

  constructor({ runs, host, recorder }: RunControlsOptions) {
    this.#runs = runs;
    this.#host = host;
    this.#recorder = recorder;
  }

  pause(id: string): void {
    this.#control(id, 'pause', 'paused');
  }

  /** Goes on; a run that waits for room on the disk tries again at once. */
  resume(id: string): void {
    if (!this.#recorder.retryWrites(id)) this.#control(id, 'resume', 'resumed');
  }

  /** Keeps the run and a checkpoint of where it stood; a queued run never starts. */
  stop(id: string): void {
    if (this.#host.unqueue(id)) {
      this.#recorder.live.delete(id);
      this.#recorder.signal(id, 'stop', (record) => ({ ...record, endedAt: new Date().toISOString() }));
      return;
    }
    this.#control(id, 'stop', 'stopped');
    this.#recorder.endWaits(id);
    this.#recorder.signal(id, 'stop');
  }

  /** One step of a paused run, which stays paused. @throws BenchtopError `conflict` where it is not */
  step(id: string): void {
    this.#requireHere(id);
    const { status } = this.#runs.get(id).record;
    if (status === 'paused' && this.#host.control(id, 'step')) return;
    throw fail(
      'conflict',
      sentence('This run is {status}: pause it to go step by step.', { status: STATUS_SENTENCES[status] }),
    );
  }

  /**
   * Another learning rate for a network in training, from its next update on; the record says so.
   * @throws BenchtopError `conflict` where it does not train, or has no learning rate
   */
  setLearningRate(id: string, learningRate: number): void {
    this.#requireHere(id);
    const { status, experiment } = this.#runs.get(id).record;
    if (!hasLearningRate(experiment.model))
      throw fail('conflict', sentence('Only a network has a learning rate.'), { field: 'model' });
    const isTraining = status === 'running' || status === 'paused';
    if (isTraining && this.#host.setLearningRate(id, learningRate)) return;
    throw fail(
      'conflict',
      sentence('This run is {status}: its learning rate can be changed while it trains.', {
        status: STATUS_SENTENCES[status],
      }),
    );
  }

  /** The runs that the window shows, in place of those before: the others are drawn seldom. */
  watch(ids: readonly string[]): void {
    this.#host.watch(ids);
  }

  /** Whether the pictures of a network in training hold its hidden units; stored ones always do. */
  drawUnits(id: string, on: boolean): void {
    this.#host.drawUnits(id, on);
  }

  setSpeed(id: string, speed: number | null): void {
    const live = this.#recorder.live.get(id);
    if (live === undefined) {
      if (this.#runs.has(id)) this.#requireHere(id);
      return;
    }
    live.speed = speed;
    this.#host.setSpeed(id, speed);
  }

  /** @throws BenchtopError `conflict` where another process has the run, `not-found` */
  #requireHere(id: string): void {
    const { elsewhere } = this.#runs.get(id);
    if (elsewhere !== undefined) throw fail('conflict', elsewhere);
  }

  #control(id: string, action: 'pause' | 'resume' | 'stop', participle: keyof typeof REFUSALS): void {
    this.#requireHere(id);
    const { record } = this.#runs.get(id);
    if (nextStatus(record.status, action) === null || !this.#host.control(id, action)) {
      throw fail('conflict', REFUSALS[participle](STATUS_SENTENCES[record.status]));
    }
  }
}
