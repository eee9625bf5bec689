import type { FileHandle } from 'node:fs/promises';
import { isFormula } from '../../files/csv/csv-text';
import { decodeBytes } from '../scan/cell-text';
import type { RowBatch } from '../table/batch/row-batch';
import type { TextTable } from '../table/text-table';

const COMMA = 44;
const QUOTE = 34;
const LF = 10;
const CR = 13;
const HASH = 35;
const APOSTROPHE = 39;
/** What a formula begins with: tab, carriage return, + - = @. */
const BEGINNINGS = new Set([9, 13, 43, 45, 61, 64]);
/** Written at a time. */
const BLOCK_BYTES = 1 << 20;

/** Writes rows as clean CSV: UTF-8, comma, LF, quotes only where a cell needs them. */
export class CsvWriter {
  /** Bytes of the longest row. */
  longestRow = 0;
  bytes = 0;
  /** Cells that a spreadsheet would take for formulas. */
  formulas = 0;
  readonly #isMarking: boolean;
  readonly #file: FileHandle;
  readonly #table: TextTable;
  #block = Buffer.allocUnsafeSlow(2 * BLOCK_BYTES);
  #length = 0;

  /** @param isMarking whether a cell that a spreadsheet would compute gets an apostrophe before it */
  constructor(file: FileHandle, table: TextTable, isMarking: boolean) {
    this.#isMarking = isMarking;
    this.#file = file;
    this.#table = table;
  }

  header(names: readonly string[]): void {
    const texts = names.map((name) => Buffer.from(name, 'utf8'));
    texts.forEach((text, c) => {
      this.#cell(text, 0, text.length, c, texts.length);
    });
    this.#byte(LF);
  }

  async add(batch: RowBatch): Promise<void> {
    const { encoding, names } = this.#table;
    const { bytes, starts, ends, base, rows, suspects } = batch;
    const damaged = new Set(suspects.map(({ row }) => row));
    const isUtf8 = encoding !== 'latin-1' && encoding !== 'windows-1252';
    for (let row = 0; row < rows; row++) {
      const began = this.#length;
      for (let c = 0; c < names.length; c++) {
        const cell = base[row]! + c;
        const [start, end] = [starts[cell]!, ends[cell]!];
        if (isUtf8 && !damaged.has(row)) this.#cell(bytes, start, end, c, names.length);
        else {
          const text = Buffer.from(decodeBytes(bytes, start, end, encoding), 'utf8');
          this.#cell(text, 0, text.length, c, names.length);
        }
      }
      this.#byte(LF);
      this.longestRow = Math.max(this.longestRow, this.#length - began);
      if (this.#length >= BLOCK_BYTES) await this.flush();
    }
  }

  async flush(): Promise<void> {
    for (let done = 0; done < this.#length;) {
      const { bytesWritten } = await this.#file.write(this.#block, done, this.#length - done);
      if (bytesWritten <= 0) throw Object.assign(new Error('no space left to write'), { code: 'ENOSPC' });
      done += bytesWritten;
    }
    this.bytes += this.#length;
    this.#length = 0;
  }

  #cell(bytes: Buffer, start: number, end: number, index: number, width: number): void {
    // Every byte may be a quote that is doubled.
    this.#reserve(2 * (end - start) + 5);
    if (index > 0) this.#block[this.#length++] = COMMA;
    // In a table of one column an empty line would be no row at all.
    let isQuoted = (width === 1 && start === end) || (index === 0 && bytes[start] === HASH && end > start);
    for (let i = start; i < end && !isQuoted; i++) {
      const byte = bytes[i]!;
      isQuoted = byte === COMMA || byte === QUOTE || byte === LF || byte === CR;
    }
    const isMarked =
      this.#isMarking &&
      BEGINNINGS.has(bytes[start] ?? 0) &&
      end > start &&
      isFormula(bytes.toString('utf8', start, end));
    if (isMarked) this.formulas++;
    if (!isQuoted) {
      if (isMarked) this.#block[this.#length++] = APOSTROPHE;
      this.#length += bytes.copy(this.#block, this.#length, start, end);
      return;
    }
    this.#block[this.#length++] = QUOTE;
    if (isMarked) this.#block[this.#length++] = APOSTROPHE;
    for (let i = start; i < end; i++) {
      if (bytes[i] === QUOTE) this.#block[this.#length++] = QUOTE;
      this.#block[this.#length++] = bytes[i]!;
    }
    this.#block[this.#length++] = QUOTE;
  }

  #byte(byte: number): void {
    this.#reserve(1);
    this.#block[this.#length++] = byte;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#block.length) return;
    const grown = Buffer.allocUnsafeSlow(2 * (this.#length + more));
    grown.set(this.#block.subarray(0, this.#length));
    this.#block = grown;
  }
}
