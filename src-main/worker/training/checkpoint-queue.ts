import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { CheckpointRef } from '../../../src-shared/run/record/record';
import type { ModelState } from '../../algorithms/contract/state';
import type { LoadedDataset } from '../../dataset';
import { writeCheckpoint } from '../../files/checkpoint';
import type { TrainJob } from '../protocol/training';
import type { DiskWaits } from './disk-waits';
import type { LoggedRows } from './logged-rows';

/** Checkpoints on their way to disk before training waits for them. */
const PENDING_CHECKPOINTS = 4;

/** What a checkpoint says of its model. */
interface Figures {
  readonly metrics: Readonly<Record<string, number>>;
  /** Whether they are of a sample of the run's rows. */
  readonly isOfSample: boolean;
}

/** Writes checkpoints one after another beside the training, a few at most under way. */
export class CheckpointQueue {
  readonly #job: TrainJob;
  readonly #loaded: LoadedDataset;
  readonly #disk: Pick<DiskWaits, 'write'>;
  readonly #logged: LoggedRows;
  readonly #written: (checkpoint: CheckpointRef) => void;
  #tail: Promise<void> = Promise.resolve();
  #pending = 0;
  #lastStep = -1;
  #error: Error | null = null;

  constructor(options: {
    readonly job: TrainJob;
    readonly loaded: LoadedDataset;
    readonly disk: Pick<DiskWaits, 'write'>;
    readonly logged: LoggedRows;
    /** Told of each that is on disk. */
    readonly written: (checkpoint: CheckpointRef) => void;
  }) {
    this.#job = options.job;
    this.#loaded = options.loaded;
    this.#disk = options.disk;
    this.#logged = options.logged;
    this.#written = options.written;
  }

  /** Keeps the model of a step on the way. */
  async save(
    state: ModelState,
    metrics: Readonly<Record<string, number>>,
    isOfSample = false,
  ): Promise<void> {
    // A model that has diverged is not one to go on from: the checkpoint before it stays the last.
    if (state.step === this.#lastStep || hasDiverged(state, metrics)) return;
    await this.#write(state, { metrics, isOfSample }, false);
  }

  /**
   * Keeps the model that training ends with, in the place of one of the same step: going back to the
   * best weights, scoring folds and calibration change a model and make no step.
   */
  async saveEnd(
    state: ModelState,
    metrics: Readonly<Record<string, number>>,
    isOfSample = false,
  ): Promise<void> {
    if (!hasDiverged(state, metrics)) await this.#write(state, { metrics, isOfSample }, true);
    await this.settle();
  }

  async #write(state: ModelState, { metrics, isOfSample }: Figures, isEnd: boolean): Promise<void> {
    this.#lastStep = state.step;
    this.#pending++;
    const logged = this.#logged.whenOnDisk();
    this.#tail = this.#tail.then(async () => {
      try {
        // A checkpoint beyond its log would leave a hole in it where the run goes on.
        const log = await logged;
        const { experiment, runFolder } = this.#job;
        const figures = { metrics, ...(isOfSample ? { isOfSample } : {}) };
        const checkpoint = { state, ...figures, experiment, dataset: this.#loaded.facts, log };
        this.#written(await this.#disk.write(() => writeCheckpoint(runFolder, checkpoint), isEnd));
      } catch (error) {
        this.#error ??= error as Error;
      } finally {
        this.#pending--;
      }
    });
    if (this.#pending >= PENDING_CHECKPOINTS) await this.settle();
  }

  /** Waits for all of them; throws the first failure. */
  async settle(): Promise<void> {
    await this.#tail;
    if (this.#error !== null) {
      const error = this.#error;
      this.#error = null;
      throw error;
    }
  }
}

/** What is made small in training: the mean loss, k-means' sum of squares, an SVM's objective. */
const MINIMISED = ['loss', 'inertia', 'objective'] as const;

/**
 * Whether a model is no longer one to go on from. Its figures on validation rows say nothing of that:
 * a row far away may have an infinite loss under sound weights.
 */
export function hasDiverged({ tensors }: ModelState, metrics: Readonly<Record<string, number>>): boolean {
  if (MINIMISED.some((name) => metrics[name] !== undefined && !Number.isFinite(metrics[name]))) return true;
  return !Object.values(tensors).every(({ data }) => data.every(Number.isFinite));
}

/**
 * Error `diverged` of a run whose model ends with weights or losses that are not finite.
 * @param step last step of the run
 */
export function divergedAtEnd(step: number): Error {
  return fail(
    'diverged',
    sentence(
      'The model of step {step} is no longer made of finite numbers: scale the features. The last checkpoint is kept.',
      { step },
    ),
    { field: 'dataset.scaling' },
  );
}
