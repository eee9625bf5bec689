import type { FileHandle } from 'node:fs/promises';

const COMMA = 44;
const QUOTE = 34;
const LF = 10;
const CR = 13;
/** Written at a time. */
const BLOCK_BYTES = 1 << 20;

/** Writes cells as clean CSV: UTF-8, comma, LF, quotes only where a cell needs them. */
export class CellWriter {
  /** Lines that are complete; a cell with line breaks takes several. */
  lines = 0;
  readonly #file: FileHandle;
  #block = Buffer.allocUnsafeSlow(2 * BLOCK_BYTES);
  #length = 0;
  #written = 0;
  #cells = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Whether {@link flush} is due. */
  get isFull(): boolean {
    return this.#length >= BLOCK_BYTES;
  }

  /** Adds a cell to the row; '' for a missing one. */
  cell(text: string): void {
    const { length } = text;
    this.#reserve(length * 6 + 4);
    const block = this.#block;
    let at = this.#length;
    if (this.#cells++ > 0) block[at++] = COMMA;
    const start = at;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127 || code === COMMA || code === QUOTE || code === LF || code === CR) {
        this.#length = start;
        this.#difficult(text);
        return;
      }
      block[at++] = code;
    }
    this.#length = at;
  }

  /** Ends the row. A row of one empty cell is written so that it is none of no cells. */
  endRow(): void {
    this.#reserve(3);
    if (this.#cells === 1 && this.#isAtLineStart()) {
      this.#block[this.#length++] = QUOTE;
      this.#block[this.#length++] = QUOTE;
    }
    this.#block[this.#length++] = LF;
    this.#cells = 0;
    this.lines++;
  }

  /** A line without any cell. */
  blankLine(): void {
    this.#reserve(1);
    this.#block[this.#length++] = LF;
    this.lines++;
  }

  /** Forgets all that was written. */
  async restart(): Promise<void> {
    this.#length = 0;
    this.#written = 0;
    this.#cells = 0;
    this.lines = 0;
    await this.#file.truncate(0);
  }

  async flush(): Promise<void> {
    for (let done = 0; done < this.#length;) {
      const { bytesWritten } = await this.#file.write(
        this.#block,
        done,
        this.#length - done,
        this.#written + done,
      );
      if (bytesWritten <= 0) throw Object.assign(new Error('no space left to write'), { code: 'ENOSPC' });
      done += bytesWritten;
    }
    this.#written += this.#length;
    this.#length = 0;
  }

  #isAtLineStart(): boolean {
    return this.#length === 0 || this.#block[this.#length - 1] === LF;
  }

  #difficult(text: string): void {
    const block = this.#block;
    const isQuoted = /[",\r\n]/.test(text);
    if (!isQuoted) {
      this.#length += block.write(text, this.#length, 'utf8');
      return;
    }
    block[this.#length++] = QUOTE;
    this.#length += block.write(text.replace(/"/g, '""'), this.#length, 'utf8');
    block[this.#length++] = QUOTE;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === LF || (code === CR && text.charCodeAt(i + 1) !== LF)) this.lines++;
    }
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#block.length) return;
    const grown = Buffer.allocUnsafeSlow(2 * (this.#length + more));
    grown.set(this.#block.subarray(0, this.#length));
    this.#block = grown;
  }
}
