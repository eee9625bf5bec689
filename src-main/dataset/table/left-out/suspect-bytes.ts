import { isBlankCell } from '../../scan/cell-text';
import type { TextDialect } from '../../dialect/dialect';
import { WHITESPACE, type RecordBatch } from '../../scan/record-batch';

const BLANK = 32;

/** Tells by their bytes which records of a batch may be no rows, so that the others need no look. */
export class SuspectBytes {
  /** 1 for a byte that the first cell of a header row begins with. */
  readonly #begins = new Uint8Array(256);
  /** The bytes of each header row's first cell, letters as small ones. */
  readonly #names: readonly Uint8Array[];
  readonly #width: number;
  readonly #mayBeEmpty: boolean;

  constructor({ head, width, delimiter, keep = [] }: TextDialect, encode: (text: string) => Uint8Array) {
    this.#width = width;
    this.#mayBeEmpty = width > 1 && delimiter !== WHITESPACE;
    const rows = keep.includes('repeatedHeaders') ? [] : head;
    this.#names = rows.map(([name = '']) => encode(name).map(lowerCase));
    for (const name of this.#names) {
      const begin = name[0] ?? encode(delimiter)[0] ?? 0;
      for (let byte = 0; byte < 256; byte++) if (lowerCase(byte) === lowerCase(begin)) this.#begins[byte] = 1;
    }
  }

  /**
   * Whether a record with as many cells as the table has columns, `first` its first, is to be looked
   * at: its first cell is that of a header row, or no other cell is filled.
   */
  has(batch: RecordBatch, first: number): boolean {
    const { bytes, starts, ends } = batch;
    if (this.#begins[bytes[starts[first]!]!] === 1 && this.#isName(batch, first)) return true;
    if (!this.#mayBeEmpty) return false;
    const last = first + this.#width - 1;
    // Of most rows the last cell or the second one says that they are rows.
    if (ends[last] !== starts[last] && bytes[starts[last]!]! > BLANK) return false;
    for (let cell = first + 1; cell <= last; cell++) {
      if (!isBlankCell(bytes, starts[cell]!, ends[cell]!)) return false;
    }
    return true;
  }

  #isName({ bytes, starts, ends }: RecordBatch, cell: number): boolean {
    const start = starts[cell]!;
    const length = ends[cell]! - start;
    for (const name of this.#names) {
      if (name.length !== length) continue;
      let i = 0;
      while (i < length && name[i] === lowerCase(bytes[start + i]!)) i++;
      if (i === length) return true;
    }
    return false;
  }
}

/** A byte of a letter from A to Z as that of the small one. */
function lowerCase(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
}
