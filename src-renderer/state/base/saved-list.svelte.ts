import type { Result } from '../../../src-shared/errors';
import { settle, type BenchtopApi } from '../../api/client';
import { attempt, type Toasts } from './toasts.svelte';

/** Calls by which a list reads, saves and removes its items in the main process. */
interface SavedListDeps<Item> {
  readonly api: BenchtopApi;
  readonly toasts: Toasts;
  readonly list: () => Promise<Result<readonly Item[]>>;
  /** Told by the main process where the list is another one. */
  readonly changed: 'datasets.changed' | 'experiments.changed';
}

/** List of things that the main process keeps, as it stands there. */
export class SavedList<Item> {
  readonly #deps: SavedListDeps<Item>;
  #all = $state.raw<readonly Item[]>([]);
  #loaded = $state(false);
  #requestId = 0;

  constructor(deps: SavedListDeps<Item>) {
    this.#deps = deps;
  }

  get all(): readonly Item[] {
    return this.#all;
  }

  get loaded(): boolean {
    return this.#loaded;
  }

  /** Fetches it now and after every change; the answer stops that. */
  start(): () => void {
    const off = this.#deps.api.on(this.#deps.changed, () => {
      void this.refresh();
    });
    void this.refresh();
    return off;
  }

  /** Fetches the list; an answer that a later one has overtaken is dropped. */
  async refresh(): Promise<void> {
    this.#requestId += 1;
    const requestId = this.#requestId;
    const list = await attempt(this.#deps.list(), this.#deps.toasts);
    if (requestId !== this.#requestId) return;
    if (list !== null) this.#all = list;
    this.#loaded = true;
  }

  /**
   * Waits for a deletion, and offers Undo on a toast.
   * @param text said of what was deleted
   * @returns whether it was deleted
   */
  async remove(
    deletion: Promise<Result<unknown>>,
    text: string,
    undo: () => Promise<void>,
  ): Promise<boolean> {
    const { toasts } = this.#deps;
    const answer = await settle(deletion);
    if (!answer.ok) {
      toasts.error(answer.error.message);
      return false;
    }
    await this.refresh();
    toasts.info(text, { label: 'Undo', run: () => void undo() });
    return true;
  }
}
