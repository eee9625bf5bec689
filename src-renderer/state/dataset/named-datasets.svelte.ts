import type { NamedDataset } from '../../../src-shared/dataset/named';
import type { ErrorInfo } from '../../../src-shared/errors';
import type { DatasetSpec } from '../../../src-shared/experiment/schema';
import { settle, type BenchtopApi } from '../../api/client';
import { attempt, toasts, type Toasts } from '../base/toasts.svelte';

/** Data sets saved under names of their own. */
export class NamedDatasets {
  readonly #api: BenchtopApi;
  readonly #toasts: Toasts;
  #all = $state.raw<readonly NamedDataset[]>([]);
  #loaded = $state(false);
  #asked = 0;

  constructor(api: BenchtopApi, into: Toasts = toasts) {
    this.#api = api;
    this.#toasts = into;
  }

  /** Newest first. */
  get all(): readonly NamedDataset[] {
    return this.#all;
  }
  get loaded(): boolean {
    return this.#loaded;
  }

  start(): () => void {
    const off = this.#api.on('datasets.changed', () => {
      void this.refresh();
    });
    void this.refresh();
    return off;
  }

  /** Fetches the list; an answer that a later one has overtaken is dropped. */
  async refresh(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const list = await attempt(this.#api.datasetsList(), this.#toasts);
    if (asked !== this.#asked) return;
    if (list !== null) this.#all = list;
    this.#loaded = true;
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
    return this.#all.find((item) => item.name === name.trim()) ?? null;
  }

  /** Deletes at once, with Undo on a toast that saves it again. */
  async remove({ id, name, dataset }: NamedDataset): Promise<void> {
    const answer = await settle(this.#api.datasetsDelete({ id }));
    if (!answer.ok) {
      this.#toasts.error(answer.error.message);
      return;
    }
    await this.refresh();
    this.#toasts.info(`Deleted the data set “${name}”.`, {
      label: 'Undo',
      run: () => {
        void this.save(name, dataset).then((error) => {
          if (error !== null) this.#toasts.error(error.message);
        });
      },
    });
  }
}
