import { open, type FileHandle } from 'node:fs/promises';
import type { RejectedCell } from '../../src-shared/dataset/report';
import type { TextDialect } from './dialect';
import { createDecoder, type Encoding } from './encoding';
import { RecordScanner, type TextRecord } from './records';
import { repairRow } from './repair';
import { streamOf, type Source } from './source';

/** Rows listed in full; all are counted. */
export const LISTED_REJECTS = 1000;
const LONGEST_LISTED_TEXT = 1000;
const BYTES = 'bytes that are not UTF-8';

/** What was found while a clean copy was written. */
export interface CleanCopy {
  readonly rejected: readonly RejectedCell[];
  readonly rejectedCount: number;
  /** Bytes of the longest line that was written. */
  readonly longestLine: number;
}

/**
 * Writes a text file again as UTF-8, comma, LF, each row with exactly `dialect.width` cells after
 * its line in the file and 1 or 0 for whether it is doubtful: `line,doubtful,cell,cell,…`. For files
 * that DuckDB's own reader would refuse or read with losses. No row is left out: a short one gets
 * empty cells, of a long one the first cells are kept; both are listed, and so are rows with broken
 * quotes or undecodable bytes.
 */
export async function writeCleanCopy(
  source: Source,
  encoding: Encoding,
  dialect: TextDialect,
  to: string,
  check: () => void,
): Promise<CleanCopy> {
  const writer = new CleanWriter(dialect, encoding === 'utf-8');
  const file = await open(to, 'wx', 0o600);
  try {
    for await (const text of decoded(source, encoding)) {
      check();
      writer.scanner.push(text);
      await flush(writer, file);
    }
    writer.scanner.end();
    await flush(writer, file);
  } finally {
    await file.close();
  }
  return writer;
}

/** Line in the file of each row asked for, given row numbers from 1 in ascending order. */
export async function linesOfRows(
  source: Source,
  encoding: Encoding,
  dialect: TextDialect,
  rows: readonly number[],
): Promise<Map<number, number>> {
  const lines = new Map<number, number>();
  let row = -dialect.header;
  let next = 0;
  const scanner = new RecordScanner(dialect, ({ line, isBlank }) => {
    if (isBlank && dialect.width > 1) return;
    row++;
    if (row !== rows[next]) return;
    lines.set(row, line);
    next++;
  });
  for await (const text of decoded(source, encoding)) {
    scanner.push(text);
    if (next >= rows.length) return lines;
  }
  scanner.end();
  return lines;
}

async function* decoded(source: Source, encoding: Encoding): AsyncGenerator<string> {
  const decoder = createDecoder(encoding);
  for await (const chunk of streamOf(source)) yield decoder.write(chunk);
  yield decoder.end();
}

async function flush(writer: CleanWriter, file: FileHandle): Promise<void> {
  const bytes = Buffer.from(writer.take(), 'utf8');
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done);
    done += bytesWritten;
  }
}

class CleanWriter implements CleanCopy {
  readonly scanner: RecordScanner;
  readonly rejected: RejectedCell[] = [];
  rejectedCount = 0;
  longestLine = 0;
  readonly #dialect: TextDialect;
  readonly #width: number;
  readonly #reportsBytes: boolean;
  /** Rows of names still to come. */
  #headerRows: number;
  #blankLines: number[] = [];
  #out: string[] = [];

  constructor(dialect: TextDialect, reportsBytes: boolean) {
    this.#dialect = dialect;
    this.#width = dialect.width;
    this.#reportsBytes = reportsBytes;
    this.#headerRows = dialect.header;
    this.scanner = new RecordScanner(dialect, (record) => {
      this.#take(record);
    });
  }

  take(): string {
    const text = this.#out.join('');
    this.#out = [];
    return text;
  }

  #take(record: TextRecord): void {
    if (record.isBlank) {
      // In a table of one column a blank line is a missing value, unless nothing comes after it.
      if (this.#width === 1 && this.#headerRows === 0) this.#blankLines.push(record.line);
      return;
    }
    if (this.#headerRows > 0) {
      this.#headerRows--;
      return;
    }
    for (const line of this.#blankLines) this.#write(line, false, ['']);
    this.#blankLines = [];
    const doubt = this.#doubt(record);
    const repaired = doubt === null || doubt === BYTES ? null : repairRow(record, this.#dialect);
    if (doubt !== null) this.#reject(record, repaired?.reason ?? doubt);
    this.#write(record.line, doubt !== null, repaired?.cells ?? record.cells);
  }

  #doubt({ cells, flaw }: TextRecord): string | null {
    if (flaw !== null) return flaw;
    const surplus = cells.slice(this.#width);
    if (cells.length < this.#width || surplus.some((cell) => cell.trim() !== '')) {
      return `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'} instead of ${this.#width}`;
    }
    if (this.#reportsBytes && cells.some((cell) => cell.includes('\ufffd'))) return BYTES;
    return null;
  }

  #reject({ line, cells }: TextRecord, reason: string): void {
    this.rejectedCount++;
    if (this.rejected.length >= LISTED_REJECTS) return;
    const { delimiter } = this.#dialect;
    const text = cells.join(delimiter.length > 1 ? ' ' : delimiter).slice(0, LONGEST_LISTED_TEXT);
    this.rejected.push({ line, column: null, text, reason });
  }

  #write(line: number, isDoubtful: boolean, cells: readonly string[]): void {
    let text = `${line},${isDoubtful ? 1 : 0}`;
    for (let c = 0; c < this.#width; c++) text += `,${quotedCell(cells[c] ?? '')}`;
    // A character is at most 3 bytes of UTF-8.
    if (text.length * 3 > this.longestLine) this.longestLine = text.length * 3;
    this.#out.push(`${text}\n`);
  }
}

function quotedCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
}
