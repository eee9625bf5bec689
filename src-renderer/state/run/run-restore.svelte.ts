import type { ErrorInfo } from '../../../src-shared/errors';
import type { Frame } from '../../../src-shared/run/live/frames';
import type { BenchtopApi } from '../../api/client';
import { LatestAnswer } from '../base/latest-answer.svelte';

/** A checkpoint's model, read back from disk and shown in place of the run's own. */
export class RunRestore {
  readonly #api: BenchtopApi;
  readonly #id: string;
  readonly #answer = new LatestAnswer<{ readonly frame: Frame; readonly step: number }>();
  #step = $state<number | null>(null);

  constructor(api: BenchtopApi, id: string) {
    this.#api = api;
    this.#id = id;
  }

  get shown(): { readonly frame: Frame; readonly step: number } | null {
    return this.#answer.value;
  }

  /** Step of the checkpoint that is being read. */
  get pending(): number | null {
    return this.#answer.pending ? this.#step : null;
  }

  get error(): ErrorInfo | null {
    return this.#answer.error;
  }

  /** Loads the model of a step in a fresh worker; a later request overtakes it. */
  async restore(step: number): Promise<void> {
    this.#step = step;
    await this.#answer.ask(this.#api.runsPicture({ id: this.#id, step }));
  }

  /** Shows the run's own model again. */
  back(): void {
    this.#answer.clear();
  }
}
