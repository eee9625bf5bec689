import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { FileDatasetSpec } from '../../../../src-shared/experiment/schema';
import { sha256OfFile, stableJson } from '../../../files/hash';
import type { ColumnRoom } from '../../columns/column-room';
import { readShared, shareTable } from '../../columns/shared-table';
import { availableMemory } from '../../source/memory';
import {
  readingChoices,
  resolvePath,
  toRoles,
  wantedColumns,
  type ReadRequest,
  type RoleTable,
} from '../roles';
import { mostClasses } from '../targets';
import { isFresh, isSameStamp, stampOf, type FileStamp } from './file-stamp';
import type { KeptTable } from './kept-table';

/** Smaller tables are read faster than they are kept. */
const LEAST_NUMBERS = 1 << 15;
/** A table is kept where so many times its size is free: its features are made beside it. */
const FREE_TIMES = 3;

/** What became of tables that were known when data was loaded. */
export interface TableUse {
  /** The table that was read, to be known from now on; null: none is to be kept. */
  readonly kept: KeptTable | null;
  /** Id of the table that was taken instead of reading; null: none was. */
  readonly used: string | null;
  /** Ids of tables whose file is another by now. */
  readonly stale: readonly string[];
  /** Whether a file was read. */
  readonly hasRead: boolean;
}

/** A table that was known, with its roles. */
export interface KnownTable {
  readonly table: RoleTable;
  /** Milliseconds since 1970 when it was read. */
  readonly readAt: number;
}

type Request = Pick<ReadRequest, 'model' | 'seed' | 'baseFolder' | 'readFrom'>;

/** Tables that were read before, for one loading of data; what it reads is kept for the next. */
export class KnownTables {
  readonly #known: readonly KeptTable[];
  readonly #mostBytes: number;
  readonly #stale: string[] = [];
  #used: string | null = null;
  #kept: KeptTable | null = null;
  /** The reading that is under way, from before it began. */
  #begun: { readonly stamp: FileStamp | null; readonly at: number } = { stamp: null, at: 0 };

  /**
   * @param known tables of earlier loadings
   * @param mostBytes that a table may have to be kept
   */
  constructor(known: readonly KeptTable[], mostBytes: number) {
    this.#known = known;
    this.#mostBytes = mostBytes;
  }

  get use(): TableUse {
    const hasRead = this.#begun.at > 0 && this.#used === null;
    return { kept: this.#kept, used: this.#used, stale: this.#stale, hasRead };
  }

  /**
   * The table of a data set, if it was read before in the same way and its file has not changed since.
   * Not kept where it is not the same file: what has its size and its times, but was written so shortly before
   * that these may be the same by chance, is compared by its hash.
   */
  async find(spec: FileDatasetSpec, request: Request): Promise<KnownTable | null> {
    const path = resolve(resolvePath(spec, request));
    const stamp = stampOf(path);
    this.#begun = { stamp, at: Date.now() };
    const reading = toReading(path, spec, request);
    const wanted = toKeys(spec, request);
    for (const table of this.#known) {
      if (table.stamp.path !== path) continue;
      if (!(await isUnchanged(table, stamp))) {
        this.#stale.push(table.id);
        continue;
      }
      const places = wanted.map((key) => table.wanted.indexOf(key));
      if (table.reading !== reading || places.includes(-1)) continue;
      const raw = readShared(table, places);
      // Of a part of the columns not all rejected cells may be listed.
      if (places.length < table.wanted.length && raw.rejectedCount > raw.rejected.length) continue;
      this.#used = table.id;
      return { table: toRoles(raw, spec), readAt: table.readAt };
    }
    return null;
  }

  /** Memory for columns that are read now, which they may stay in; null where they are not to be kept. */
  room(rows: number, columns: number): ColumnRoom | null {
    const numbers = rows * columns;
    const bytes = numbers * Float64Array.BYTES_PER_ELEMENT;
    if (numbers < LEAST_NUMBERS || bytes > this.#mostBytes) return null;
    if (bytes * FREE_TIMES > availableMemory()) return null;
    return { values: new Float64Array(new SharedArrayBuffer(bytes)), stride: rows, columns };
  }

  /** Keeps a table that was read after {@link find} had none, where it lies in the memory for that. */
  keep(table: RoleTable, spec: FileDatasetSpec, request: Request): void {
    const { raw, features, target, weight, split } = table;
    const { stamp, at } = this.#begun;
    const isShared = features[0]?.values.buffer instanceof SharedArrayBuffer;
    if (!isShared || !raw.isText || stamp === null || !isSameStamp(stamp, stampOf(stamp.path))) return;
    const columns = [...features, ...[target, weight, split].filter((column) => column !== null)];
    const shared = shareTable(raw, columns);
    if (shared.bytes > this.#mostBytes) return;
    this.#kept = {
      ...shared,
      id: randomUUID(),
      reading: toReading(stamp.path, spec, request),
      wanted: toKeys(spec, request),
      stamp,
      sha256: raw.sha256,
      readAt: at,
    };
  }
}

/** Equal where equal rows are read of a file, with equal doubts. */
function toReading(path: string, spec: FileDatasetSpec, request: Request): string {
  return stableJson({
    path,
    ...readingChoices(spec, request),
    // Bad cells then become missing ones, in the table itself.
    losesRejects: spec.rejects === 'missing',
  });
}

/** Equal for columns that are read in the same way. */
function toKeys(spec: FileDatasetSpec, { model }: Request): string[] {
  return wantedColumns(spec, model).map(({ field, ...wanted }) =>
    // A target of few words is read as words.
    stableJson(field === 'dataset.target' ? { ...wanted, mostClasses: mostClasses(model) } : wanted),
  );
}

async function isUnchanged({ stamp, readAt, sha256 }: KeptTable, now: FileStamp | null): Promise<boolean> {
  if (!isSameStamp(stamp, now)) return false;
  return !isFresh(stamp, readAt) || (await sha256OfFile(stamp.path).catch(() => null)) === sha256;
}
