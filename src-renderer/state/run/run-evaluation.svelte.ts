import type { ReadProgress } from '../../../src-shared/dataset/look';
import type { ErrorInfo } from '../../../src-shared/errors';
import type {
  Evaluation,
  EvaluationFormat,
  EvaluationPart,
} from '../../../src-shared/run/evaluation/evaluation';
import { settle, type BenchtopApi } from '../../api/client';
import { attempt, toasts, type Toasts } from '../base/toasts.svelte';

/**
 * How good the models of a run are, asked for one checkpoint at a time: the last answer stays until
 * the next is there. The data is read again for it, so it is only asked when it is looked at.
 */
export class RunEvaluation {
  readonly #api: BenchtopApi;
  readonly #id: string;
  readonly #toasts: Toasts;
  readonly task: string;
  #answer = $state.raw<Evaluation | null>(null);
  #error = $state.raw<ErrorInfo | null>(null);
  #busy = $state(false);
  #progress = $state.raw<ReadProgress | null>(null);
  #isExporting = $state(false);
  #part = $state<EvaluationPart>('validation');
  #threshold = $state<number | null>(null);
  /** Of the question under way, or last answered, or cancelled. */
  #step: number | null = null;
  #isFinished = false;
  #request = 0;

  constructor(api: BenchtopApi, id: string, options: { toasts?: Toasts } = {}) {
    this.#api = api;
    this.#id = id;
    this.#toasts = options.toasts ?? toasts;
    this.task = `evaluate-${id}`;
  }

  get answer(): Evaluation | null {
    return this.#answer;
  }

  get error(): ErrorInfo | null {
    return this.#error;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** How far the data is read; null while nothing is read. */
  get progress(): ReadProgress | null {
    return this.#progress;
  }

  get isExporting(): boolean {
    return this.#isExporting;
  }

  /** The rows that are looked at: the validation rows, where there are any, until a person chooses. */
  get part(): EvaluationPart {
    return this.#answer?.validation === null ? 'train' : this.#part;
  }

  set part(part: EvaluationPart) {
    this.#part = part;
  }

  /** Of two classes, where a person put it; null: the model's own. */
  get threshold(): number | null {
    return this.#threshold;
  }

  set threshold(threshold: number | null) {
    this.#threshold = threshold;
  }

  /** Listens to the progress; the answer stops it, and ends what is under way. */
  start(): () => void {
    const off = this.#api.on('dataset.progress', ({ task, ...progress }) => {
      if (task === this.task && this.#busy) this.#progress = progress;
    });
    return () => {
      off();
      if (this.#busy) this.cancel();
    };
  }

  /**
   * Asks about the checkpoint of a step, unless that is what was asked last.
   * @param isFinished whether the run is: its last step's model may be another one then
   */
  ask(step: number, isFinished = false): void {
    const isNews = step !== this.#step || isFinished !== this.#isFinished;
    this.#isFinished = isFinished;
    if (isNews) void this.again(step);
  }

  /** Asks in any case; a question under way is overtaken. */
  async again(step: number): Promise<void> {
    this.#request += 1;
    const asked = this.#request;
    this.#step = step;
    this.#busy = true;
    this.#error = null;
    const answer = await settle(this.#api.runsEvaluate({ id: this.#id, step, task: this.task }));
    if (asked !== this.#request) return;
    this.#busy = false;
    this.#progress = null;
    if (answer.ok) this.#answer = answer.value;
    else this.#error = answer.error;
  }

  cancel(): void {
    this.#request += 1;
    this.#busy = false;
    this.#progress = null;
    // What was not answered may be asked again by looking at it again.
    this.#step = this.#answer?.step ?? null;
    void settle(this.#api.datasetsCancel({ task: this.task }));
  }

  /** Writes what is shown where main's dialog says. */
  async export(format: EvaluationFormat): Promise<void> {
    if (this.#isExporting || this.#answer === null) return;
    this.#isExporting = true;
    const { step } = this.#answer;
    const task = `${this.task}-export`;
    const done = await attempt(
      this.#api.runsExportEvaluation({ id: this.#id, step, format, task }),
      this.#toasts,
    );
    this.#isExporting = false;
    if (done !== null) this.#toasts.info(`Saved as ${done.path}`);
  }
}
