import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { Repair, RepairMethod } from '../../../src-shared/run/explanation/repair';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import { TERMINAL } from '../../../src-shared/run/record/status';
import { STATUS_SENTENCES } from '../../../src-shared/run/record/status-sentences';
import type { Workspace } from '../../workspace';
import type { RunModel } from './prediction-service';

/** What repairs the probabilities of runs that are over: kept in their records, the models stay as they are. */
export class Repairs {
  readonly #runs: Workspace['runs'];
  readonly #fit: (model: RunModel, method: RepairMethod, task: string | null) => Promise<Omit<Repair, 'at'>>;
  readonly #change: (id: string, change: (record: RunRecord) => RunRecord) => StoredRun;

  constructor(options: {
    readonly runs: Workspace['runs'];
    readonly fit: (model: RunModel, method: RepairMethod, task: string | null) => Promise<Omit<Repair, 'at'>>;
    /** Keeps a change of a record and tells of it. */
    readonly change: (id: string, change: (record: RunRecord) => RunRecord) => StoredRun;
  }) {
    this.#runs = options.runs;
    this.#fit = options.fit;
    this.#change = options.change;
  }

  /**
   * Fits a repair of the last model's probabilities to the validation rows and keeps it, or takes it away.
   * @param method null: the model's own probabilities again
   * @throws BenchtopError `conflict` while it trains; `invalid-data` for a model without probabilities, or with
   *   too few validation rows
   */
  async set(id: string, method: RepairMethod | null, task: string | null = null): Promise<StoredRun> {
    const { record } = this.#runs.get(id);
    this.#runs.requireChangeable(id);
    if (!TERMINAL.has(record.status))
      throw fail(
        'conflict',
        sentence('This run is {status}: its probabilities can be repaired once it is over.', {
          status: STATUS_SENTENCES[record.status],
        }),
      );
    if (method === null) {
      return this.#change(id, (old) => {
        const { repair: _, ...rest } = old;
        return rest;
      });
    }
    const fitted = await this.#fit({ id, step: null }, method, task);
    return this.#change(id, (old) => ({ ...old, repair: { ...fitted, at: new Date().toISOString() } }));
  }
}
