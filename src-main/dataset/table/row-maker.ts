import type { LeftOutKind } from '../../../src-shared/dataset/left-out';
import type { ByteCheck } from '../source/encodings/byte-check';
import { encodeText } from '../scan/cell-text';
import type { TextDialect } from '../dialect/dialect';
import type { Encoding } from '../source/encodings/encoding';
import { LeftOutList } from './left-out/list';
import { RowSorter } from '../dialect/rows/row-sorter';
import { SuspectBytes } from './left-out/suspect-bytes';
import { RecordCells } from './record-cells';
import { recoverRow } from './recover-row';
import type { SuspectRow, RowBatch, RowLocation } from './batch/row-batch';
import type { ByteScanner, RecordBatch } from '../scan/scanner';

/** A record of which those after it tell whether it is a row. */
interface WaitingRecord {
  readonly line: number;
  readonly cells: readonly string[];
  readonly parseError: string | null;
  readonly fits: boolean;
  /** Bytes in it that are no text. */
  readonly damage: string | null;
}

const UNDECODED = 'bytes that the encoding does not have';
const NOT_UTF8 = 'bytes that are not UTF-8';
const NUL = 'a NUL byte';

/** Makes the rows of a table of records: headers and blank lines go, damaged rows are recovered and marked. */
export class RowMaker {
  readonly #dialect: TextDialect;
  readonly #encoding: Encoding;
  readonly #check: ByteCheck;
  readonly #records: RecordCells;
  /** Records of names still to come. */
  #headerLeft: number;
  #row: number;
  /** Blank lines of a table of one column: missing values, unless nothing comes after them. */
  #blankLines: number[] = [];
  /** Flawed bytes that were looked at already. */
  #passed = 0;
  #base = new Int32Array(1024);
  #lines = new Float64Array(1024);
  #offsets = new Float64Array(1024);
  #rows = 0;
  #suspects: SuspectRow[] = [];
  readonly #sorter: RowSorter;
  readonly #suspectBytes: SuspectBytes;
  /** Records of which those after them tell whether they are rows. */
  #waiting: WaitingRecord[] = [];
  /** What is left out of the rows. */
  readonly leftOut = new LeftOutList();

  constructor(dialect: TextDialect, encoding: Encoding, check: ByteCheck, start: RowLocation | null) {
    this.#dialect = dialect;
    this.#encoding = encoding;
    this.#check = check;
    this.#records = new RecordCells(dialect, encoding);
    this.#headerLeft = start === null ? dialect.header : 0;
    this.#row = start?.row ?? 0;
    this.#sorter = new RowSorter(dialect, dialect.keep);
    this.#suspectBytes = new SuspectBytes(dialect, (text) => encodeText(text, encoding));
  }

  /** Rows so far. */
  get row(): number {
    return this.#row;
  }

  /** Whether the next record is a row and nothing else: no names, no blank lines that wait. */
  get isAmongRows(): boolean {
    return this.#headerLeft === 0 && this.#blankLines.length === 0 && this.#sorter.isCalm;
  }

  /** Counts rows that were read without it. */
  pass(rows: number): void {
    this.#row += rows;
  }

