import { CR, LF } from './line-ends';
import { WHITESPACE, type Splitting } from './record-batch';

export const BLANK = 32;
export const TAB = 9;

/** The characters of a splitting as bytes, and where they stand in the bytes at hand. */
export class CellMarks {
  readonly isWhitespace: boolean;
  /** Empty where runs of blanks delimit. */
  readonly delimiter: Uint8Array;
  readonly quote: Uint8Array;
  readonly escape: Uint8Array;
  /** Begins a comment within a line. */
  readonly comment: Uint8Array;
  readonly escapesByDoubling: boolean;
  /** The bytes that are looked at. */
  bytes: Buffer = Buffer.alloc(0);

  /** @param encode bytes of a character of the splitting */
  constructor(splitting: Splitting, encode: (character: string) => Uint8Array) {
    const { delimiter, quote, escape, inlineComment = '' } = splitting;
    this.isWhitespace = delimiter === WHITESPACE;
    this.delimiter = this.isWhitespace ? new Uint8Array(0) : encode(delimiter);
    this.quote = encode(quote);
    this.escape = encode(escape);
    this.comment = encode(inlineComment);
    this.escapesByDoubling = escape === quote;
  }

  /** Whether a delimiter, a comment or the line's end follows the quote at `close`, blanks aside. */
  endsCell(close: number, stop: number): boolean {
    const bytes = this.bytes;
    const after = close + this.quote.length;
    const next = this.skipBlanks(after, stop);
    if (next >= stop || bytes[next] === LF || bytes[next] === CR) return true;
    if (next > after && this.has(this.comment, next, stop)) return true;
    return this.isWhitespace ? next > after : this.has(this.delimiter, next, stop);
  }

  /** Blanks beside a quote are not part of the cell, unless they delimit. */
  skipBlanks(from: number, stop: number): number {
    const bytes = this.bytes;
    let at = from;
    while (at < stop && (bytes[at] === BLANK || bytes[at] === TAB)) {
      if (!this.isWhitespace && this.has(this.delimiter, at, stop)) break;
      at++;
    }
    return at;
  }

  /** Whether these bytes stand at a place; no bytes stand nowhere. */
  has(what: Uint8Array, at: number, stop: number): boolean {
    if (what.length === 0 || at + what.length > stop) return false;
    for (let i = 0; i < what.length; i++) if (this.bytes[at + i] !== what[i]) return false;
    return true;
  }
}
