import type { ReadProgress } from '../../../src-shared/dataset/look';
import { fail, type Result } from '../../../src-shared/errors';
import type { Experiment } from '../../../src-shared/experiment/schema';
import type { WeightEdit } from '../../../src-shared/models/network/weight-edit';
import type { StoredRun } from '../../../src-shared/run/record/record';
import type { BenchtopApi } from '../../api/client';
import { Task } from '../base/task.svelte';

/** The starting of a run, one at a time: a large data file may first have to be hashed and copied. */
export class RunStart {
  readonly #api: BenchtopApi;
  readonly #task: Task;
  #again = $state<string | null>(null);
  #copies = $state(false);

  constructor(api: BenchtopApi) {
    this.#api = api;
    this.#task = new Task(api, 'start-run');
  }

  get busy(): boolean {
    return this.#task.busy;
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
    return this.#task.progress;
  }

  /**
   * @param request as for `runs.start`: the experiment, steps per second (null: no limit), and the
   * run that it repeats (null: none); `fork`: the checkpoint that it goes on from, with
   * the weights that are set there (null: none)
   * @returns the run or what is wrong; null where it was cancelled
   */
  async start(request: {
    experiment: Experiment;
    speed: number | null;
    again?: string | null;
    fork?: {
      readonly id: string;
      readonly step: number;
      readonly weights: readonly WeightEdit[];
    } | null;
  }): Promise<Result<StoredRun> | null> {
    if (this.#task.busy) {
      return { ok: false, error: fail('conflict', 'Another run is being started: wait for it.').info };
    }
    const { experiment, speed, again = null, fork = null } = request;
    this.#again = again;
    this.#copies = experiment.dataset.kind === 'file' && experiment.dataset.copy;
    const document = { ...experiment };
    const answer = await this.#task.run((task) =>
      fork === null
        ? this.#api.runsStart({ experiment: document, speed, again, task })
        : this.#api.runsFork({ ...fork, weights: [...fork.weights], experiment: document, speed, task }),
    );
    this.#again = null;
    return !answer.ok && this.#task.isCancelled ? null : answer;
  }

  /** Ends what comes before the run; a run that is made by then goes on. */
  cancel(): void {
    this.#task.cancel();
  }
}
