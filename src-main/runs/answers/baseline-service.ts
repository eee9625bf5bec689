import type { RunBaselines } from '../../../src-shared/compare/baselines/baselines';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { readBaselines, writeBaselines } from '../../workspace';
import type { ModelService } from './model-service';

/** What baselines come to on the rows of runs: trained once, and kept with the run. */
export class BaselineService {
  readonly #get: (id: string) => StoredRun;
  readonly #models: Pick<ModelService, 'trainBaselines'>;
  readonly #readOnly: () => string | null;
  readonly #onActive: (isActive: boolean) => void;
  /** Runs whose baselines are trained now. */
  readonly #training = new Map<string, Promise<RunBaselines>>();

  constructor(options: {
    /** @throws BenchtopError `not-found` */
    readonly get: (id: string) => StoredRun;
    readonly models: Pick<ModelService, 'trainBaselines'>;
    /** Why nothing may be kept; null: it may. */
    readonly readOnly: () => string | null;
    /** Told when those of several runs are trained, and when no more. */
    readonly onActive: (isActive: boolean) => void;
  }) {
    this.#get = options.get;
    this.#models = options.models;
    this.#readOnly = options.readOnly;
    this.#onActive = options.onActive;
  }

  /** What is kept of a run's baselines; null: nothing that is of its last model. */
  stored(id: string): RunBaselines | null {
    const { record, path } = this.#get(id);
    const last = record.checkpoints[record.checkpoints.length - 1];
    if (record.dataset === null || last === undefined) return null;
    return readBaselines(path, { step: last.step, fingerprint: record.dataset.fingerprint });
  }

  /**
   * A run's baselines: those that are kept, else trained now on its training rows.
   * @throws BenchtopError `conflict` where it has not finished, `invalid-data` where it has no validation rows or
   * no target, or its data has changed
   */
  async train(id: string, task: string | null = null): Promise<RunBaselines> {
    const kept = this.stored(id);
    if (kept !== null) return kept;
    const running = this.#training.get(id);
    if (running !== undefined) return running;
    const work = this.#train(id, task);
    this.#training.set(id, work);
    if (this.#training.size === 2) this.#onActive(true);
    try {
      return await work;
    } finally {
      this.#training.delete(id);
      if (this.#training.size === 0) this.#onActive(false);
    }
  }

  async #train(id: string, task: string | null): Promise<RunBaselines> {
    const { record, path } = this.#get(id);
    if (record.external !== undefined)
      throw fail(
        'invalid-data',
        sentence('Another program trained this run: there is no model of it to hold against baselines.'),
      );
    if (record.status !== 'finished')
      throw fail(
        'conflict',
        sentence('"{name}" has not finished: only a finished run is held against baselines.', {
          name: record.name,
        }),
      );
    const found = {
      ...(await this.#models.trainBaselines(id, record.experiment.seed, task)),
      step: record.checkpoints[record.checkpoints.length - 1]?.step ?? record.steps,
    };
    if (this.#readOnly() === null) writeBaselines(path, found);
    return found;
  }
}
