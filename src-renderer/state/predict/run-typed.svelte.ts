import type { PredictionRow, ComputedSteps } from '../../../src-shared/run/points/query-points';
import type { ErrorInfo } from '../../../src-shared/errors';
import type { RawColumnFacts } from '../../../src-shared/run/points/raw-columns';
import { settle, type BenchtopApi } from '../../api/client';
import { queryText, startText } from './point-values';

/** Short enough to follow a slider, long enough to gather what one movement sends. */
const ASK_MS = 30;

/**
 * The point of the form: a text for each raw column, and what the model says of it. It is asked as
 * one types or drags, one question at a time; only the answer to the newest is shown.
 */
export class RunTyped {
  readonly #api: BenchtopApi;
  readonly #id: string;
  #step: number | null = null;
  #columns = $state.raw<readonly RawColumnFacts[]>([]);
  #texts = $state.raw<readonly string[]>([]);
  #names = $state.raw<readonly string[]>([]);
  #row = $state.raw<PredictionRow | null>(null);
  #answeredStep = $state<number | null>(null);
  #steps = $state.raw<ComputedSteps | null>(null);
  #error = $state.raw<ErrorInfo | null>(null);
  /** The texts or the model changed since the question that is under way, or before the first. */
  #isStale = $state(false);
  #isPending = false;
  #isOpen = false;
  #explains = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: BenchtopApi, id: string) {
    this.#api = api;
    this.#id = id;
  }

  get columns(): readonly RawColumnFacts[] {
    return this.#columns;
  }
  /** In the order of the columns; empty where a cell is missing. */
  get texts(): readonly string[] {
    return this.#texts;
  }
  /** Cells of the form as the model gets them. */
  get cells(): string[] {
    return this.#columns.map((column, c) => queryText(column, this.#texts[c] ?? ''));
  }
  /** Names of the answers. */
  get names(): readonly string[] {
    return this.#names;
  }
  /** The last answer, of these texts unless `isStale`. */
  get row(): PredictionRow | null {
    return this.#row;
  }
  /** Step of the model that answered. */
  get answeredStep(): number | null {
    return this.#answeredStep;
  }
  get steps(): ComputedSteps | null {
    return this.#steps;
  }
  get error(): ErrorInfo | null {
    return this.#error;
  }
  get isStale(): boolean {
    return this.#isStale;
  }
  /** Whether how an answer is computed comes with it. */
  get explains(): boolean {
    return this.#explains;
  }
  set explains(explains: boolean) {
    this.#explains = explains;
    if (explains) this.#change();
    else this.#steps = null;
  }

  /** The form is on the screen: other columns begin at their medians, the same ones where they stood. */
  open(columns: readonly RawColumnFacts[]): () => void {
    const isOther = JSON.stringify(columns) !== JSON.stringify(this.#columns);
    if (isOther) {
      this.#columns = columns;
      this.#texts = columns.map(startText);
      this.#row = null;
      this.#steps = null;
    }
    this.#isOpen = true;
    this.#change();
    return () => {
      this.#isOpen = false;
      clearTimeout(this.#timer);
    };
  }

  set(column: number, text: string): void {
    if (this.#texts[column] === text) return;
    this.#texts = this.#texts.map((old, c) => (c === column ? text : old));
    this.#change();
  }

  /** Sets the medians and the most frequent categories again. */
  reset(): void {
    this.#texts = this.#columns.map(startText);
    this.#change();
  }

  /** Asks another model of the run. */
  use(step: number | null): void {
    this.#step = step;
    if (this.#isOpen) this.#change();
  }

  #change(): void {
    if (this.#columns.length === 0) return;
    this.#isStale = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), ASK_MS);
  }

  async #ask(): Promise<void> {
    // Once it is answered, what has changed meanwhile is asked.
    if (this.#isPending) return;
    this.#isPending = true;
    const texts = this.#texts;
    const step = this.#step;
    const explain = this.#explains;
    const rows = [{ cells: this.cells }];
    const answer = await settle(this.#api.runsPredict({ id: this.#id, step, rows, explain }));
    this.#isPending = false;
    const isNewest = texts === this.#texts && step === this.#step && (explain || !this.#explains);
    if (!isNewest) {
      if (this.#isOpen) this.#change();
      return;
    }
    this.#isStale = false;
    this.#error = answer.ok ? null : answer.error;
    if (!answer.ok) return;
    this.#names = answer.value.columns;
    this.#answeredStep = answer.value.step;
    this.#row = answer.value.rows[0] ?? null;
    this.#steps = answer.value.steps;
  }
}
