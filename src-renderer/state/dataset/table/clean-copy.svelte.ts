import type { ReadProgress } from '../../../../src-shared/dataset/look';
import type { Result } from '../../../../src-shared/errors';
import type { ResponseOf } from '../../../../src-shared/ipc/map';
import type { BenchtopApi } from '../../../api/client';
import { Task } from '../../base/task.svelte';
import type { TableRequest } from './table-reader.svelte';

/** The writing of a clean copy of a table, one at a time. */
export class CleanCopy {
  readonly #api: BenchtopApi;
  readonly #task: Task;

  constructor(api: BenchtopApi) {
    this.#api = api;
    this.#task = new Task(api, 'convert');
  }

  get busy(): boolean {
    return this.#task.busy;
  }
  /** null while nothing is written, e.g. while the dialog is open. */
  get progress(): ReadProgress | null {
    return this.#task.progress;
  }

  /** @returns where it went; null where the dialog was cancelled or a copy is under way */
  async write(
    table: TableRequest,
    format: 'csv' | 'parquet',
  ): Promise<Result<ResponseOf<'datasets.convert'>>> {
    if (this.#task.busy) return { ok: true, value: null };
    return this.#task.run((task) => this.#api.datasetsConvert({ ...table, format, task }));
  }

  cancel(): void {
    this.#task.cancel();
  }
}
