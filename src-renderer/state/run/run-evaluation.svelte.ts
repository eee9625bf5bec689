import { say } from '../../../src-shared/language/say';
import type { ReadProgress } from '../../../src-shared/dataset/look';
import type { ErrorInfo } from '../../../src-shared/errors';
import type {
  Evaluation,
  EvaluationFormat,
  EvaluationPart,
} from '../../../src-shared/run/evaluation/evaluation';
import type { BenchtopApi } from '../../api/client';
import { LatestAnswer } from '../base/latest-answer.svelte';
import { Task } from '../base/task.svelte';
import { attempt, toasts, type Toasts } from '../base/toasts.svelte';

/**
 * How good the models of a run are, asked for one checkpoint at a time: the last answer stays until
 * the next is there. The data is read again for it, so it is only asked when it is looked at.
 */
export class RunEvaluation {
  readonly #api: BenchtopApi;
  readonly #id: string;
  readonly #toasts: Toasts;
  readonly #task: Task;
  readonly #answer = new LatestAnswer<Evaluation>();
  #isExporting = $state(false);
  #part = $state<EvaluationPart>('validation');
  #threshold = $state<number | null>(null);
  /** Step of the question under way, or last answered, or cancelled. */
  #step: number | null = null;
  #isFinished = false;

  constructor(api: BenchtopApi, id: string, options: { toasts?: Toasts } = {}) {
    this.#api = api;
    this.#id = id;
    this.#toasts = options.toasts ?? toasts;
    this.#task = new Task(api, `evaluate-${id}`);
  }

  /** The name by which main knows the evaluating. */
  get task(): string {
    return this.#task.name;
  }

  get answer(): Evaluation | null {
    return this.#answer.value;
  }

  get error(): ErrorInfo | null {
    return this.#answer.error;
  }

  get busy(): boolean {
    return this.#answer.pending;
  }

  /** Progress of reading the data; null while nothing is read. */
  get progress(): ReadProgress | null {
    return this.#task.progress;
  }

  get isExporting(): boolean {
    return this.#isExporting;
  }

  /** The rows that are looked at: the validation rows, where there are any, until a person chooses. */
  get part(): EvaluationPart {
    return this.#answer.value?.validation === null ? 'train' : this.#part;
  }

  set part(part: EvaluationPart) {
    this.#part = part;
  }

  /** Threshold between two classes, where a person put it; null: the model's own. */
  get threshold(): number | null {
    return this.#threshold;
  }

  set threshold(threshold: number | null) {
    this.#threshold = threshold;
  }

  /** Marks it as shown. @returns marks it as hidden and cancels what is under way */
  start(): () => void {
    return () => {
      if (this.busy) this.cancel();
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
    this.#step = step;
    await this.#answer.ask(this.#task.run((task) => this.#api.runsEvaluate({ id: this.#id, step, task })));
  }

  /** Ends the question under way; its checkpoint may be asked about again. */
  cancel(): void {
    this.#answer.drop();
    this.#task.drop();
    this.#step = this.answer?.step ?? null;
  }

  /** Writes what is shown where main's dialog says. */
  async export(format: EvaluationFormat): Promise<void> {
    const { answer } = this;
    if (this.#isExporting || answer === null) return;
    this.#isExporting = true;
    const { step } = answer;
    const task = `${this.task}-export`;
    const done = await attempt(
      this.#api.runsExportEvaluation({ id: this.#id, step, format, task }),
      this.#toasts,
    );
    this.#isExporting = false;
    if (done !== null) this.#toasts.info(say('Saved as {path}', { path: done.path }));
  }
}
