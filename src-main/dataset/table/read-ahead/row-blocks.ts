import { closeSync, openSync, readSync } from 'node:fs';
import { hasUnusual } from '../../source/encodings/byte-check';
import { MissingMarkers } from '../../scan/missing';
import { numberReader } from '../../scan/cells/number-reader';
import { NumberRows, ROOM_BEHIND } from '../../scan/straight/number-rows';
import {
  BEGIN,
  DONE,
  END,
  FIRST_GAP,
  FIRST_PLACE,
  FIRST_SLOT,
  MAX_PLACES,
  mostRows,
  NEXT,
  PLACES,
  ROWS,
  SLOTS,
  STOP,
  WANTED,
  type BlockPlan,
} from './block-plan';
import { SlotColumn } from './slot-column';

/** A row that begins in a block ends at most so many bytes behind it, or is left to the careful way. */
const OVERLAP = 32 * 1024;
/** Places of rows inside a block are told about every so many bytes. */
const PLACE_BYTES = 256 * 1024;
const LF = 10;

/** Whole rows of numbers out of one block. Holds until the next block is asked for. */
export interface BlockRows {
  readonly rows: number;
  /** Offset behind the last row. */
  readonly end: number;
  /** Rows inside the block, from 0 on, and their offsets. */
  readonly places: readonly { readonly row: number; readonly offset: number }[];
  /** Of each column, and how many of them are missing. */
  readonly columns: readonly { readonly values: Float64Array; readonly gaps: number }[];
}

/**
 * Reads blocks of a file's rows into memory shared between threads, each block by whichever thread
 * is free. What a block gives depends on its bytes alone: rows from its first line end on, up to the
 * first that is not plain. They count only where the reader of the whole file arrives at just that
 * line end and begins a row there, so quotes that span lines make no difference.
 */
export class RowBlocks {
  readonly #plan: BlockPlan;
  readonly #file: number;
  readonly #control: Int32Array;
  readonly #stride: number;
  readonly #mostRows: number;
  readonly #columns: readonly SlotColumn[];
  readonly #rows: NumberRows;
  /** Bytes that are read for a block: one before it, and some behind. */
  readonly #most: number;
  readonly #bytes: Buffer;

