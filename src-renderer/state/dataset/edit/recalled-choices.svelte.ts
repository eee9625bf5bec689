import type { TableLook } from '../../../../src-shared/dataset/look';
import type { FileDatasetSpec } from '../../../../src-shared/experiment/schema';
import { hasNames } from '../../../../src-shared/experiment/proposal';
import { settle, type BenchtopApi } from '../../../api/client';

/** Choices that were taken over from an earlier file with the same header. */
export interface Recalled {
  readonly at: string;
  readonly before: FileDatasetSpec;
}

/** Choices that are kept by the names of a file's columns, for the next file with that header. */
export class RecalledChoices {
  readonly #api: BenchtopApi;
  /** Those that were applied; null: none were, or nothing is to be said of it any more. */
  applied = $state.raw<Recalled | null>(null);
  /** Names as the file was first read: how it will be known when it comes again. */
  #firstNames: readonly string[] | null = null;

  constructor(api: BenchtopApi) {
    this.#api = api;
  }

  /** Finds the choices last made for the header of a file that was just opened; null: there are none. */
  async find(preview: TableLook): Promise<{ choices: FileDatasetSpec; at: string } | null> {
    const names = preview.columns.map(({ name }) => name);
    this.#firstNames = hasNames(preview) ? names : null;
    if (this.#firstNames === null) return null;
    const answer = await settle(this.#api.datasetsRecall({ names }));
    return answer.ok ? answer.value : null;
  }

  /** Keeps the choices for the next file with this header. Nothing is said where that fails. */
  keep(dataset: FileDatasetSpec, preview: TableLook): void {
    if (!hasNames(preview)) return;
    const now = preview.columns.map(({ name }) => name);
    const all = [now, this.#firstNames ?? now].filter((names, i, both) => i === 0 || !isSame(names, both[0]));
    for (const names of all) {
      void settle(this.#api.datasetsRemember({ names: [...names], dataset: { ...dataset } }));
    }
  }

  /** Another file. */
  forget(): void {
    this.applied = null;
    this.#firstNames = null;
  }
}

function isSame(a: readonly string[], b: readonly string[] | undefined): boolean {
  return a.length === b?.length && a.every((name, i) => name === b[i]);
}
