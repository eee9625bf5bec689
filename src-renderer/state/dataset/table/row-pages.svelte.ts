import { rowsOfBlock, type RowPage, type TableRow } from '../../../../src-shared/dataset/look';
import type { ErrorInfo } from '../../../../src-shared/errors';
import { settle, type BenchtopApi } from '../../../api/client';
import type { TableRequest } from './table-reader.svelte';

/** Cells of all blocks kept. */
const KEPT_CELLS = 2_000_000;
const IN_FLIGHT = 2;

/**
 * Rows of a table of any length, fetched in blocks around the visible ones. The blocks used last
 * are kept; what has scrolled by before it was asked for is never asked for.
 */
export class RowPages {
  readonly #api: BenchtopApi;
  readonly #request: TableRequest;
  readonly #blockRows: number;
  readonly #kept: number;
  /** Fetched blocks of rows by block number, ordered by use: the one used last is last. */
  readonly #blocks = new Map<number, readonly TableRow[]>();
  readonly #loading = new Set<number>();
  #requested: readonly number[] = [];
  /** Counts the blocks that came, so that what is drawn follows. */
  #version = $state(0);
  #total = $state(0);
  #isExact = $state(false);
  #error = $state.raw<ErrorInfo | null>(null);
  /** Blocks that could not be read are not asked for again. */
  readonly #failed = new Set<number>();

  /**
   * @param first the page that came with the preview, from row 0
   * @param width number of columns
   */
  constructor(api: BenchtopApi, request: TableRequest, first: RowPage, width: number) {
    this.#api = api;
    this.#request = request;
    this.#blockRows = rowsOfBlock(width);
    this.#kept = Math.max(4, Math.floor(KEPT_CELLS / (this.#blockRows * Math.max(1, width))));
    this.#total = first.totalRows;
    this.#isExact = first.totalIsExact;
    for (let from = 0; from < first.rows.length; from += this.#blockRows) {
      const rows = first.rows.slice(from, from + this.#blockRows);
      const isWhole = rows.length === this.#blockRows || from + rows.length >= first.totalRows;
      if (isWhole) this.#blocks.set(from / this.#blockRows, rows);
    }
  }

  get total(): number {
    return this.#total;
  }
  /** Whether the file was read to its end, so that `total` is no estimate. */
  get isExact(): boolean {
    return this.#isExact;
  }
  get error(): ErrorInfo | null {
    return this.#error;
  }

  /** The number of rows as a whole reading counted them. */
  setTotal(rows: number): void {
    this.#total = rows;
    this.#isExact = true;
  }

  /** The row of a 0-based number; null while it is not here. */
  row(index: number): TableRow | null {
    void this.#version;
    return this.#blocks.get(this.#findBlock(index))?.[index % this.#blockRows] ?? null;
  }

  /** Fetches what of these rows is not here, and forgets what was wanted before. */
  request(first: number, end: number): void {
    const last = Math.min(end, this.#total) - 1;
    if (last < first) {
      this.#requested = [];
      return;
    }
    const blocks: number[] = [];
    for (let block = this.#findBlock(first); block <= this.#findBlock(last); block += 1) {
      const rows = this.#blocks.get(block);
      if (rows === undefined) {
        blocks.push(block);
      } else {
        this.#blocks.delete(block);
        this.#blocks.set(block, rows);
      }
    }
    this.#requested = blocks;
    this.#fetchNext();
  }

  /** Asks once more for what could not be read. */
  retry(): void {
    this.#failed.clear();
    this.#error = null;
    this.#fetchNext();
  }

  #fetchNext(): void {
    for (const block of this.#requested) {
      if (this.#loading.size >= IN_FLIGHT) return;
      const isDone = this.#blocks.has(block) || this.#failed.has(block);
      if (!isDone && !this.#loading.has(block)) void this.#fetch(block);
    }
  }

  async #fetch(block: number): Promise<readonly TableRow[] | null> {
    this.#loading.add(block);
    const from = block * this.#blockRows;
    const answer = await settle(this.#api.datasetsRows({ ...this.#request, from, count: this.#blockRows }));
    this.#loading.delete(block);
    if (answer.ok) this.#keep(block, answer.value);
    else {
      this.#failed.add(block);
      this.#error = answer.error;
    }
    this.#fetchNext();
    return answer.ok ? answer.value.rows : null;
  }

  #keep(block: number, page: RowPage): void {
    this.#error = null;
    this.#blocks.set(block, page.rows);
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= this.#kept) break;
      // The first rows are where every table is looked at again.
      if (oldest !== 0) this.#blocks.delete(oldest);
    }
    if (page.totalIsExact || !this.#isExact) this.#total = page.totalRows;
    if (page.rows.length < this.#blockRows && page.from + page.rows.length < this.#total) {
      this.#total = page.from + page.rows.length;
    }
    this.#isExact ||= page.totalIsExact;
    this.#version += 1;
  }

  #findBlock(index: number): number {
    return Math.floor(index / this.#blockRows);
  }

  /**
   * Number of the row that stands on a line of the file, or the last one before it. Rows take one
   * line or more, so that a step by the difference of the lines never goes too far.
   * @param line 1-based
   */
  async rowOfLine(line: number): Promise<number | null> {
    let low = 0;
    let high = this.#total - 1;
    let guess = Math.min(Math.max(0, line - (this.row(0)?.line ?? 1)), Math.max(0, high));
    for (let step = 0; low < high && step < 60; step += 1) {
      const block = this.#findBlock(guess);
      const rows = this.#blocks.get(block) ?? (await this.#fetch(block));
      const from = block * this.#blockRows;
      const [first] = rows ?? [];
      if (rows === null || first === undefined) {
        if (rows === null || from <= low) break;
        high = from - 1;
        guess = Math.min(guess, high);
        continue;
      }
      const last = rows[rows.length - 1] ?? first;
      if (line < first.line) {
        high = Math.max(low, from - 1);
        guess = Math.max(low, from - (first.line - line));
      } else if (line > last.line && from + rows.length <= high) {
        low = from + rows.length;
        guess = from + rows.length - 1 + (line - last.line);
      } else {
        return from + lastAtMost(rows, line);
      }
      // Many rows of several lines each: halve instead.
      guess = step > 8 ? Math.floor((low + high) / 2) : Math.min(Math.max(guess, low), high);
    }
    return this.#total === 0 ? null : Math.min(Math.max(guess, low), high);
  }
}

/** Place of the last row that begins at the line or before it; 0 where all come after. */
function lastAtMost(rows: readonly TableRow[], line: number): number {
  let index = 0;
  rows.forEach((row, i) => {
    if (row.line <= line) index = i;
  });
  return index;
}
