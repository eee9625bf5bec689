import type { NumberLayout, NumberTarget } from './number-target';
import { RowKernel } from './row-kernel';
import { RowLoop } from './row-loop';

/** Rows taken at a time: the event loop and the row index get their turn in between. */
const MAX_ROWS = 4096;
/** Fewer rows than these between two that are not plain: the loop takes more of them at a time. */
const FEW_ROWS = 32;
/** Bytes behind the last one that are looked at: a word of four. */
export const ROOM_BEHIND = 4;

/**
 * Reads rows of numbers straight from the bytes into their columns, without noting where cells
 * begin: rows of plain numbers by a kernel, others one after another by a loop. It stops in front of
 * the first row that is neither (a quote, another number of cells, a cell that is neither a number
 * nor missing), which is then read the careful way.
 */
export class NumberRows {
  /** Where the row after the last one taken begins. */
  at = 0;
  /** One for each column of the table; null where it is not wanted. */
  readonly #columns: readonly (NumberTarget | null)[];
  readonly #wanted: readonly NumberTarget[];
  readonly #kernel: RowKernel;
  readonly #loop: RowLoop;
  /** Rows that the loop takes before the kernel is asked again. */
  #loopRows = 1;

  constructor(layout: NumberLayout, wanted: readonly NumberTarget[]) {
    const columns = new Array<NumberTarget | null>(layout.width).fill(null);
    for (const column of wanted) columns[column.index] = column;
    this.#columns = columns;
    this.#wanted = wanted;
    this.#kernel = new RowKernel(layout);
    this.#loop = new RowLoop(layout, columns);
  }

  /** Set where a cell was passed over that is not of digits alone: its bytes may be anything. */
  get passedOther(): boolean {
    return this.#loop.passedOther;
  }

  set passedOther(value: boolean) {
    this.#loop.passedOther = value;
  }

  /**
   * Takes rows from `bytes`, from `from` up to `filled`, behind which a line feed and some
   * room stand ({@link ROOM_BEHIND}).
   * @param stop no row is taken that begins here or behind
   * @returns how many; `at` tells where they end
   */
  take(bytes: Buffer, from: number, filled: number, stop = filled): number {
    const values = this.#columns.map((column) => column?.room(MAX_ROWS) ?? null);
    const most = values.reduce((least, room) => Math.min(least, room?.length ?? least), MAX_ROWS);
    let rows = 0;
    this.at = from;
    while (rows < most && this.at < stop) {
      rows += this.#takePlain(values, rows, most, bytes, filled, stop);
      if (rows >= most || this.at >= stop) break;
      const last = this.#kernel.isPossible ? Math.min(most, rows + this.#loopRows) : most;
      const taken = this.#loop.take(values, rows, last, bytes, this.at, filled, stop);
      this.at = this.#loop.at;
      rows += taken;
      if (rows < last) break;
    }
    for (const column of this.#wanted) column.took(rows);
    return rows;
  }

  #takePlain(
    values: readonly (Float64Array | null)[],
    rows: number,
    most: number,
    bytes: Buffer,
    filled: number,
    stop: number,
  ): number {
    if (!this.#kernel.isPossible) return 0;
    const taken = this.#kernel.take(values, rows, most, bytes, this.at, filled, stop);
    this.at = this.#kernel.at;
    if (taken > 0 && this.#wanted.length < this.#columns.length) this.#loop.passedOther = true;
    this.#loopRows = taken < FEW_ROWS ? Math.min(2 * this.#loopRows, MAX_ROWS) : 1;
    return taken;
  }
}
