import type { FileHandle } from 'node:fs/promises';
import type { TextTable } from './text-table';

/** A copy of a table, in a file that has no name on the disk any more: it goes once it is closed. */
export interface TableCopy {
  readonly table: TextTable;
  readonly handle: FileHandle;
}

interface Kept extends TableCopy {
  uses: number;
  isDropped: boolean;
}

/** Copies that were used last: they stay open for the next question, the others go with their last use. */
export class KeptCopies<Key> {
  readonly #most: number;
  readonly #copies = new Map<Key, Promise<Kept>>();

  /** @param most copies that stay open */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Calls `work` with a copy that stays open until it is over.
   * @param make called where there is no copy of `key`; one that fails is made again the next time
   */
  async use<T>(key: Key, make: () => Promise<TableCopy>, work: (table: TextTable) => Promise<T>): Promise<T> {
    const made =
      this.#copies.get(key) ?? make().then((copy): Kept => ({ ...copy, uses: 0, isDropped: false }));
    this.#copies.delete(key);
    this.#copies.set(key, made);
    made.catch(() => {
      if (this.#copies.get(key) === made) this.#copies.delete(key);
    });
    this.#dropOldest();
    const copy = await made;
    copy.uses++;
    try {
      return await work(copy.table);
    } finally {
      copy.uses--;
      if (copy.isDropped && copy.uses === 0) await copy.handle.close();
    }
  }

  #dropOldest(): void {
    for (const [key, copy] of this.#copies) {
      if (this.#copies.size <= this.#most) return;
      this.#copies.delete(key);
      copy.then(
        (done) => {
          done.isDropped = true;
          return done.uses === 0 ? done.handle.close() : undefined;
        },
        () => undefined,
      );
    }
  }
}
