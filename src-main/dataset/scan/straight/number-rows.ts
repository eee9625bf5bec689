import type { NumberLayout, NumberTarget, RowSpan } from './number-target';
import { RowKernel } from './row-kernel';
import { RowLoop } from './row-loop';

/** Rows taken at a time: the event loop and the row index get their turn in between. */
const MAX_ROWS = 4096;
/** Fewer rows than these between two that are not plain: the loop takes more of them at a time. */
const FEW_ROWS = 512;
/** Bytes behind the last one that are looked at: a word of four. */
export const ROOM_BEHIND = 4;

/**
 * Reads rows of numbers straight from the bytes into their columns, without noting where cells
 * begin: rows of plain numbers and gaps by a kernel, others one after another by a loop. It stops in front of
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
      const span = { values, bytes, filled, stop };
      rows += this.#takePlain({ ...span, firstRow: rows, endRow: most, from: this.at });
      if (rows >= most || this.at >= stop) break;
      const endRow = this.#kernel.isPossible ? Math.min(most, rows + this.#loopRows) : most;
      rows += this.#loop.take({ ...span, firstRow: rows, endRow, from: this.at });
      this.at = this.#loop.at;
      if (rows < endRow) break;
    }
    for (const column of this.#wanted) column.took(rows);
    return rows;
  }

  #takePlain(span: RowSpan): number {
    if (!this.#kernel.isPossible) return 0;
    const rows = this.#kernel.take(span);
    this.at = this.#kernel.at;
    if (this.#kernel.gaps > 0) this.#noteGaps(span, rows);
    if (rows > 0 && this.#wanted.length < this.#columns.length) this.#loop.passedOther = true;
    this.#loopRows = rows < FEW_ROWS ? Math.min(2 * this.#loopRows, MAX_ROWS) : 1;
    return rows;
  }

  /** Takes empty cells off their column's `filled`. */
  #noteGaps({ values, firstRow }: RowSpan, rows: number): void {
    for (const column of this.#wanted) {
      const room = values[column.index];
      if (room === null) continue;
      for (let row = firstRow; row < firstRow + rows; row++) {
        if (Number.isNaN(room[row])) column.filled--;
      }
    }
  }
}
