import type { Experiment } from '../../../src-shared/experiment/schema';
import type { SavedExperiment } from '../../../src-shared/ipc/map';
import type { BenchtopApi } from '../../api/client';
import { SavedList } from '../base/saved-list.svelte';
import { attempt, toasts, type Toasts } from '../base/toasts.svelte';

/** Saved experiments and the bundled ones. */
export class ExperimentsState {
  readonly #api: BenchtopApi;
  readonly #toasts: Toasts;
  readonly #list: SavedList<SavedExperiment>;

  readonly bundled: readonly SavedExperiment[] = $derived.by(() =>
    this.#list.all.filter((item) => item.bundled),
  );
  /** Newest first. */
  readonly saved: readonly SavedExperiment[] = $derived.by(() =>
    this.#list.all
      .filter((item) => !item.bundled)
      .sort((a, b) => (b.updatedAt ?? '').localeCompare(a.updatedAt ?? '')),
  );

  constructor(api: BenchtopApi, into: Toasts = toasts) {
    this.#api = api;
    this.#toasts = into;
    this.#list = new SavedList({
      api,
      toasts: into,
      list: () => api.experimentsList(),
      changed: 'experiments.changed',
    });
  }

  get loaded(): boolean {
    return this.#list.loaded;
  }

  start(): () => void {
    return this.#list.start();
  }

  refresh(): Promise<void> {
    return this.#list.refresh();
  }

  async duplicate(id: string): Promise<SavedExperiment | null> {
    const copy = await attempt(this.#api.experimentsDuplicate({ id }), this.#toasts);
    if (copy !== null) await this.refresh();
    return copy;
  }

  /** Deletes at once, with Undo on a toast that saves it again. */
  remove(item: SavedExperiment): Promise<boolean> {
    return this.#list.remove(
      this.#api.experimentsDelete({ id: item.id }),
      `Deleted “${item.experiment.name}”.`,
      () => this.#saveAgain(item.experiment),
    );
  }

  async #saveAgain(experiment: Experiment): Promise<void> {
    const saved = await attempt(
      this.#api.experimentsSave({ id: null, experiment: { ...experiment } }),
      this.#toasts,
    );
    if (saved !== null) await this.refresh();
  }
}
