import { rmSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { listCopies } from '../../../src-shared/run/record/data-files';
import { copyPrefix } from '../../files/copy-name';
import { listOrEmpty, sweepOrphans } from '../../files/durable';
import type { RunStore } from './run-store';

/** The workspace's copies of data files, one for all runs on the same bytes. */
export class CopyFolder {
  /** Absolute; made with the first copy. */
  readonly path: string;
  readonly #workspace: string;

  constructor(workspace: string) {
    this.#workspace = workspace;
    this.path = join(workspace, 'data');
    sweepOrphans(this.path);
  }

  /** Paths of the copies that by their names hold these bytes. */
  of(sha256: string): string[] {
    return listOrEmpty(this.path)
      .filter((name) => name.startsWith(copyPrefix(sha256)))
      .sort()
      .map((name) => join(this.path, name));
  }

  /** A copy's path as a run's record has it: from the workspace on, `/` as separator. */
  inRecord(path: string): string {
    return relative(this.#workspace, path).split(sep).join('/');
  }

  /**
   * Deletes copies that no run, of the trash neither, refers to any more.
   * @param copies as records have them
   * @returns bytes freed
   */
  async removeUnused(
    copies: ReadonlySet<string>,
    runs: Pick<RunStore, 'trashed' | 'index' | 'has' | 'get'>,
  ): Promise<number> {
    if (copies.size === 0) return 0;
    const trashed = await runs.trashed.dataCopies();
    await runs.index.refresh();
    const isUsed = (copy: string): boolean =>
      runs.index.rows().some(({ id, sha256, params }) => {
        // Copies are named after the hash. A run without one has not read its data, or never could; of
        // several files only the first one's is known here.
        const isOne = params['dataset.source.files'] === undefined;
        if (isOne && sha256 !== null && !copy.startsWith(`data/${copyPrefix(sha256)}`)) return false;
        return !runs.has(id) || listCopies(runs.get(id).record).includes(copy);
      });
    let bytes = 0;
    for (const copy of copies) {
      const path = join(this.#workspace, copy);
      const size = statSync(path, { throwIfNoEntry: false })?.size;
      if (size === undefined || trashed.has(copy) || isUsed(copy)) continue;
      rmSync(path, { force: true });
      bytes += size;
    }
    return bytes;
  }
}
