import { say } from '../../../src-shared/language/say';
import type { SavedExperiment } from '../../../src-shared/ipc/map';
import { settle, type BenchtopApi } from '../../api/client';
import { History } from '../base/history.svelte';
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

  constructor(api: BenchtopApi, into: Toasts = toasts, history: History = new History(into)) {
    this.#api = api;
    this.#toasts = into;
    this.#list = new SavedList({
      api,
      toasts: into,
      history,
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
    let { id } = item;
    return this.#list.remove({
      name: `“${item.experiment.name}”`,
      text: say('Deleted “{name}”.', { name: item.experiment.name }),
      remove: () => this.#api.experimentsDelete({ id }),
      restore: async () => {
        const experiment = { ...item.experiment };
        const saved = await settle(this.#api.experimentsSave({ id: null, experiment }));
        if (!saved.ok) return saved.error.message;
        ({ id } = saved.value);
        return null;
      },
    });
  }
}
