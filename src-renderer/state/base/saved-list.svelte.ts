import { say } from '../../../src-shared/language/say';
import type { Result } from '../../../src-shared/errors';
import { settle, type BenchtopApi } from '../../api/client';
import type { History } from './history.svelte';
import { attempt, type Toasts } from './toasts.svelte';

/** Calls by which a list reads, saves and removes its items in the main process. */
interface SavedListDeps<Item> {
  readonly api: BenchtopApi;
  readonly toasts: Toasts;
  readonly history: History;
  readonly list: () => Promise<Result<readonly Item[]>>;
  /** Told by the main process where the list is another one. */
  readonly changed: 'datasets.changed' | 'experiments.changed';
}

/** How one of the list is deleted and comes back. */
interface Removal {
  /** As the menu says: the data set “cars”. */
  readonly name: string;
  /** Said of what was deleted. */
  readonly text: string;
  readonly remove: () => Promise<Result<unknown>>;
  /** @returns why it could not come back, as a sentence; null: it did */
  readonly restore: () => Promise<string | null>;
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

  /** Deletes one, with Undo on a toast. @returns whether it was deleted */
  async remove({ name, text, remove, restore }: Removal): Promise<boolean> {
    const { toasts, history } = this.#deps;
    const removed = async (): Promise<string | null> => {
      const answer = await settle(remove());
      if (!answer.ok) return answer.error.message;
      await this.refresh();
      return null;
    };
    const problem = await removed();
    if (problem !== null) {
      toasts.error(problem);
      return false;
    }
    const handle = history.add<boolean>({
      key: null,
      before: true,
      after: false,
      describe: () => say('Delete {name}', { name }),
      apply: async (isThere) => {
        if (!isThere) return removed();
        const refusal = await restore();
        await this.refresh();
        return refusal;
      },
    });
    toasts.info(text, { label: say('Undo'), run: () => void history.takeBack(handle) });
    return true;
  }
}
