import type { Experiment } from '../../../src-shared/experiment/schema';
import type { SavedExperiment } from '../../../src-shared/ipc/map';
import { settle, type BenchtopApi } from '../../api/client';
import { attempt, toasts, type Toasts } from '../base/toasts.svelte';

/** Saved experiments and the bundled ones. */
export class ExperimentsState {
  readonly #api: BenchtopApi;
  readonly #toasts: Toasts;
  #all = $state.raw<readonly SavedExperiment[]>([]);
  #loaded = $state(false);
  #asked = 0;

  readonly bundled: readonly SavedExperiment[] = $derived(this.#all.filter((item) => item.bundled));
  /** Newest first. */
  readonly saved: readonly SavedExperiment[] = $derived(
    this.#all
      .filter((item) => !item.bundled)
      .sort((a, b) => (b.updatedAt ?? '').localeCompare(a.updatedAt ?? '')),
  );

  constructor(api: BenchtopApi, into: Toasts = toasts) {
    this.#api = api;
    this.#toasts = into;
  }

  get loaded(): boolean {
    return this.#loaded;
  }

  start(): () => void {
    const off = this.#api.on('experiments.changed', () => {
      void this.refresh();
    });
    void this.refresh();
    return off;
  }

  /** Fetches the list; an answer that a later one has overtaken is dropped. */
  async refresh(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const list = await attempt(this.#api.experimentsList(), this.#toasts);
    if (asked !== this.#asked) return;
    if (list !== null) this.#all = list;
    this.#loaded = true;
  }

  async duplicate(id: string): Promise<SavedExperiment | null> {
    const copy = await attempt(this.#api.experimentsDuplicate({ id }), this.#toasts);
    if (copy !== null) await this.refresh();
    return copy;
  }

  /** Deletes at once, with Undo on a toast that saves it again. */
  async remove(item: SavedExperiment): Promise<boolean> {
    const answer = await settle(this.#api.experimentsDelete({ id: item.id }));
    if (!answer.ok) {
      this.#toasts.error(answer.error.message);
      return false;
    }
    await this.refresh();
    this.#toasts.info(`Deleted “${item.experiment.name}”.`, {
      label: 'Undo',
      run: () => {
        void this.#saveAgain(item.experiment);
      },
    });
    return true;
  }

  async #saveAgain(experiment: Experiment): Promise<void> {
    const saved = await attempt(
      this.#api.experimentsSave({ id: null, experiment: { ...experiment } }),
      this.#toasts,
    );
    if (saved !== null) await this.refresh();
  }
}
