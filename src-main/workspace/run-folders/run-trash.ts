import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { TrashedRun } from '../../../src-shared/run/library/trash';
import { listCopies } from '../../../src-shared/run/record/data-files';
import { runRecordSchema } from '../../../src-shared/run/record/record';
import { readRegularText } from '../../files/regular-file';

const runId = runRecordSchema.shape.id;

/** The folders of deleted runs, until they are deleted for good. */
export class RunTrash {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async ids(): Promise<string[]> {
    return (await namesIn(this.#folder)).filter((name) => runId.safeParse(name).success);
  }

  /** The newest deletion first. */
  async list(): Promise<TrashedRun[]> {
    const runs: TrashedRun[] = [];
    for (const id of await this.ids()) {
      const path = join(this.#folder, id);
      const folder = await stat(path).catch(() => null);
      if (folder?.isDirectory() !== true) continue;
      // Moving a folder changes nothing in it, only this time of its own.
      const deletedAt = new Date(folder.ctimeMs).toISOString();
      runs.push({ id, name: await nameIn(path, id), deletedAt, bytes: await bytesIn(path) });
    }
    return runs.sort((a, b) => (a.deletedAt < b.deletedAt ? 1 : -1));
  }

  /** Copies of data files that its runs refer to: they may be brought back. */
  async dataCopies(): Promise<Set<string>> {
    const copies = new Set<string>();
    for (const id of await this.ids()) {
      for (const copy of await dataCopiesIn(join(this.#folder, id))) copies.add(copy);
    }
    return copies;
  }

  /**
   * Deletes a run for good.
   * @returns bytes freed, and the copies of data files that it referred to
   * @throws BenchtopError `not-found`, or `storage` where the system keeps a file
   */
  async remove(id: string): Promise<{ readonly bytes: number; readonly dataCopies: readonly string[] }> {
    const path = join(this.#folder, id);
    const isThere = runId.safeParse(id).success && (await stat(path).catch(() => null)) !== null;
    if (!isThere) throw fail('not-found', sentence('There is no run "{id}" in the trash.', { id }));
    const freed = { bytes: await bytesIn(path), dataCopies: await dataCopiesIn(path) };
    try {
      await rm(path, { recursive: true });
    } catch (error) {
      throw fail(
        'storage',
        sentence('{path} could not be deleted: {message}.', { path, message: (error as Error).message }),
        { file: path },
      );
    }
    return freed;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function nameIn(path: string, id: string): Promise<string> {
  try {
    const { name } = JSON.parse(readRegularText(join(path, 'run.json'))) as { name?: unknown };
    return typeof name === 'string' ? name : id;
  } catch {
    return id;
  }
}

/** None also where the record is damaged. */
async function dataCopiesIn(path: string): Promise<string[]> {
  try {
    const { dataCopy, otherCopies } = JSON.parse(readRegularText(join(path, 'run.json'))) as {
      readonly dataCopy?: unknown;
      readonly otherCopies?: unknown;
    };
    const { shape } = runRecordSchema;
    return listCopies({
      dataCopy: shape.dataCopy.parse(dataCopy),
      otherCopies: shape.otherCopies.parse(otherCopies),
    });
  } catch {
    return [];
  }
}

async function bytesIn(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += await bytesIn(path);
    else
      bytes += await stat(path).then(
        ({ size }) => size,
        () => 0,
      );
  }
  return bytes;
}
