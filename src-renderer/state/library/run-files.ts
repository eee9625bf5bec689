import { say } from '../../../src-shared/language/say';
import type { BenchtopApi } from '../../api/client';
import { formatQuantity } from '../../text/format';
import { attempt, type Toasts } from '../base/toasts.svelte';

/** Writes runs to files, where main's dialog says, and tells where. */
export class RunFiles {
  readonly #api: Pick<BenchtopApi, 'libraryExport' | 'libraryPack'>;
  readonly #toasts: Toasts;

  constructor(api: Pick<BenchtopApi, 'libraryExport' | 'libraryPack'>, into: Toasts) {
    this.#api = api;
    this.#toasts = into;
  }

  /** A table of runs. @returns the path, null where it was cancelled or failed */
  async export(
    ids: readonly string[],
    format: 'csv' | 'json',
    columns: readonly string[],
  ): Promise<string | null> {
    const answer = this.#api.libraryExport({ ids: [...ids], format, columns: [...columns] });
    const written = await attempt(answer, this.#toasts);
    if (written === null) return null;
    this.#toasts.show(
      'good',
      say('{runs} written to {path}.', { runs: formatQuantity(written.runs, 'run'), path: written.path }),
    );
    return written.path;
  }

  /** A capsule of runs. @param withData their data files too */
  async pack(ids: readonly string[], withData: boolean): Promise<void> {
    const written = await attempt(
      this.#api.libraryPack({ ids: [...ids], withData, withNotes: true }),
      this.#toasts,
    );
    if (written === null) return;
    this.#toasts.show(
      'good',
      say('{runs} packed into {path}.', { runs: formatQuantity(written.runs, 'run'), path: written.path }),
    );
  }
}
