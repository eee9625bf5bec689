import type { ReadProgress } from '../../../src-shared/dataset/look';
import type { Result } from '../../../src-shared/errors';
import type { ResponseOf } from '../../../src-shared/ipc/map';
import { settle, type BenchtopApi } from '../../api/client';
import type { TableRequest } from './table-reader.svelte';

const TASK = 'convert';

/** The writing of a clean copy of a table, one at a time. */
export class CleanCopy {
  readonly #api: BenchtopApi;
  #busy = $state(false);
  #progress = $state.raw<ReadProgress | null>(null);

  constructor(api: BenchtopApi) {
    this.#api = api;
  }

  get busy(): boolean {
    return this.#busy;
  }
  /** null while nothing is written, e.g. while the dialog is open. */
  get progress(): ReadProgress | null {
    return this.#progress;
  }

  /** @returns where it went; null where the dialog was cancelled or a copy is under way */
  async write(
    table: TableRequest,
    format: 'csv' | 'parquet',
  ): Promise<Result<ResponseOf<'datasets.convert'>>> {
    if (this.#busy) return { ok: true, value: null };
    this.#busy = true;
    const off = this.#api.on('dataset.progress', ({ task, ...progress }) => {
      if (task === TASK) this.#progress = progress;
    });
    const answer = await settle(this.#api.datasetsConvert({ ...table, format, task: TASK }));
    off();
    this.#busy = false;
    this.#progress = null;
    return answer;
  }

  cancel(): void {
    void this.#api.datasetsCancel({ task: TASK });
  }
}
