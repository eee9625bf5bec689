import type { ChartAnswer, ChartKind, ChartRequest, ExploredRows } from '../../../src-shared/dataset/explore';
import type { ReadProgress } from '../../../src-shared/dataset/look';
import type { ErrorInfo } from '../../../src-shared/errors';
import type { RequestInputOf } from '../../../src-shared/ipc/map';
import { settle, type BenchtopApi } from '../../api/client';

export type RequestOf<K extends ChartKind> = Extract<ChartRequest, { kind: K }>;
export type AnswerOf<K extends ChartKind> = Extract<ChartAnswer, { kind: K }>;

type Asked = Omit<RequestInputOf<'datasets.explore'>, 'task' | 'chart'>;

interface Wanted<K extends ChartKind> {
  /** Equal for equal questions. */
  readonly key: string;
  readonly data: Asked;
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
  readonly task: string;
  readonly #onanswer: () => void;
  #answer = $state.raw<AnswerOf<K> | null>(null);
  #error = $state.raw<ErrorInfo | null>(null);
  #busy = $state(false);
  #progress = $state.raw<ReadProgress | null>(null);
  /** Of the question under way, or last answered. */
  #key: string | null = null;
  #next: Wanted<K> | null = null;
  #request = 0;

  /** @param onanswer after every answer that is not a failure */
  constructor(api: BenchtopApi, kind: K, onanswer: () => void = () => undefined) {
    this.#api = api;
    this.#onanswer = onanswer;
    made += 1;
    this.task = `explore-${kind}-${made}`;
  }

  get answer(): AnswerOf<K> | null {
    return this.#answer;
  }

  get error(): ErrorInfo | null {
    return this.#error;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** How far the file is read; null while nothing is read. */
  get progress(): ReadProgress | null {
    return this.#progress;
  }

  get rows(): ExploredRows | null {
    return this.#answer?.rows ?? null;
  }

  /** @param follows waits for the question under way instead of ending it */
  ask(wanted: Wanted<K>, follows = false): void {
    if (wanted.key === this.#key) {
      this.#next = null;
      return;
    }
    if (follows && this.#busy) {
      this.#next = wanted;
      return;
    }
    void this.#send(wanted);
  }

  /** As if nothing had been asked: for other data. */
  clear(): void {
    if (this.#busy) void settle(this.#api.datasetsCancel({ task: this.task }));
    this.#request += 1;
    this.#key = null;
    this.#next = null;
    this.#answer = null;
    this.#error = null;
    this.#busy = false;
    this.#progress = null;
  }

  progressed(progress: ReadProgress): void {
    if (this.#busy) this.#progress = progress;
  }

  async #send({ key, data, chart }: Wanted<K>): Promise<void> {
    this.#request += 1;
    const asked = this.#request;
    this.#key = key;
    this.#next = null;
    this.#busy = true;
    const answer = await settle(this.#api.datasetsExplore({ ...data, chart, task: this.task }));
    if (asked !== this.#request) return;
    this.#busy = false;
    this.#progress = null;
    if (answer.ok) this.#answer = answer.value as AnswerOf<K>;
    // What failed may be asked again.
    else this.#key = null;
    this.#error = answer.ok ? null : answer.error;
    const next = this.#next as Wanted<K> | null;
    if (next !== null) void this.#send(next);
    if (answer.ok) this.#onanswer();
  }
}
