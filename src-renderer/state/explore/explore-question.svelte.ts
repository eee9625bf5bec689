import type { ChartAnswer, ChartKind, ChartRequest, ExploredRows } from '../../../src-shared/dataset/explore';
import type { ReadProgress } from '../../../src-shared/dataset/look';
import type { ErrorInfo, Result } from '../../../src-shared/errors';
import type { RequestInputOf } from '../../../src-shared/ipc/map';
import type { BenchtopApi } from '../../api/client';
import { LatestAnswer } from '../base/latest-answer.svelte';
import { Task } from '../base/task.svelte';

export type RequestOf<K extends ChartKind> = Extract<ChartRequest, { kind: K }>;
export type AnswerOf<K extends ChartKind> = Extract<ChartAnswer, { kind: K }>;

type ExploreInput = Omit<RequestInputOf<'datasets.explore'>, 'task' | 'chart'>;

interface QuestionInput<K extends ChartKind> {
  /** Equal for equal questions. */
  readonly key: string;
  readonly data: ExploreInput;
  readonly chart: RequestOf<K>;
}

let made = 0;

/**
 * One chart's question to the data worker and its last answer, which stays until the next one is
 * there. A new question ends the one under way; one that only follows the hand (a moved view) waits
 * for it instead, or a long drag would never be answered.
 */
export class ExploreQuestion<K extends ChartKind> {
  readonly #api: BenchtopApi;
  readonly #task: Task;
  readonly #onanswer: () => void;
  readonly #answer = new LatestAnswer<AnswerOf<K>>();
  /** Key of the question under way, or last answered. */
  #key: string | null = null;
  #next: QuestionInput<K> | null = null;

  /** @param onanswer after every answer that is not a failure */
  constructor(api: BenchtopApi, kind: K, onanswer: () => void = () => undefined) {
    this.#api = api;
    this.#onanswer = onanswer;
    made += 1;
    this.#task = new Task(api, `explore-${kind}-${made}`);
  }

  get answer(): AnswerOf<K> | null {
    return this.#answer.value;
  }

  get error(): ErrorInfo | null {
    return this.#answer.error;
  }

  get busy(): boolean {
    return this.#answer.pending;
  }

  /** Progress of reading the file; null while nothing is read. */
  get progress(): ReadProgress | null {
    return this.#task.progress;
  }

  get rows(): ExploredRows | null {
    return this.answer?.rows ?? null;
  }

  /** @param follows waits for the question under way instead of ending it */
  ask(request: QuestionInput<K>, follows = false): void {
    if (request.key === this.#key) {
      this.#next = null;
      return;
    }
    if (follows && this.busy) {
      this.#next = request;
      return;
    }
    void this.#send(request);
  }

  /** Forgets question and answer: for other data. */
  clear(): void {
    this.#key = null;
    this.#next = null;
    this.#task.drop();
    this.#answer.clear();
  }

  async #send({ key, data, chart }: QuestionInput<K>): Promise<void> {
    this.#key = key;
    this.#next = null;
    const question = this.#task.run((task) => this.#api.datasetsExplore({ ...data, chart, task }));
    const pending = this.#answer.ask(question as Promise<Result<AnswerOf<K>>>, { keepsError: true });
    const answer = await pending;
    if (answer === null) return;
    // What failed may be asked again.
    if (!answer.ok) this.#key = null;
    const next = this.#next as QuestionInput<K> | null;
    if (next !== null) void this.#send(next);
    if (answer.ok) this.#onanswer();
  }
}
