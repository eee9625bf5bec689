import type { ErrorInfo } from '../../../src-shared/errors';
import type { Frame } from '../../../src-shared/run/live/frames';
import { settle, type BenchtopApi } from '../../api/client';

/** A checkpoint's model, read back from disk and shown in place of the run's own. */
export class RunRestore {
  readonly #api: BenchtopApi;
  readonly #id: string;
  #shown = $state.raw<{ readonly frame: Frame; readonly step: number } | null>(null);
  #pending = $state<number | null>(null);
  #error = $state.raw<ErrorInfo | null>(null);
  #asked = 0;

  constructor(api: BenchtopApi, id: string) {
    this.#api = api;
    this.#id = id;
  }

  get shown(): { readonly frame: Frame; readonly step: number } | null {
    return this.#shown;
  }

  /** Step of the checkpoint that is being read. */
  get pending(): number | null {
    return this.#pending;
  }

  get error(): ErrorInfo | null {
    return this.#error;
  }

  /** Loads the model of a step in a fresh worker; a later request overtakes it. */
  async restore(step: number): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    this.#pending = step;
    this.#error = null;
    const answer = await settle(this.#api.runsPicture({ id: this.#id, step }));
    if (asked !== this.#asked) return;
    this.#pending = null;
    if (answer.ok) this.#shown = answer.value;
    else this.#error = answer.error;
  }

  /** Shows the run's own model again. */
  back(): void {
    this.#asked += 1;
    this.#pending = null;
    this.#shown = null;
    this.#error = null;
  }
}
