import type { WorkerHost } from '../../host/worker-host';

/** Limit of training workers: more may train while runs of a group, or baselines of several runs, do than otherwise. */
export class WorkerLimit {
  readonly #host: Pick<WorkerHost, 'setMaxWorkers'>;
  #usual: number;
  #group: number;
  readonly #active = new Set<'group' | 'baselines'>();

  /** @param group the limit while a group of runs is trained; the usual one where it is left out */
  constructor(host: Pick<WorkerHost, 'setMaxWorkers'>, usual: number, group = usual) {
    this.#host = host;
    this.#usual = usual;
    this.#group = group;
  }

  /** Workers that train while a group is active: never fewer than usual. */
  get inGroup(): number {
    return Math.max(this.#usual, this.#group);
  }

  /** Changes both limits; takes effect for the next run that starts. */
  set(usual: number, group: number): void {
    this.#usual = usual;
    this.#group = group;
    this.#apply();
  }

  /** Says whether runs of a group, or baselines of several runs, are in training. */
  setActive(what: 'group' | 'baselines', isActive: boolean): void {
    if (isActive) this.#active.add(what);
    else this.#active.delete(what);
    this.#apply();
  }

  #apply(): void {
    this.#host.setMaxWorkers(this.#active.size > 0 ? this.inGroup : this.#usual);
  }
}
