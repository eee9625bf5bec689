import { say } from '../../../../src-shared/language/say';
import type { ErrorInfo, Result } from '../../../../src-shared/errors';
import type { Experiment } from '../../../../src-shared/experiment/schema';
import type { Elbow } from '../../../../src-shared/models/kmeans/clusters';
import type { Stability } from '../../../../src-shared/models/kmeans/stability';
import type { BenchtopApi } from '../../../api/client';
import { LatestAnswer } from '../../../state/base/latest-answer.svelte';
import { Task } from '../../../state/base/task.svelte';

/** The range of k that is looked through at first. */
export const K_RANGE = { from: 1, to: 10 } as const;
/** Values of k at most in one search. */
const MAX_K_VALUES = 100;

/** What the data worker is asked about a range of k. */
interface RangeQuestion {
  readonly experiment: Record<string, unknown>;
  readonly from: number;
  readonly to: number;
  readonly task: string;
}

/** The scores of every k of a range. */
export function searchElbow(api: BenchtopApi): KSearch<Elbow> {
  return new KSearch(api, 'elbow', (question) => api.datasetsElbow(question));
}

/** How sure the clusters of every k of a range are. */
export function searchStability(api: BenchtopApi): KSearch<Stability> {
  return new KSearch(api, 'stability', (question) => api.datasetsStability(question));
}

/** k-means over a range of k, computed by the data worker; the last answer stays until the next is there. */
export class KSearch<Answer> {
  readonly #ask: (question: RangeQuestion) => Promise<Result<Answer>>;
  readonly #task: Task;
  readonly #answer = new LatestAnswer<Answer>();

  constructor(api: BenchtopApi, task: string, ask: (question: RangeQuestion) => Promise<Result<Answer>>) {
    this.#ask = ask;
    this.#task = new Task(api, task);
  }

  get answer(): Answer | null {
    return this.#answer.value;
  }

  /** Why the last search ended without an answer; null also where it was cancelled. */
  get error(): ErrorInfo | null {
    return this.#answer.error;
  }

  get busy(): boolean {
    return this.#answer.pending;
  }

  /** 0 to 1; null while unknown. Reading a file counts as its own part. */
  get share(): number | null {
    const part = this.#task.progress?.part;
    return part === undefined ? null : part.done / part.of;
  }

  /** Whether the data is still read. */
  get isReading(): boolean {
    return this.busy && this.#task.progress?.part === undefined;
  }

  /** Marks it as shown. @returns marks it as hidden and ends the search */
  start(): () => void {
    return () => {
      this.cancel();
    };
  }

  /** Searches; a search under way is overtaken. */
  async ask(experiment: Experiment, from: number, to: number): Promise<void> {
    await this.#answer.ask(
      this.#task.run((task) => this.#ask({ experiment: { ...experiment }, from, to, task })),
    );
  }

  cancel(): void {
    this.#answer.drop();
    this.#task.drop();
  }
}

/** Error of a range, as one sentence; null: there is none. */
export function rangeProblem(from: number, to: number): string | null {
  const isK = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= 1000;
  if (!isK(from) || !isK(to)) return say('Both ends are whole numbers from 1 to 1000.');
  if (from > to) return say('The range starts above its end.');
  return to - from >= MAX_K_VALUES
    ? say('A range of at most {MAX_K_VALUES} values.', { MAX_K_VALUES })
    : null;
}

/** The experiment with another number of clusters: rows that were chosen for the old one go. */
export function withClusters(experiment: Experiment, k: number): Experiment {
  const { model } = experiment;
  if (model.kind !== 'kmeans') return experiment;
  const isLost = model.init === 'rows' && model.initRows?.length !== k;
  return {
    ...experiment,
    model: { ...model, nClusters: k, ...(isLost ? { init: 'k-means++', initRows: null } : {}) },
  };
}
