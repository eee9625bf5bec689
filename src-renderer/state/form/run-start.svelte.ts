import type { ReadProgress } from '../../../src-shared/dataset/look';
import { fail, type Result } from '../../../src-shared/errors';
import type { Experiment } from '../../../src-shared/experiment/schema';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { settle, type BenchtopApi } from '../../api/client';

const TASK = 'start-run';

/** The starting of a run, one at a time: a large data file may first have to be hashed and copied. */
export class RunStart {
  readonly #api: BenchtopApi;
  #busy = $state(false);
  #again = $state<string | null>(null);
  #copies = $state(false);
  #progress = $state.raw<ReadProgress | null>(null);
  #isCancelled = false;

  constructor(api: BenchtopApi) {
    this.#api = api;
  }

  get busy(): boolean {
    return this.#busy;
  }
  /** The run that is being repeated; null for an experiment from the form. */
  get again(): string | null {
    return this.#again;
  }
  /** Whether the data file is kept as a copy with the run. */
  get copies(): boolean {
    return this.#copies;
  }
  /** null while there is no file to read through. */
  get progress(): ReadProgress | null {
    return this.#progress;
  }

  /**
   * @param request as for `runs.start`: the experiment, steps per second (null: no limit), and the
   * run that it repeats (null: none); `fork`: the checkpoint that it goes on from (null: none)
   * @returns the run or what is wrong; null where it was cancelled
   */
  async start(request: {
    experiment: Experiment;
    speed: number | null;
    again?: string | null;
    fork?: { readonly id: string; readonly step: number } | null;
  }): Promise<Result<StoredRun> | null> {
    if (this.#busy) {
      return { ok: false, error: fail('conflict', 'Another run is being started: wait for it.').info };
    }
    const { experiment, speed, again = null, fork = null } = request;
    this.#busy = true;
    this.#again = again;
    this.#copies = experiment.dataset.kind === 'file' && experiment.dataset.copy;
    this.#isCancelled = false;
    const off = this.#api.on('dataset.progress', ({ task, ...progress }) => {
      if (task === TASK) this.#progress = progress;
    });
    const document = { ...experiment };
    const answer = await settle(
      fork === null
        ? this.#api.runsStart({ experiment: document, speed, again, task: TASK })
        : this.#api.runsFork({ ...fork, experiment: document, speed, task: TASK }),
    );
    off();
    this.#busy = false;
    this.#again = null;
    this.#progress = null;
    return !answer.ok && this.#isCancelled ? null : answer;
  }

  /** Ends what comes before the run; a run that is made by then goes on. */
  cancel(): void {
    if (!this.#busy) return;
    this.#isCancelled = true;
    void settle(this.#api.datasetsCancel({ task: TASK }));
  }
}