  /** The rows of the records that a scanner has at hand. */
  take(scanner: ByteScanner): RowBatch {
    const { batch, base: textBase } = scanner;
    const { records, counts, parseErrors, first, lines, from, to } = batch;
    const width = this.#dialect.width;
    const { flawed } = this.#check;
    const suspectBytes = this.#suspectBytes;
    const sorter = this.#sorter;
    let isCalm = sorter.isCalm;
    let nextFlaw = this.#nextFlaw(textBase);
    this.#rows = 0;
    this.#suspects = [];
    this.#reserve(records);
    for (let r = 0; r < records; r++) {
      const isUsual =
        counts[r] === width &&
        parseErrors[r] === 0 &&
        nextFlaw >= to[r]! &&
        this.#headerLeft === 0 &&
        isCalm &&
        !suspectBytes.has(batch, first[r]!) &&
        (width > 1 || (this.#blankLines.length === 0 && batch.bytes[from[r]!]! > 32));
      if (isUsual) {
        const n = this.#rows++;
        this.#base[n] = first[r]!;
        this.#lines[n] = lines[r]!;
        this.#offsets[n] = textBase + from[r]!;
        continue;
      }
      while (nextFlaw < from[r]!) {
        this.#passed++;
        nextFlaw = this.#nextFlaw(textBase);
      }
      let damage: string | null = null;
      while (nextFlaw < to[r]!) {
        damage ??= flawed[this.#passed]! % 2 === 1 ? NUL : this.#encoding === 'utf-8' ? NOT_UTF8 : UNDECODED;
        this.#passed++;
        nextFlaw = this.#nextFlaw(textBase);
      }
      this.#takeUnusual(scanner, r, damage);
      isCalm = sorter.isCalm;
    }
    if (this.#passed > 0) flawed.splice(0, this.#passed);
    this.#passed = 0;
    return this.#made(batch);
  }

  /** The rows that the end of the file makes of the records that still wait; null where there are none. */
  finish(scanner: ByteScanner): RowBatch | null {
    if (this.#waiting.length === 0) return null;
    const { batch } = scanner;
    this.#rows = 0;
    this.#suspects = [];
    batch.cells = 0;
    batch.records = 0;
    this.#settleWaiting(scanner, this.#sorter.end());
    return this.#made(batch);
  }

  #made(batch: RecordBatch): RowBatch {
    const firstRow = this.#row;
    this.#row += this.#rows;
    return {
      bytes: batch.bytes,
      starts: batch.starts,
      ends: batch.ends,
      base: this.#base,
      rows: this.#rows,
      firstRow,
      lines: this.#lines,
      offsets: this.#offsets,
      suspects: this.#suspects,
    };
  }

  /** Place in the batch of the next flawed byte. */
  #nextFlaw(textBase: number): number {
    const next = this.#check.flawed[this.#passed];
    return next === undefined ? Infinity : Math.floor(next / 2) - textBase;
  }

  #takeUnusual(scanner: ByteScanner, r: number, damage: string | null): void {
    const { batch } = scanner;
    const { width } = this.#dialect;
    const line = batch.lines[r]!;
    if (this.#records.isBlank(batch, r)) {
      if (this.#headerLeft > 0) return;
      if (width === 1) this.#blankLines.push(line);
      else this.#sorter.blank();
      return;
    }
    if (this.#headerLeft > 0) {
      if (!this.#records.isEmptyRow(batch, r)) this.#headerLeft--;
      else this.#leaveOut('emptyRows', { line, cells: this.#records.read(batch, r) });
      return;
    }
    for (const blank of this.#blankLines) this.#add(this.#padded(batch, 0, 0), blank, NaN);
    this.#blankLines = [];
    const cells = this.#records.read(batch, r);
    const misfit = this.#records.findMisfit(batch, r, cells);
    const { waiting, record } = this.#sorter.take(cells, misfit === null);
    this.#settleWaiting(scanner, waiting);
    if (record === 'wait') {
      this.#waiting.push({
        line,
        cells,
        parseError: this.#records.parseError(batch, r),
        fits: misfit === null,
        damage,
      });
      return;
    }
    if (record !== 'row') {
      this.#leaveOut(record, { line, cells });
      return;
    }
    const reason = misfit ?? damage;
    const offset = scanner.base + batch.from[r]!;
    if (reason === null) this.#add(batch.first[r]!, line, offset);
    else if (reason === damage) {
      this.#suspects.push({ row: this.#rows, reason, text: this.#records.join(cells) });
      this.#add(this.#padded(batch, batch.first[r]!, batch.counts[r]!), line, offset);
    } else this.#recover(scanner, cells, this.#records.parseError(batch, r), line, offset);
  }

  #recover(
    scanner: ByteScanner,
    cells: readonly string[],
    parseError: string | null,
    line: number,
    offset: number,
  ): void {
    const { cells: recovered, reason } = recoverRow({ cells, parseError }, this.#dialect);
    this.#suspects.push({ row: this.#rows, reason, text: this.#records.join(cells) });
    this.#addTexts(scanner, recovered, line, offset);
  }

  /** Makes rows of the records that wait, or leaves them out. */
  #settleWaiting(scanner: ByteScanner, verdict: 'rows' | LeftOutKind | null): void {
    if (verdict === null) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { line, cells, parseError, fits, damage } of waiting) {
      if (verdict !== 'rows') this.#leaveOut(verdict, { line, cells });
      else if (!fits) this.#recover(scanner, cells, parseError, line, NaN);
      else {
        if (damage !== null)
          this.#suspects.push({ row: this.#rows, reason: damage, text: this.#records.join(cells) });
        this.#addTexts(scanner, cells.slice(0, this.#dialect.width), line, NaN);
      }
    }
  }

  #addTexts(scanner: ByteScanner, cells: readonly string[], line: number, offset: number): void {
    const { batch } = scanner;
    const base = batch.cells;
    for (const cell of cells) {
      const bytes = encodeText(cell, this.#encoding);
      const at = scanner.append(bytes);
      batch.addCell(at, at + bytes.length);
    }
    this.#add(base, line, offset);
  }

  #leaveOut(kind: LeftOutKind, { line, cells }: Pick<WaitingRecord, 'line' | 'cells'>): void {
    const text = this.#records.join(cells);
    const lines = cells.reduce((count, cell) => count + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 1);
    this.leftOut.add(kind, line, lines, text, this.#row + this.#rows);
  }

  /** The cells of a record, filled up with empty ones. */
  #padded(batch: RecordBatch, first: number, count: number): number {
    const { width } = this.#dialect;
    if (count >= width) return first;
    const base = batch.cells;
    for (let c = 0; c < width; c++) {
      const isThere = c < count;
      batch.addCell(isThere ? batch.starts[first + c]! : 0, isThere ? batch.ends[first + c]! : 0);
    }
    return base;
  }

  #add(base: number, line: number, offset: number): void {
    this.#reserve(this.#rows + 1);
    const n = this.#rows++;
    this.#base[n] = base;
    this.#lines[n] = line;
    this.#offsets[n] = offset;
  }

  #reserve(rows: number): void {
    if (rows <= this.#base.length) return;
    const length = 2 * rows;
    const [base, lines, offsets] = [this.#base, this.#lines, this.#offsets];
    this.#base = new Int32Array(length);
    this.#base.set(base);
    this.#lines = new Float64Array(length);
    this.#lines.set(lines);
    this.#offsets = new Float64Array(length);
    this.#offsets.set(offsets);
  }
}
