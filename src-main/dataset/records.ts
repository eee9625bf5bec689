/** The name for runs of blanks and tabs as delimiter. */
export const WHITESPACE = 'whitespace';

/** How a text is cut into records and cells. */
export interface Splitting {
  /** One or more characters, or {@link WHITESPACE}. */
  readonly delimiter: string;
  /** Empty: quotes mean nothing. */
  readonly quote: string;
  readonly escape: string;
  /** Lines that begin with it are left out; empty: none. */
  readonly comment: string;
  /** Lines left out at the beginning. */
  readonly skip: number;
}

/** One record of a text file. A blank line is a record of one empty cell. */
export interface TextRecord {
  /** 1-based line in the file where it begins. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly isBlank: boolean;
  /** What is wrong with its quotes, or null. */
  readonly flaw: string | null;
}

/** A quoted cell longer than this was never meant to be one. */
const LONGEST_QUOTED = 1 << 24;

export const UNCLOSED = 'a quote is opened and never closed';
const INSIDE = 'a quote inside a cell';

interface OpenRecord {
  readonly line: number;
  /** The lines it spans so far, each with its line end. */
  readonly raw: { text: string; end: string }[];
  readonly cells: string[];
  cell: string;
  length: number;
}

/**
 * Cuts text into records, in chunks of any size, as RFC 4180 says, and goes on where it is broken:
 * a quote that turns out wrong is taken as a plain character of its line, and the record is marked.
 * LF, CRLF and CR end a line, mixed as they come.
 */
export class RecordScanner {
  readonly #splitting: Splitting;
  readonly #emit: (record: TextRecord) => void;
  #rest = '';
  #line = 0;
  #open: OpenRecord | null = null;

  constructor(splitting: Splitting, emit: (record: TextRecord) => void) {
    this.#splitting = splitting;
    this.#emit = emit;
  }

  push(chunk: string): void {
    const text = this.#rest === '' ? chunk : this.#rest + chunk;
    let at = 0;
    let lf = text.indexOf('\n');
    let cr = text.indexOf('\r');
    for (;;) {
      const end = lf < 0 ? cr : cr < 0 ? lf : Math.min(lf, cr);
      // A CR at the end of the chunk may be half of a CRLF.
      if (end < 0 || (end === cr && end === text.length - 1)) break;
      const width = end === cr && lf === cr + 1 ? 2 : 1;
      this.#takeLine(text.slice(at, end), text.slice(end, end + width));
      at = end + width;
      if (lf >= 0 && lf < at) lf = text.indexOf('\n', at);
      if (cr >= 0 && cr < at) cr = text.indexOf('\r', at);
    }
    this.#rest = text.slice(at);
  }

  end(): void {
    const last = this.#rest;
    this.#rest = '';
    if (last.endsWith('\r')) this.#takeLine(last.slice(0, -1), '\r');
    else if (last !== '') this.#takeLine(last, '');
    while (this.#open !== null) this.#recover();
  }

  #takeLine(text: string, end: string): void {
    const line = ++this.#line;
    if (line <= this.#splitting.skip) return;
    this.#handle({ text, end }, line);
  }

  #handle(raw: { text: string; end: string }, line: number): void {
    const { comment, quote } = this.#splitting;
    if (this.#open !== null) {
      this.#continue(this.#open, raw);
      return;
    }
    if (comment !== '' && raw.text.startsWith(comment)) return;
    if (quote === '' || !raw.text.includes(quote)) {
      this.#emitCells(line, splitPlain(raw.text, this.#splitting.delimiter), null);
      return;
    }
    const cells: string[] = [];
    const outcome = parseLine(raw.text, this.#splitting, cells, null, false);
    if (outcome === 'done') this.#emitCells(line, cells, null);
    else if (outcome === 'broken') this.#emitLiteral(raw.text, line, INSIDE);
    else {
      const cell = outcome.open + raw.end;
      this.#open = { line, raw: [raw], cells, cell, length: raw.text.length };
    }
  }

  #continue(open: OpenRecord, raw: { text: string; end: string }): void {
    open.raw.push(raw);
    open.length += raw.text.length;
    const outcome = parseLine(raw.text, this.#splitting, open.cells, open.cell, false);
    if (outcome === 'done') {
      this.#open = null;
      this.#emitCells(open.line, open.cells, null);
    } else if (outcome === 'broken' || open.length > LONGEST_QUOTED) this.#recover();
    else open.cell = outcome.open + raw.end;
  }

  /** The quote that opened the record was a plain character: its line stands alone. */
  #recover(): void {
    const waiting = this.#open;
    if (waiting === null) return;
    this.#open = null;
    const [first, ...rest] = waiting.raw;
    this.#emitLiteral(first?.text ?? '', waiting.line, UNCLOSED);
    rest.forEach((raw, i) => {
      this.#handle(raw, waiting.line + 1 + i);
    });
  }

