import type { ReadProgress } from '../../../src-shared/dataset/look';
import type { ErrorInfo } from '../../../src-shared/errors';
import type {
  Dependence,
  Importance,
  ImportanceMetric,
} from '../../../src-shared/run/explanation/explanation';
import type { BenchtopApi } from '../../api/client';
import { LatestAnswer } from '../base/latest-answer.svelte';
import { Task } from '../base/task.svelte';

/**
 * Why the model of a run says what it says: which columns decide, and what it makes of the one that is
 * chosen. Both are asked only when they are looked at; the last answers stay until the next are there.
 */
export class RunExplain {
  readonly #api: BenchtopApi;
  readonly #id: string;
  readonly #columnsTask: Task;
  readonly #curveTask: Task;
  readonly #columns = new LatestAnswer<Importance>();
  readonly #curve = new LatestAnswer<Dependence>();
  #metric = $state<ImportanceMetric | null>(null);
  #onTest = $state(false);
  #chosen = $state<string | null>(null);
  /** Step of the question under way, or last answered, or cancelled. */
  #step: number | null = null;

  constructor(api: BenchtopApi, id: string) {
    this.#api = api;
    this.#id = id;
    this.#columnsTask = new Task(api, `explain-${id}`);
    this.#curveTask = new Task(api, `explain-column-${id}`);
  }

  get importance(): Importance | null {
    return this.#columns.value;
  }

  get error(): ErrorInfo | null {
    return this.#columns.error;
  }

  get busy(): boolean {
    return this.#columns.pending;
  }

  get progress(): ReadProgress | null {
    return this.#columnsTask.progress;
  }

  /** The curve of the chosen column; of the one before until it is there. */
  get curve(): Dependence | null {
    return this.#curve.value;
  }

  get curveError(): ErrorInfo | null {
    return this.#curve.error;
  }

  get curveBusy(): boolean {
    return this.#curve.pending;
  }

  /** The column whose curve is shown; null: none was chosen yet. */
  get chosen(): string | null {
    return this.#chosen;
  }

  get metric(): ImportanceMetric | null {
    return this.importance?.metric ?? this.#metric;
  }

  /** Asks by another metric. */
  set metric(metric: ImportanceMetric | null) {
    this.#metric = metric;
    if (this.#step !== null) void this.again(this.#step);
  }

  /** Whether it is asked about the test part, which was opened. */
  get onTest(): boolean {
    return this.#onTest;
  }

  set onTest(onTest: boolean) {
    this.#onTest = onTest;
    if (this.#step !== null) void this.again(this.#step);
  }

  /** Marks it as shown. @returns marks it as hidden and cancels what is under way */
  start(): () => void {
    return () => {
      if (this.busy) this.cancel();
      this.#curve.drop();
      this.#curveTask.drop();
    };
  }

  /** Asks about the model of a step, unless that is what was asked last. */
  ask(step: number): void {
    if (step !== this.#step) void this.again(step);
  }

  /** Asks in any case; the most important column is chosen where none is. */
  async again(step: number): Promise<void> {
    this.#step = step;
    const metric = this.#metric;
    const onTest = this.#onTest;
    const answer = await this.#columns.ask(
      this.#columnsTask.run((task) =>
        this.#api.runsExplainColumns({ id: this.#id, step, metric, onTest, task }),
      ),
    );
    if (answer?.ok !== true) return;
    const columns = answer.value.columns.map(({ column }) => column);
    const chosen = columns.find((column) => column === this.#chosen) ?? columns[0];
    if (chosen !== undefined) await this.choose(chosen);
  }

  /** Ends the question under way; its model may be asked about again. */
  cancel(): void {
    this.#columns.drop();
    this.#columnsTask.drop();
    this.#step = this.importance?.step ?? null;
  }

  /** Shows what the model makes of a column. */
  async choose(column: string): Promise<void> {
    this.#chosen = column;
    const step = this.#step;
    const onTest = this.#onTest;
    await this.#curve.ask(
      this.#curveTask.run((task) =>
        this.#api.runsExplainColumn({ id: this.#id, step, column, onTest, task }),
      ),
    );
  }
}