  constructor(plan: BlockPlan) {
    const { layout, columns, numbers, encoding } = plan;
    this.#plan = plan;
    this.#control = new Int32Array(plan.control);
    this.#most = 1 + plan.blockBytes + OVERLAP;
    this.#bytes = Buffer.allocUnsafeSlow(this.#most + 1 + ROOM_BEHIND);
    this.#stride = FIRST_GAP + columns.length;
    this.#mostRows = mostRows(plan);
    const values = new Float64Array(plan.values);
    const readNumber = numberReader(numbers, encoding);
    this.#columns = columns.map(
      ({ index, markers }) =>
        new SlotColumn(index, values, readNumber, new MissingMarkers(markers, numbers, encoding)),
    );
    this.#rows = new NumberRows(layout, this.#columns);
    this.#file = openSync(plan.path, 'r');
  }

  close(): void {
    closeSync(this.#file);
  }

  /** Reads blocks until there are no more or it is told to stop; waits where it is too far ahead. */
  readAhead(): void {
    const control = this.#control;
    while (
      Atomics.load(control, STOP) === 0 &&
      Atomics.load(control, NEXT) * this.#plan.blockBytes < this.#plan.bytes
    ) {
      const wanted = Atomics.load(control, WANTED);
      if (!this.readNext()) Atomics.wait(control, WANTED, wanted, 1000);
    }
  }

  /** Reads one block that nobody reads yet. @returns false where all that may be read now are taken */
  readNext(): boolean {
    const control = this.#control;
    for (;;) {
      const block = Atomics.load(control, NEXT);
      if (block >= Atomics.load(control, WANTED) + SLOTS || block * this.#plan.blockBytes >= this.#plan.bytes)
        return false;
      if (Atomics.compareExchange(control, NEXT, block, block + 1) !== block) continue;
      this.#read(block);
      return true;
    }
  }

  /** Whether somebody reads a block, or did. */
  isTaken(block: number): boolean {
    return Atomics.load(this.#control, NEXT) > block;
  }

  isDone(block: number): boolean {
    return Atomics.load(this.#control, this.#slot(block) + DONE) === block + 1;
  }

  /** Gives way to others until a block is done, at most so many milliseconds. */
  wait(block: number, ms: number): void {
    const at = this.#slot(block) + DONE;
    const now = Atomics.load(this.#control, at);
    if (now !== block + 1) Atomics.wait(this.#control, at, now, ms);
  }

  /**
   * All blocks before this one are done with: their memory is for later ones. Those that nobody
   * reads yet are left out, for those that somebody still reads it waits.
   * @returns false where that takes longer than `ms`; then nothing is changed but what is left out
   */
  want(block: number, ms: number): boolean {
    const control = this.#control;
    let next = Atomics.load(control, NEXT);
    while (next < block) {
      const found = Atomics.compareExchange(control, NEXT, next, block);
      if (found === next) break;
      next = found;
    }
    this.#firstUntaken = Math.max(this.#firstUntaken, Math.min(next, block));
    for (let each = control[WANTED]!; each < this.#firstUntaken; each++) {
      if (!this.isDone(each)) this.wait(each, ms);
      if (!this.isDone(each)) return false;
    }
    this.#firstUntaken = 0;
    Atomics.store(control, WANTED, block);
    Atomics.notify(control, WANTED);
    return true;
  }
  /** Blocks up to here were taken by somebody, of those before the one that is wanted next. */
  #firstUntaken = 0;

  stop(): void {
    Atomics.store(this.#control, STOP, 1);
    Atomics.notify(this.#control, WANTED);
  }

  /** Rows of a block that is done; null where the first of them does not begin at `offset`, or there are none. */
  rowsAt(block: number, offset: number): BlockRows | null {
    const control = this.#control;
    const slot = this.#slot(block);
    const base = block * this.#plan.blockBytes;
    const rows = control[slot + ROWS]!;
    if (rows === 0 || base + control[slot + BEGIN]! !== offset) return null;
    return {
      rows,
      end: base + control[slot + END]!,
      places: Array.from({ length: control[slot + PLACES]! }, (_, i) => ({
        row: control[slot + FIRST_PLACE + 2 * i]!,
        offset: base + control[slot + FIRST_PLACE + 2 * i + 1]!,
      })),
      columns: this.#columns.map((column, c) => ({
        values: column.valuesFrom(this.#firstValue(block, c), rows),
        gaps: control[slot + FIRST_GAP + c]!,
      })),
    };
  }

  #slot(block: number): number {
    return FIRST_SLOT + (block % SLOTS) * this.#stride;
  }

  #firstValue(block: number, column: number): number {
    return ((block % SLOTS) * this.#columns.length + column) * this.#mostRows;
  }

  #read(block: number): void {
    const control = this.#control;
    const slot = this.#slot(block);
    this.#columns.forEach((column, c) => column.begin(this.#firstValue(block, c)));
    let rows = 0;
    try {
      rows = this.#countRows(block, slot);
    } catch {
      // The reader of the whole file meets the same and says so.
    }
    control[slot + ROWS] = rows;
    this.#columns.forEach((column, c) => (control[slot + FIRST_GAP + c] = rows - column.filled));
    Atomics.store(control, slot + DONE, block + 1);
    Atomics.notify(control, slot + DONE);
  }

  #countRows(block: number, slot: number): number {
    const control = this.#control;
    const bytes = this.#bytes;
    // The byte before the block tells whether a row begins with it.
    const filled = this.#fill(block * this.#plan.blockBytes - 1);
    const stop = Math.min(filled, 1 + this.#plan.blockBytes);
    bytes[filled] = LF;
    const begin = bytes.indexOf(LF) + 1;
    this.#rows.passedOther = false;
    let at = begin;
    let rows = 0;
    let places = 0;
    let placeAt = 0;
    while (at < stop) {
      if (at >= placeAt && places < MAX_PLACES) {
        control[slot + FIRST_PLACE + 2 * places] = rows;
        control[slot + FIRST_PLACE + 2 * places + 1] = at - 1;
        places++;
        placeAt = at + PLACE_BYTES;
      }
      const taken = this.#rows.take(bytes, at, filled, Math.min(stop, placeAt));
      at = this.#rows.at;
      rows += taken;
      if (taken === 0) break;
    }
    if (rows === 0 || (this.#mayBeUnusual() && this.#isUnusual(begin, at))) return 0;
    control[slot + PLACES] = places;
    control[slot + BEGIN] = begin - 1;
    control[slot + END] = at - 1;
    return rows;
  }

  /** Digits, signs, points and line ends alone are never unusual. */
  #mayBeUnusual(): boolean {
    const { delimiter } = this.#plan.layout;
    return this.#rows.passedOther || delimiter === 0 || delimiter >= 0x80;
  }

  #isUnusual(begin: number, end: number): boolean {
    return hasUnusual(this.#bytes.subarray(begin, end), this.#plan.encoding === 'utf-8');
  }

  #fill(offset: number): number {
    const most = this.#most;
    let filled = 0;
    while (filled < most) {
      const count = readSync(this.#file, this.#bytes, filled, most - filled, offset + filled);
      if (count === 0) break;
      filled += count;
    }
    return filled;
  }
}
