import { MAX_PAGES } from '../../../algorithms/wasm/assembler';
import { moduleNamed, PAGE_BYTES } from '../../../algorithms/wasm/instances';
import type { NumberLayout } from './number-target';
import { rowsModule } from './row-code';
import { KERNEL_ROOM_BEHIND, ROWS_MEMORY, writeTables } from './row-memory';

const LF = 10;
const COMMA = 44;
const POINT = 46;
/** Bytes that the kernel gets at a time: what it reads and writes stays in the processor's cache. */
const WINDOW_BYTES = 256 * 1024;
/** Columns of more than this are left to the loop: a window would hold few rows of them. */
const MAX_WIDTH = 1000;
/** Memory for values at a time. */
const MAX_VALUE_BYTES = 2 ** 22;

/** Bytes behind those that the rows are expected to take. */
const MARGIN_BYTES = 1024;

type Rows = (...parameters: number[]) => number;

interface Memory {
  readonly memory: WebAssembly.Memory;
  readonly rows: Rows;
}

/** One a thread: nothing stays in it from call to call. */
let shared: Memory | null = null;
let isImpossible = false;

/** A memory of at least `bytes`; null where there is no WebAssembly, or no memory for it. */
function memoryOf(bytes: number): Memory | null {
  if (isImpossible) return null;
  const pages = Math.ceil(bytes / PAGE_BYTES);
  try {
    if (shared === null) {
      const memory = new WebAssembly.Memory({ initial: pages, maximum: MAX_PAGES });
      writeTables(memory.buffer);
      const { exports } = new WebAssembly.Instance(moduleNamed('rows', rowsModule), { env: { memory } });
      shared = { memory, rows: exports.rows };
    }
    const missing = pages - shared.memory.buffer.byteLength / PAGE_BYTES;
    if (missing > 0) shared.memory.grow(missing);
    return shared;
  } catch {
    isImpossible = shared === null;
    return null;
  }
}

/**
 * Reads rows of plain numbers by WebAssembly: compiled before the first row, where the loop in
 * JavaScript is compiled again and again while it meets its first forms of numbers.
 */
export class RowKernel {
  /** Where the row after the last one taken begins. */
  at = 0;
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #point: number;
  readonly #stopsAtCodes: number;
  readonly #width: number;
  /** Bytes that a row takes, and some more, as those before it. */
  #rowBytes = Infinity;

  constructor({ width, delimiter, quote, decimal, stopsAtCodes }: NumberLayout) {
    this.#width = width;
    this.#delimiter = delimiter;
    this.#quote = quote;
    this.#point = decimal === ',' ? COMMA : POINT;
    this.#stopsAtCodes = stopsAtCodes ? 1 : 0;
  }

  /** Whether rows of this layout are read here. */
  get isPossible(): boolean {
    return this.#width <= MAX_WIDTH && !isImpossible;
  }

  /**
   * Takes rows from `bytes`, from `from` up to `filled`, up to the first that is not of plain numbers.
   * @param values of each column, null where it is passed over
   * @param firstRow where the first row's values go in `values`
   * @param most where in `values` no row goes
   * @param stop no row is taken that begins here or behind
   * @returns how many; `at` tells where they end
   */
  take(
    values: readonly (Float64Array | null)[],
    firstRow: number,
    most: number,
    bytes: Buffer,
    from: number,
    filled: number,
    stop: number,
  ): number {
    const wanted = values.filter((column) => column !== null).length;
    const rowsAtOnce = Math.min(most - firstRow, Math.floor(MAX_VALUE_BYTES / 8 / Math.max(1, wanted)));
    const columnsAt = ROWS_MEMORY.end;
    const valuesAt = 8 * Math.ceil((columnsAt + 4 * values.length) / 8);
    const bytesAt = valuesAt + 8 * wanted * rowsAtOnce;
    this.at = from;
    const found = memoryOf(bytesAt + WINDOW_BYTES + KERNEL_ROOM_BEHIND);
    if (found === null) return 0;
    const { buffer } = found.memory;
    const window = new Uint8Array(buffer, bytesAt);
    const columns = new Int32Array(buffer, columnsAt, values.length);
    let column = 0;
    values.forEach((each, c) => {
      columns[c] = each === null ? 0 : valuesAt + 8 * rowsAtOnce * column++;
    });
    const next = new Int32Array(buffer, ROWS_MEMORY.next, 1);
    let row = firstRow;
    let at = from;
    while (row < most && at < stop) {
      const enough = Math.ceil(this.#rowBytes * Math.min(rowsAtOnce, most - row)) + MARGIN_BYTES;
      const end = Math.min(filled, at + Math.min(enough, WINDOW_BYTES));
      window.set(bytes.subarray(at, end));
      window[end - at] = LF;
      const rows = found.rows(
        bytesAt,
        bytesAt + Math.min(end, stop) - at,
        bytesAt + end - at,
        this.#delimiter,
        this.#quote,
        this.#point,
        this.#stopsAtCodes,
        columnsAt,
        columnsAt + 4 * values.length,
        Math.min(rowsAtOnce, most - row),
      );
      if (rows === 0) {
        if (end === filled || this.#rowBytes === Infinity) break;
        this.#rowBytes = Infinity;
        continue;
      }
      values.forEach((each, c) => {
        each?.set(new Float64Array(buffer, columns[c], rows), row);
      });
      this.#rowBytes = (1.02 * (next[0] - bytesAt)) / rows;
      row += rows;
      at += next[0] - bytesAt;
      // The first row that is not plain, or the last one of the bytes at hand.
    }
    this.at = at;
    return row - firstRow;
  }
}
