import type { ErrorInfo } from '../../../src-shared/errors';
import type { RowExplanation } from '../../../src-shared/run/explanation/explanation';
import { settle, type BenchtopApi } from '../../api/client';

/**
 * How the answer to the point of the form is made up of its columns. It follows the sliders: one question
 * at a time, and what has changed meanwhile is asked next.
 */
export class RunAttribution {
  readonly #api: BenchtopApi;
  readonly #id: string;
  #value = $state.raw<RowExplanation | null>(null);
  #error = $state.raw<ErrorInfo | null>(null);
  #isOpen = $state(false);
  /** Answers are of another point than the last that was asked about. */
  #isStale = $state(false);
  #isPending = false;
  #next: { readonly step: number | null; readonly cells: readonly string[] } | null = null;

  constructor(api: BenchtopApi, id: string) {
    this.#api = api;
    this.#id = id;
  }

  get value(): RowExplanation | null {
    return this.#value;
  }

  get error(): ErrorInfo | null {
    return this.#error;
  }

  get isStale(): boolean {
    return this.#isStale;
  }

  /** Whether it is shown, and asked at all. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  set isOpen(isOpen: boolean) {
    this.#isOpen = isOpen;
    if (!isOpen) this.#next = null;
  }

  /** Asks about a point, as soon as the one before is answered. */
  follow(step: number | null, cells: readonly string[]): void {
    if (!this.#isOpen) return;
    this.#next = { step, cells };
    this.#isStale = true;
    void this.#ask();
  }

  async #ask(): Promise<void> {
    if (this.#isPending || this.#next === null) return;
    const { step, cells } = this.#next;
    this.#next = null;
    this.#isPending = true;
    const answer = await settle(
      this.#api.runsExplainPoint({
        id: this.#id,
        step,
        cells: [...cells],
        method: 'shap',
        task: `explain-point-${this.#id}`.slice(0, 64),
      }),
    );
    this.#isPending = false;
    this.#error = answer.ok ? null : answer.error;
    if (answer.ok) this.#value = answer.value;
    if (this.#next !== null) await this.#ask();
    else this.#isStale = false;
  }
}
