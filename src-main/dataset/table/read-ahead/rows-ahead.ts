import { isSystemError } from '../../../../src-shared/system-errors';
import { blockPlan, type BlockColumn } from './block-plan';
import { RowBlocks, type BlockRows } from './row-blocks';
import { callRowHelpers, leaveRowHelpers, rowHelping } from './row-helpers';
import type { NumberLayout } from '../../scan/straight/number-target';
import type { TextTable } from '../text-table';

/** The thread gives its events a turn after it waited so long. */
const WAIT_MS = 20;
/** A helper that took so long is gone, or the disk is: this thread goes on alone. */
const MAX_WAITS = 100;
/** So many more blocks than not were of no use: the rows are not of this kind. */
const MAX_MISSES = 8;
/** So much of a block is looked at first, to end the row that began before it. */
const HEAD_BYTES = 8 * 1024;

/** Rows of a file that several threads read ahead of the one that puts them together. */
export class RowsAhead {
  readonly #blocks: RowBlocks;
  readonly #bytes: number;
  readonly #blockBytes: number;
  /** The first block that was not asked for yet. */
  #next: number;
  #misses = 0;
  #waits = 0;
  #isOver = false;

  /**
   * @param from offset where reading begins
   * @returns null where one thread does as well, or no other can get at the bytes
   */
  static start(
    table: TextTable,
    layout: NumberLayout,
    columns: readonly BlockColumn[],
    from: number,
  ): RowsAhead | null {
    const { source, dialect, isSeekable, numbers, encoding } = table;
    const { path, bytes, handle } = source;
    if (!isSeekable || handle !== undefined || dialect.comment !== '') return null;
    const { leastBytes, blockBytes } = rowHelping();
    if (bytes - from < leastBytes) return null;
    // The first rows are read in the ordinary way: names come before them.
    const first = Math.floor(from / blockBytes) + 1;
    const plan = blockPlan({ path, bytes, blockBytes, layout, columns, numbers, encoding }, first);
    if (!callRowHelpers(plan)) return null;
    try {
      return new RowsAhead(new RowBlocks(plan), bytes, blockBytes, first);
    } catch (error) {
      leaveRowHelpers();
      // Gone or barred since it was checked: the reader of the whole file has it open, or says so.
      if (isSystemError(error)) return null;
      throw error;
    }
  }

  private constructor(blocks: RowBlocks, bytes: number, blockBytes: number, first: number) {
    this.#blocks = blocks;
    this.#bytes = bytes;
    this.#blockBytes = blockBytes;
    this.#next = first;
  }

  /** Whether other threads are reading the file's next bytes. */
  get isReading(): boolean {
    return !this.#isOver;
  }

  /** Where the first block begins that was not asked for yet. */
  get border(): number {
    return this.#isOver ? Infinity : this.#next * this.#blockBytes;
  }

  /** Bytes that are best fed next from an offset. */
  partFrom(offset: number): number {
    if (this.#isOver) return Infinity;
    const within = offset % this.#blockBytes;
    return (within < HEAD_BYTES ? Math.min(HEAD_BYTES, this.#blockBytes) : this.#blockBytes) - within;
  }

  /**
   * Rows from an offset on, where a row begins: those of its block.
   * @returns null where there are none to be had; 'busy' where another thread is still at it
   */
  at(offset: number): BlockRows | 'busy' | null {
    const block = Math.floor(offset / this.#blockBytes);
    if (this.#isOver || block < this.#next || block * this.#blockBytes >= this.#bytes) return null;
    const blocks = this.#blocks;
    if (!blocks.want(block, WAIT_MS)) return this.#busy();
    while (!blocks.isTaken(block)) blocks.readNext();
    const began = performance.now();
    // Rather than wait, another block is read.
    while (!blocks.isDone(block)) {
      if (performance.now() - began > WAIT_MS) return this.#busy();
      if (!blocks.readNext()) blocks.wait(block, WAIT_MS);
    }
    this.#waits = 0;
    this.#next = block + 1;
    const rows = blocks.rowsAt(block, offset);
    this.#misses = Math.max(0, this.#misses + (rows === null ? 1 : -1));
    if (this.#misses > MAX_MISSES) this.#end();
    return rows;
  }

  close(): void {
    this.#end();
    this.#blocks.close();
    leaveRowHelpers();
  }

  #busy(): 'busy' | null {
    if (++this.#waits < MAX_WAITS) return 'busy';
    this.#end();
    return null;
  }

  #end(): void {
    this.#isOver = true;
    this.#blocks.stop();
  }
}
