import type { WorkerHost } from '../../host/worker-host';

/** Limit of training workers: more may train while a group of runs does than otherwise. */
export class WorkerLimit {
  readonly #host: Pick<WorkerHost, 'setMaxWorkers'>;
  #usual: number;
  #group: number;
  #isGroupActive = false;

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

  /** Says whether a group of runs is in training. */
  setGroupActive(isActive: boolean): void {
    this.#isGroupActive = isActive;
    this.#apply();
  }

  #apply(): void {
    this.#host.setMaxWorkers(this.#isGroupActive ? this.inGroup : this.#usual);
  }
}
