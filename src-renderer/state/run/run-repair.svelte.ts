import type { RepairMethod } from '../../../src-shared/run/explanation/repair';
import type { BenchtopApi } from '../../api/client';
import { Task } from '../base/task.svelte';
import { attempt, type Toasts } from '../base/toasts.svelte';

/** What a person decides of a run's probabilities and of its test part; the record that follows is pushed. */
export class RunRepair {
  readonly #api: BenchtopApi;
  readonly #id: string;
  readonly #toasts: Toasts;
  readonly #task: Task;
  #isBusy = $state(false);

  constructor(api: BenchtopApi, id: string, toasts: Toasts) {
    this.#api = api;
    this.#id = id;
    this.#toasts = toasts;
    this.#task = new Task(api, `repair-${id}`);
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Repairs probabilities in predictions from now on; null: they are the model's own again. */
  async set(method: RepairMethod | null): Promise<void> {
    await this.#do((task) => this.#api.runsSetRepair({ id: this.#id, method, task }));
  }

  /** Evaluates the rows that were set apart, which the run says from then on. @returns whether it was done */
  openTest(): Promise<boolean> {
    return this.#do((task) => this.#api.runsOpenTest({ id: this.#id, task }));
  }

  async #do(ask: (task: string) => ReturnType<BenchtopApi['runsSetRepair']>): Promise<boolean> {
    if (this.#isBusy) return false;
    this.#isBusy = true;
    const run = await attempt(this.#task.run(ask), this.#toasts);
    this.#isBusy = false;
    return run !== null;
  }
}