  #emitLiteral(text: string, line: number, flaw: string): void {
    const cells: string[] = [];
    parseLine(text, this.#splitting, cells, null, true);
    this.#emitCells(line, cells, flaw);
  }

  #emitCells(line: number, cells: readonly string[], flaw: string | null): void {
    const isBlank = cells.length === 1 && cells[0]?.trim() === '' && flaw === null;
    this.#emit({ line, cells, isBlank, flaw });
  }
}

function splitPlain(text: string, delimiter: string): string[] {
  return delimiter === WHITESPACE ? trimBlanks(text).split(/[ \t]+/) : text.split(delimiter);
}

function trimBlanks(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '');
}

/**
 * Cuts one line into cells, which are added to `cells`.
 * @param open the text so far of a quoted cell that an earlier line opened
 * @param lenient takes a cell whose quotes are wrong as it stands, up to the next delimiter
 * @returns 'broken' where the quotes are wrong, or the text of the cell left open
 */
function parseLine(
  text: string,
  { delimiter, quote, escape }: Splitting,
  cells: string[],
  open: string | null,
  lenient: boolean,
): 'done' | 'broken' | { open: string } {
  const isWhitespace = delimiter === WHITESPACE;
  const line = isWhitespace && open === null ? trimBlanks(text) : text;
  let at = 0;
  let carried = open;
  for (;;) {
    const start = at;
    const quoteAt = carried === null ? skipBlanks(line, at, delimiter) : at - 1;
    if (carried !== null || line[quoteAt] === quote) {
      const quoted = readQuoted(line, quoteAt + 1, quote, escape);
      const next = quoted.closed ? afterCell(line, quoted.end, delimiter) : null;
      if (!quoted.closed && !lenient) return { open: (carried ?? '') + quoted.text };
      if (next !== null) {
        cells.push((carried ?? '') + quoted.text);
        if (next < 0) return 'done';
        at = next;
        carried = null;
        continue;
      }
      if (!lenient) return 'broken';
    }
    const end = isWhitespace ? blankAt(line, start) : line.indexOf(delimiter, start);
    cells.push(line.slice(start, end < 0 ? line.length : end));
    if (end < 0) return 'done';
    at = isWhitespace ? skipBlanks(line, end, '') : end + delimiter.length;
  }
}

/** Text of a quoted cell from `from` to its closing quote, or to the end of the line. */
function readQuoted(
  line: string,
  from: number,
  quote: string,
  escape: string,
): { text: string; end: number; closed: boolean } {
  let text = '';
  let start = from;
  for (let i = from; i < line.length; i++) {
    const character = line[i]!;
    if (character === escape && (escape === quote ? line[i + 1] === quote : i + 1 < line.length)) {
      text += line.slice(start, i) + line[i + 1]!;
      start = i + 2;
      i++;
    } else if (character === quote) {
      return { text: text + line.slice(start, i), end: i + 1, closed: true };
    }
  }
  return { text: text + line.slice(start), end: line.length, closed: false };
}

/** Where the next cell begins after a closing quote: -1 at the end of the line, null where text follows. */
function afterCell(line: string, from: number, delimiter: string): number | null {
  const next = skipBlanks(line, from, delimiter);
  if (next >= line.length) return -1;
  if (delimiter === WHITESPACE) return next > from ? next : null;
  return line.startsWith(delimiter, next) ? next + delimiter.length : null;
}

/** Blanks beside a quote are not part of the cell, unless they delimit. */
function skipBlanks(line: string, from: number, delimiter: string): number {
  let at = from;
  while ((line[at] === ' ' || line[at] === '\t') && line[at] !== delimiter) at++;
  return at;
}

function blankAt(line: string, from: number): number {
  for (let at = from; at < line.length; at++) if (line[at] === ' ' || line[at] === '\t') return at;
  return -1;
}
