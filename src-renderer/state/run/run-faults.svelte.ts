import type { ReadProgress } from '../../../src-shared/dataset/look';
import type { ErrorInfo } from '../../../src-shared/errors';
import type { Faults } from '../../../src-shared/run/explanation/faults';
import type { BenchtopApi } from '../../api/client';
import { LatestAnswer } from '../base/latest-answer.svelte';
import { Task } from '../base/task.svelte';

const WORST_ROWS = 10;

/** Where the model of a run is wrong: asked for when it is looked at, a step at a time. */
export class RunFaults {
  readonly #api: BenchtopApi;
  readonly #id: string;
  readonly #task: Task;
  readonly #answer = new LatestAnswer<Faults>();
  /** Step and rows of what was asked last. */
  #asked: string | null = null;

  constructor(api: BenchtopApi, id: string) {
    this.#api = api;
    this.#id = id;
    this.#task = new Task(api, `faults-${id}`);
  }

  get value(): Faults | null {
    return this.#answer.value;
  }

  get error(): ErrorInfo | null {
    return this.#answer.error;
  }

  get busy(): boolean {
    return this.#answer.pending;
  }

  get progress(): ReadProgress | null {
    return this.#task.progress;
  }

  /**
   * Asks about the model of a step, unless that is what was asked last.
   * @param onTest about the test part, which was opened
   */
  async ask(step: number, onTest = false): Promise<void> {
    const asked = `${step} ${onTest}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    const request = { id: this.#id, step, count: WORST_ROWS, onTest };
    await this.#answer.ask(this.#task.run((task) => this.#api.runsExplainFaults({ ...request, task })));
  }

  /** Ends the question under way; its model may be asked about again. */
  leave(): void {
    if (!this.busy) return;
    this.#answer.drop();
    this.#task.drop();
    const { value } = this;
    this.#asked = value === null ? null : `${value.step} ${value.part === 'test'}`;
  }
}
