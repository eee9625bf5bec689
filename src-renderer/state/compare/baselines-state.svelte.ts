import type { RunBaselines } from '../../../src-shared/compare/baselines/baselines';
import { sayError } from '../../../src-shared/errors';
import { settle, type BenchtopApi } from '../../api/client';

/** Runs whose kept baselines are asked for at once. */
const AT_ONCE = 500;

/** What baselines of runs have come to, and their training, which goes on when another view is opened. */
export class BaselinesState {
  readonly #api: Pick<BenchtopApi, 'runsBaselines' | 'datasetsCancel'>;
  #found = $state.raw<ReadonlyMap<string, RunBaselines>>(new Map());
  #errors = $state.raw<ReadonlyMap<string, string>>(new Map());
  #training = $state.raw<{ readonly of: string; readonly done: number; readonly all: number } | null>(null);
  #isCancelled = false;
  readonly #lanes: number;
  /** Of what is trained now. */
  #tasks: readonly string[] = [];

  /** @param lanes runs whose baselines are asked for at once; left out: as many as there are cores */
  constructor(
    api: Pick<BenchtopApi, 'runsBaselines' | 'datasetsCancel'>,
    lanes = navigator.hardwareConcurrency,
  ) {
    this.#api = api;
    this.#lanes = lanes;
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
   * Trains those of runs that have none, several at once; main decides how many of them train.
   * @param of the run or group that they are of
   */
  async train(of: string, ids: readonly string[]): Promise<void> {
    if (this.#training !== null) return;
    this.#isCancelled = false;
    const waiting = ids.filter((id) => !this.#found.has(id));
    let done = ids.length - waiting.length;
    this.#training = { of, done, all: ids.length };
    this.#setError(of, null);
    const lane = async (task: string): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined && !this.#isCancelled; id = waiting.shift()) {
        const answer = await settle(this.#api.runsBaselines({ ids: [id], trains: true, task }));
        if (answer.ok) {
          this.#keep([id], answer.value);
          done += 1;
          this.#training = { of, done, all: ids.length };
        } else if (!this.#isCancelled) {
          this.#setError(of, sayError(answer.error));
          this.cancel();
        }
      }
    };
    this.#tasks = waiting.slice(0, this.#lanes).map((_, index) => `baselines-${index}`);
    await Promise.all(this.#tasks.map(lane));
    this.#training = null;
  }

  /** Ends the training; what was trained stays. */
  cancel(): void {
    this.#isCancelled = true;
    for (const task of this.#tasks) void settle(this.#api.datasetsCancel({ task }));
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
