import type { FileHandle } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import type { MetricColumns } from '../../../src-shared/run/live/frames';
import { withRows, type MetricRanges } from '../../../src-shared/run/record/metric-ranges';
import { encodeNumber, type StoredNumber } from '../../../src-shared/run/record/stored-number';
import { OpenRows } from '../../files/csv/open-rows';
import { openRegular } from '../../files/regular-file';
import type { KnownFigures } from './external-document';

/** About a millisecond of work. */
const BLOCK_BYTES = 1 << 16;
/** Bytes before the place read up to that must still be there: else the file is another one. */
const TAIL_BYTES = 512;

/** Rows that were read. `isFirst`: they are the first of the file, which may be another one than before. */
export type OnRows = (columns: MetricColumns, isFirst: boolean) => void;

/**
 * A metrics.csv that another program appends to, read from where it was read up to. It may be replaced by a
 * longer one under its name, as rsync does: what was read of it is not read again where it is still the same.
 */
export class ExternalLog implements KnownFigures {
  readonly #path: string;
  #offset = 0;
  #tail = Buffer.alloc(0);
  #decoder = new StringDecoder('utf8');
  #rest = '';
  #rows = new OpenRows();
  #ranges: MetricRanges = {};
  #last: Record<string, StoredNumber> = {};
  #steps = 0;
  #elapsedMs = 0;
  #reading: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  get last(): Readonly<Record<string, StoredNumber>> {
    return this.#last;
  }
  get ranges(): MetricRanges {
    return this.#ranges;
  }
  get steps(): number {
    return this.#steps;
  }
  get elapsedMs(): number {
    return this.#elapsedMs;
  }
  /** Bytes up to the end of the last line that was read. */
  get readBytes(): number {
    return this.#offset - Buffer.byteLength(this.#rest);
  }
  /** Lines that were no rows. */
  get skipped(): number {
    return this.#rows.skipped;
  }

  /** Reads what came since the last time, after whoever reads now. A file that is not there has no rows yet. */
  read(onRows: OnRows): Promise<void> {
    const reading = this.#reading.then(() => this.#read(onRows));
    this.#reading = reading.catch(() => undefined);
    return reading;
  }

  async #read(onRows: OnRows): Promise<void> {
    let file: FileHandle;
    try {
      file = await openRegular(this.#path);
    } catch {
      return;
    }
    try {
      const isAnother = !(await this.#goesOn(file));
      if (isAnother) this.#begin();
      let isFirst = this.#offset === 0;
      const block = Buffer.alloc(BLOCK_BYTES);
      for (;;) {
        const { bytesRead } = await file.read(block, 0, block.length, this.#offset);
        if (bytesRead === 0) break;
        const bytes = block.subarray(0, bytesRead);
        this.#offset += bytesRead;
        this.#tail = Buffer.concat([this.#tail, bytes]).subarray(-TAIL_BYTES);
        const lines = (this.#rest + this.#decoder.write(bytes)).split('\n');
        this.#rest = lines.pop() ?? '';
        const columns = this.#rows.read(lines);
        this.#note(columns);
        if (columns.step.length === 0) continue;
        onRows(columns, isFirst);
        isFirst = false;
      }
      if (isAnother && isFirst)
        onRows({ step: new Float64Array(0), elapsedMs: new Float64Array(0), series: {} }, true);
    } finally {
      await file.close();
    }
  }

  /** Whether the file holds what was read of it where it was read. */
  async #goesOn(file: FileHandle): Promise<boolean> {
    if (this.#offset === 0) return true;
    const { size } = await file.stat();
    if (size < this.#offset) return false;
    const there = Buffer.alloc(this.#tail.length);
    await file.read(there, 0, there.length, this.#offset - there.length);
    return there.equals(this.#tail);
  }

  #begin(): void {
    this.#offset = 0;
    this.#tail = Buffer.alloc(0);
    this.#decoder = new StringDecoder('utf8');
    this.#rest = '';
    this.#rows = new OpenRows();
    this.#ranges = {};
    this.#last = {};
    this.#steps = 0;
    this.#elapsedMs = 0;
  }

  #note(columns: MetricColumns): void {
    const { step, elapsedMs, series } = columns;
    if (step.length === 0) return;
    this.#ranges = withRows(this.#ranges, columns);
    this.#steps = Math.max(0, Math.floor(step[step.length - 1] ?? 0));
    const elapsed = elapsedMs[elapsedMs.length - 1] ?? NaN;
    if (Number.isFinite(elapsed)) this.#elapsedMs = Math.max(0, elapsed);
    for (const [name, values] of Object.entries(series)) {
      // Not every row has a number of every metric.
      const at = findLast(values);
      if (at >= 0) this.#last[name] = encodeNumber(values[at] ?? NaN);
      else this.#last[name] ??= 'NaN';
    }
  }
}

function findLast(values: Float64Array): number {
  let at = values.length - 1;
  while (at >= 0 && Number.isNaN(values[at])) at -= 1;
  return at;
}
