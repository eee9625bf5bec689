import { say } from '../../../src-shared/language/say';
import type { NamedDataset } from '../../../src-shared/dataset/named';
import type { ErrorInfo } from '../../../src-shared/errors';
import type { DatasetSpec } from '../../../src-shared/experiment/schema';
import { settle, type BenchtopApi } from '../../api/client';
import { History } from '../base/history.svelte';
import { SavedList } from '../base/saved-list.svelte';
import { toasts, type Toasts } from '../base/toasts.svelte';

/** Data sets saved under names of their own. */
export class NamedDatasets {
  readonly #api: BenchtopApi;
  readonly #list: SavedList<NamedDataset>;

  constructor(api: BenchtopApi, into: Toasts = toasts, history: History = new History(into)) {
    this.#api = api;
    this.#list = new SavedList({
      api,
      toasts: into,
      history,
      list: () => api.datasetsList(),
      changed: 'datasets.changed',
    });
  }

  /** Newest first. */
  get all(): readonly NamedDataset[] {
    return this.#list.all;
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

  /** Saves under a name; the data set that has it already is replaced. @returns why not, or null */
  async save(name: string, dataset: DatasetSpec): Promise<ErrorInfo | null> {
    const id = this.named(name)?.id ?? null;
    const answer = await settle(this.#api.datasetsSave({ id, name: name.trim(), dataset: { ...dataset } }));
    if (!answer.ok) return answer.error;
    await this.refresh();
    return null;
  }

  named(name: string): NamedDataset | null {
    return this.#list.all.find((item) => item.name === name.trim()) ?? null;
  }

  /** Deletes at once, with Undo on a toast that saves it again. */
  async remove({ id, name, dataset }: NamedDataset): Promise<void> {
    let current = id;
    await this.#list.remove({
      name: say('the data set “{name}”', { name }),
      text: say('Deleted the data set “{name}”.', { name }),
      remove: () => this.#api.datasetsDelete({ id: current }),
      restore: async () => {
        const error = await this.save(name, dataset);
        if (error !== null) return error.message;
        current = this.named(name)?.id ?? current;
        return null;
      },
    });
  }
}
