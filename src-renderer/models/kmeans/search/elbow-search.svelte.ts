import type { ReadProgress } from '../../../../src-shared/dataset/look';
import type { ErrorInfo } from '../../../../src-shared/errors';
import type { Experiment } from '../../../../src-shared/experiment/schema';
import type { Elbow } from '../../../../src-shared/models/kmeans/clusters';
import { settle, type BenchtopApi } from '../../../api/client';

const TASK = 'elbow';

/** The range of k that is looked through at first. */
export const ELBOW_RANGE = { from: 1, to: 10 } as const;
/** Values of k at most in one search. */
const ELBOW_MOST = 100;

/** k-means over a range of k, asked of the data worker; the last answer stays until the next is there. */
export class ElbowSearch {
  readonly #api: BenchtopApi;
  #answer = $state.raw<Elbow | null>(null);
  #error = $state.raw<ErrorInfo | null>(null);
  #progress = $state.raw<ReadProgress | null>(null);
  #busy = $state(false);
  #asked = 0;

  constructor(api: BenchtopApi) {
    this.#api = api;
  }

  get answer(): Elbow | null {
    return this.#answer;
  }

  /** Why the last search ended without an answer; null also where it was cancelled. */
  get error(): ErrorInfo | null {
    return this.#error;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** 0 to 1; null while unknown. Reading a file counts as its own part. */
  get share(): number | null {
    const progress = this.#progress;
    if (progress === null) return null;
    if (progress.part !== undefined) return progress.part.done / progress.part.of;
    return null;
  }

  /** Whether the data is still read. */
  get isReading(): boolean {
    return this.#busy && this.#progress?.part === undefined;
  }

  /** Listens for progress; the answer ends that, and the search. */
  start(): () => void {
    const off = this.#api.on('dataset.progress', ({ task, ...progress }) => {
      if (task === TASK && this.#busy) this.#progress = progress;
    });
    return () => {
      off();
      this.cancel();
    };
  }

  async ask(experiment: Experiment, from: number, to: number): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    this.#busy = true;
    this.#error = null;
    this.#progress = null;
    const answer = await settle(
      this.#api.datasetsElbow({ experiment: { ...experiment }, from, to, task: TASK }),
    );
    if (asked !== this.#asked) return;
    this.#busy = false;
    this.#progress = null;
    if (answer.ok) this.#answer = answer.value;
    else this.#error = answer.error;
  }

  cancel(): void {
    if (!this.#busy) return;
    this.#asked += 1;
    this.#busy = false;
    this.#progress = null;
    void settle(this.#api.datasetsCancel({ task: TASK }));
  }
}

/** What is wrong with a range, as one sentence, or null. */
export function rangeProblem(from: number, to: number): string | null {
  const isK = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= 1000;
  if (!isK(from) || !isK(to)) return 'Both ends are whole numbers from 1 to 1000.';
  if (from > to) return 'The range starts above its end.';
  return to - from >= ELBOW_MOST ? `A range of at most ${ELBOW_MOST} values.` : null;
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
