import type { RawColumn } from '../columns/raw-table';

/** A data set's rows, its columns as they were asked for one after another. */
export interface CachedTable {
  /** Columns by name; those that cannot be read with the reason. */
  readonly columns: Map<string, RawColumn | { readonly name: string; readonly problem: string }>;
  /** All that the table holds, in bytes. */
  bytes: number;
}

/**
 * Tables that were looked at last, so that the next look needs no reading. At most `mostBytes` of
 * them are kept, but always the one in use.
 */
export class TableCache<T extends CachedTable> {
  readonly #mostBytes: number;
  /** In the order of their last use. */
  readonly #tables = new Map<string, T>();

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** The table of a key, which counts as used now; null where it is not kept. */
  get(key: string): T | null {
    const table = this.#tables.get(key);
    if (table === undefined) return null;
    this.#tables.delete(key);
    this.#tables.set(key, table);
    return table;
  }

  /** Keeps a table, or what has come to it; the least used ones go. */
  keep(key: string, table: T): void {
    this.#tables.delete(key);
    this.#tables.set(key, table);
    let bytes = 0;
    for (const { bytes: own } of this.#tables.values()) bytes += own;
    for (const [other, { bytes: own }] of this.#tables) {
      if (bytes <= this.#mostBytes || other === key) return;
      this.#tables.delete(other);
      bytes -= own;
    }
  }

  get size(): number {
    return this.#tables.size;
  }
}
