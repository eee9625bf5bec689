import { Instances } from '../../../algorithms/wasm/instances';
import type { NumberLayout, RowSpan } from './number-target';
import { rowsModule } from './row-code';
import { hasTables, KERNEL_ROOM_BEHIND, ROWS_MEMORY, writeTables } from './row-memory';

const LF = 10;
const COMMA = 44;
const POINT = 46;
/** Bytes that the kernel gets at a time: what it reads and writes stays in the processor's cache. */
const WINDOW_BYTES = 272 * 1024;
/** Columns of more than this are left to the loop: a window would hold few rows of them. */
const MAX_WIDTH = 1000;
/** Rows that are expected at least, however few there were before an odd one. */
const MIN_ROWS = 64;
/** Memory for values at a time. */
const MAX_VALUE_BYTES = 2 ** 22;

/**
 * Values between two columns: where columns are a power of two apart, the values of a row are in the same few
 * lines of the processor's cache.
 */
const SKEW = 8;

/** Bytes behind those that the rows are expected to take. */
const MARGIN_BYTES = 1024;

type Rows = (...parameters: number[]) => number;

const instances = new Instances<Rows>('rows', rowsModule);

/**
 * Reads rows of plain numbers by WebAssembly: compiled before the first row, where the loop in
 * JavaScript is compiled again and again while it meets its first forms of numbers.
 */
export class RowKernel {
  /** Where the row after the last one taken begins. */
  at = 0;
  /** Rows of the last {@link take} with empty cells, which are NaN. */
  gaps = 0;
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #point: number;
  readonly #stopsAtCodes: number;
  readonly #hasOthers: number;
  readonly #width: number;
  /** Bytes that a row takes, and some more, as those before it. */
  #rowBytes = Infinity;
  /** So many rows may be taken at a time as twice the last time: what is handed over is not much more. */
  #expectedRows = Infinity;

  constructor({ width, delimiter, quote, decimal, stopsAtCodes, hasOthers }: NumberLayout) {
    this.#width = width;
    this.#delimiter = delimiter;
    this.#quote = quote;
    this.#point = decimal === ',' ? COMMA : POINT;
    this.#stopsAtCodes = stopsAtCodes ? 1 : 0;
    this.#hasOthers = hasOthers ? 1 : 0;
  }

  /** Whether rows of this layout are read here. */
  get isPossible(): boolean {
    return this.#width <= MAX_WIDTH;
  }

  /**
   * Takes rows up to the first that is not of plain numbers and empty cells.
   * @returns how many; `at` tells where they end, `gaps` how many have empty cells
   */
  take({ values, firstRow, endRow, bytes, from, filled, stop }: RowSpan): number {
    const wanted = values.filter((column) => column !== null).length;
    const rowsAtOnce = Math.min(endRow - firstRow, Math.floor(MAX_VALUE_BYTES / 8 / Math.max(1, wanted)));
    const columnsAt = ROWS_MEMORY.end;
    const valuesAt = 8 * Math.ceil((columnsAt + 4 * values.length) / 8);
    const columnBytes = 8 * (rowsAtOnce + SKEW);
    const bytesAt = valuesAt + wanted * columnBytes;
    this.at = from;
    this.gaps = 0;
    const instance = instances.take(bytesAt + WINDOW_BYTES + KERNEL_ROOM_BEHIND);
    if (instance === null) return 0;
    const { buffer } = instance.memory;
    if (!hasTables(buffer)) writeTables(buffer);
    const window = new Uint8Array(buffer, bytesAt);
    const columns = new Int32Array(buffer, columnsAt, values.length);
    let column = 0;
    values.forEach((each, c) => {
      columns[c] = each === null ? 0 : valuesAt + columnBytes * column++;
    });
    const found = new Int32Array(buffer);
    let row = firstRow;
    let at = from;
    while (row < endRow && at < stop) {
      const most = Math.min(rowsAtOnce, endRow - row);
      const expected = Math.min(most, this.#expectedRows);
      const enough = Math.ceil(this.#rowBytes * expected) + MARGIN_BYTES;
      const end = Math.min(filled, at + Math.min(enough, WINDOW_BYTES));
      window.set(bytes.subarray(at, end));
      window[end - at] = LF;
      const rows = instance.call(
        bytesAt,
        bytesAt + Math.min(end, stop) - at,
        bytesAt + end - at,
        this.#delimiter,
        this.#quote,
        this.#point,
        this.#stopsAtCodes,
        this.#hasOthers,
        columnsAt,
        columnsAt + 4 * values.length,
        most,
      );
      const taken = found[ROWS_MEMORY.next / 4] - bytesAt;
      if (rows > 0) {
        values.forEach((each, c) => {
          each?.set(new Float64Array(buffer, columns[c], rows), row);
        });
        this.gaps += found[ROWS_MEMORY.gaps / 4];
        this.#rowBytes = (1.02 * taken) / rows;
        row += rows;
        at += taken;
      }
      // A whole row behind the last one taken was seen, and is not plain.
      const rest = window.subarray(taken, taken + end - at);
      const isOdd = rows < most && at < stop && rest.includes(LF);
      this.#expectedRows = isOdd ? Math.max(MIN_ROWS, 2 * rows) : Infinity;
      if (isOdd) break;
      if (rows > 0) continue;
      if (end === filled || this.#rowBytes === Infinity) break;
      this.#rowBytes = Infinity;
    }
    instances.giveBack(instance);
    this.at = at;
    return row - firstRow;
  }
}
