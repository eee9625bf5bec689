import type { RunBaselines } from '../../../src-shared/compare/baselines/baselines';
import { sayError } from '../../../src-shared/errors';
import { settle, type BenchtopApi } from '../../api/client';

const TASK = 'baselines';
/** Runs whose kept baselines are asked for at once. */
const AT_ONCE = 500;

/** What baselines of runs have come to, and their training, which goes on when another view is opened. */
export class BaselinesState {
  readonly #api: Pick<BenchtopApi, 'runsBaselines' | 'datasetsCancel'>;
  #found = $state.raw<ReadonlyMap<string, RunBaselines>>(new Map());
  #errors = $state.raw<ReadonlyMap<string, string>>(new Map());
  #training = $state.raw<{ readonly of: string; readonly done: number; readonly all: number } | null>(null);
  #isCancelled = false;

  constructor(api: Pick<BenchtopApi, 'runsBaselines' | 'datasetsCancel'>) {
    this.#api = api;
  }

  /** By run. */
  get found(): ReadonlyMap<string, RunBaselines> {
    return this.#found;
  }

  /** What is trained now, and how many of its runs are done; null: nothing. */
  get training(): { readonly of: string; readonly done: number; readonly all: number } | null {
    return this.#training;
  }

  /** Why the baselines of a run or group could not be trained, as a sentence; null: nothing went wrong. */
  findError(of: string): string | null {
    return this.#errors.get(of) ?? null;
  }

  /** Asks for those that are kept. */
  async fetch(ids: readonly string[]): Promise<void> {
    const missing = ids.filter((id) => !this.#found.has(id));
    for (let from = 0; from < missing.length; from += AT_ONCE) {
      const part = missing.slice(from, from + AT_ONCE);
      const answer = await settle(this.#api.runsBaselines({ ids: part, trains: false, task: null }));
      if (answer.ok) this.#keep(part, answer.value);
    }
  }

  /**
   * Trains those of runs that have none, one after another.
   * @param of the run or group that they are of
   */
  async train(of: string, ids: readonly string[]): Promise<void> {
    if (this.#training !== null) return;
    this.#isCancelled = false;
    this.#training = { of, done: 0, all: ids.length };
    this.#setError(of, null);
    for (const [done, id] of ids.entries()) {
      this.#training = { of, done, all: ids.length };
      if (this.#found.has(id)) continue;
      const answer = await settle(this.#api.runsBaselines({ ids: [id], trains: true, task: TASK }));
      if (this.#isCancelled) break;
      if (!answer.ok) {
        this.#setError(of, sayError(answer.error));
        break;
      }
      this.#keep([id], answer.value);
    }
    this.#training = null;
  }

  /** Ends the training; what was trained stays. */
  cancel(): void {
    this.#isCancelled = true;
    void settle(this.#api.datasetsCancel({ task: TASK }));
  }

  #keep(ids: readonly string[], values: readonly (RunBaselines | null)[]): void {
    const found = new Map(this.#found);
    values.forEach((value, i) => {
      const id = ids[i];
      if (id !== undefined && value !== null) found.set(id, value);
    });
    this.#found = found;
  }

  #setError(of: string, message: string | null): void {
    const errors = new Map(this.#errors);
    if (message === null) errors.delete(of);
    else errors.set(of, message);
    this.#errors = errors;
  }
}
