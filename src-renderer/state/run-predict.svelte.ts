import type { ErrorInfo, Result } from '../../src-shared/errors';
import type { Prediction } from '../../src-shared/run/frames';
import { settle, type BenchtopApi } from '../api/client';

export const RANDOM_POINTS = 20;

/** Points that a person asked about, with the answers of one model of the run. */
export class RunPredict {
  readonly #api: BenchtopApi;
  readonly #id: string;
  #step = $state<number | null>(null);
  #results = $state.raw<readonly Prediction[]>([]);
  #error = $state.raw<ErrorInfo | null>(null);
  #isBusy = $state(false);
  #asked = 0;

  constructor(api: BenchtopApi, id: string) {
    this.#api = api;
    this.#id = id;
  }

  get results(): readonly Prediction[] {
    return this.#results;
  }

  get error(): ErrorInfo | null {
    return this.#error;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Asks about one more point, in raw units and the features' order. @returns whether it was answered */
  async add(point: readonly number[]): Promise<boolean> {
    const { step } = this;
    const answer = await this.#ask(this.#api.runsPredict({ id: this.#id, step, points: [[...point]] }));
    if (answer === null) return false;
    this.#results = [...this.#results, ...answer];
    return true;
  }

  /** Asks about `count` points drawn uniformly over the data's range; the same seed, the same points. */
  async addRandom(count: number, seed: number): Promise<void> {
    const { step } = this;
    const answer = await this.#ask(this.#api.runsPredictRandom({ id: this.#id, step, n: count, seed }));
    if (answer !== null) this.#results = [...this.#results, ...answer];
  }

  remove(point: Prediction): void {
    this.#results = this.#results.filter((item) => item !== point);
  }

  clear(): void {
    this.#asked += 1;
    this.#isBusy = false;
    this.#results = [];
    this.#error = null;
  }

  get step(): number | null {
    return this.#step;
  }

  /** Asks another model of the run: that of a checkpoint, or (null) its last. */
  async use(step: number | null, features: readonly string[]): Promise<void> {
    this.#step = step;
    if (this.#results.length === 0) return;
    const points = this.#results.map(({ input }) => features.map((name) => input[name] ?? NaN));
    const answer = await this.#ask(this.#api.runsPredict({ id: this.#id, step, points }));
    if (answer !== null) this.#results = answer;
  }

  /** The answer; null where it failed, or where a later question has overtaken it. */
  async #ask(request: Promise<Result<readonly Prediction[]>>): Promise<readonly Prediction[] | null> {
    this.#asked += 1;
    const asked = this.#asked;
    this.#isBusy = true;
    this.#error = null;
    const answer = await settle(request);
    if (asked !== this.#asked) return null;
    this.#isBusy = false;
    if (answer.ok) return answer.value;
    this.#error = answer.error;
    return null;
  }
}
