import { decodeBytes } from '../scan/cell-text';
import { CellKinds } from './cell-types/cell-kinds';
import { isCodeCell, mayBeCode } from '../scan/cells/code-cells';
import { hasSlashes, NO_DATE, readDate, slashDays } from '../scan/cells/date-reader';
import { Dictionary } from './dictionary';
import type { Encoding } from '../source/encoding';
import type { MissingMarkers } from '../scan/missing';
import type { NumberReader } from '../scan/cells/number-reader';
import { LONGEST_LISTED_TEXT, Rejects } from '../table/rejects';
import type { RowBatch } from '../table/rows';
import type { StraightColumn } from '../table/read-ahead/straight-rows';

/** What a column is read with. */
export interface ColumnPlan {
  readonly place: number;
  readonly name: string;
  readonly readNumber: NumberReader;
  readonly missing: MissingMarkers;
  readonly encoding: Encoding;
  /** Rows that are expected. */
  readonly capacity: number;
  /** Whether the type is not settled, so that cells which are written as codes count. */
  readonly seeksCodes: boolean;
  /** Whether numbers may have a unit beside them, which rows of numbers alone are not read with. */
  readonly hasUnit: boolean;
}

/**
 * Cells of one column as numbers, row after row: NaN where missing, Infinity where the cell does
 * not fit the type, which is listed in `rejects`.
 */
export abstract class Column {
  readonly rejects = new Rejects();
  filled = 0;
  protected values: Float64Array;
  protected readonly plan: ColumnPlan;
  protected count = 0;

  constructor(plan: ColumnPlan) {
    this.plan = plan;
    this.values = new Float64Array(plan.capacity);
  }

  /** Adds all rows of a batch. */
  abstract takeAll(batch: RowBatch): void;
  /** Adds one row of a batch. */
  abstract takeOne(batch: RowBatch, row: number): void;

  /** The values of all rows added. */
  finish(): Float64Array {
    const spare = this.values.length - this.count;
    // A copy costs its own size for a moment; pages that were never written cost nothing.
    return spare * 8 > this.values.length && this.values.length < 1 << 16
      ? this.values.slice(0, this.count)
      : this.values.subarray(0, this.count);
  }

  protected reserve(more: number): void {
    const needed = this.count + more;
    if (needed <= this.values.length) return;
    const grown = new Float64Array(Math.max(needed, Math.ceil(this.values.length * 1.3) + 1024));
    grown.set(this.values.subarray(0, this.count));
    this.values = grown;
  }

  protected reject(batch: RowBatch, row: number, reason: string): void {
    const { place, name, encoding } = this.plan;
    if (!this.rejects.lists) {
      this.rejects.add(reason, null);
      return;
    }
    const cell = batch.base[row]! + place;
    const text = decodeBytes(batch.bytes, batch.starts[cell]!, batch.ends[cell]!, encoding);
    this.rejects.add(reason, {
      line: batch.lines[row]!,
      column: name,
      text: text.slice(0, LONGEST_LISTED_TEXT),
    });
  }
}

export class NumberColumn extends Column implements StraightColumn {
  /** Cells that are written as codes ({@link isCodeCell}), where they are sought. */
  codes = 0;

  get place(): number {
    return this.plan.place;
  }

  /** Whether {@link codes} counts: then no row with such a cell may be taken past the batches. */
  get seeksCodes(): boolean {
    return this.plan.seeksCodes;
  }

  /** Whether every cell that reads as a number is one: no unit stands beside it, and no marker such as -999 stands for a missing value. */
  get isPlain(): boolean {
    return !this.plan.missing.hasNumbers && !this.plan.hasUnit;
  }

  /** Where the values of the next rows go, at most `most`; {@link took} tells how many came. */
  room(most: number): Float64Array {
    // The rows that were expected are used up before anything grows.
    if (this.count === this.values.length) this.reserve(most);
    return this.values.subarray(this.count, this.count + most);
  }

  /** Counts rows that were written to {@link room}; gaps among them are for the caller to note. */
  took(rows: number): void {
    this.count += rows;
    this.filled += rows;
  }

  /** Adds values that were read elsewhere, so many of them missing. */
  append(values: Float64Array, gaps: number): void {
    this.reserve(values.length);
    this.values.set(values, this.count);
    this.count += values.length;
    this.filled += values.length - gaps;
  }

  /** A cell's number: NaN where it is missing, Infinity where it is none. */
  numberAt(bytes: Buffer, start: number, end: number): number {
    const value = this.plan.readNumber(bytes, start, end);
    return value === Infinity && this.plan.missing.has(bytes, start, end) ? NaN : value;
  }

  takeAll(batch: RowBatch): void {
    this.reserve(batch.rows);
    const { bytes, starts, ends, base, rows } = batch;
    const { place, readNumber, missing } = this.plan;
    const { values, count } = this;
    for (let row = 0; row < rows; row++) {
      const cell = base[row]! + place;
      const value = readNumber(bytes, starts[cell]!, ends[cell]!);
      values[count + row] = value === Infinity ? this.#odd(batch, row, cell) : value;
    }
    if (missing.hasNumbers) {
      for (let row = 0; row < rows; row++) {
        const cell = base[row]! + place;
        const isNumber = Number.isFinite(values[count + row]!);
        if (isNumber && missing.has(bytes, starts[cell]!, ends[cell]!)) {
          values[count + row] = NaN;
          this.filled--;
        }
      }
    }
    if (this.plan.seeksCodes) this.#countCodes(batch);
    this.filled += rows;
    this.count += rows;
    this.rejects.settle();
  }

  #countCodes({ bytes, starts, ends, base, rows }: RowBatch): void {
    const { place } = this.plan;
    for (let row = 0; row < rows; row++) {
      const cell = base[row]! + place;
      const [start, end] = [starts[cell]!, ends[cell]!];
      if (mayBeCode(bytes, start, end) && isCodeCell(bytes, start, end)) this.codes++;
    }
  }

  takeOne(batch: RowBatch, row: number): void {
    this.reserve(1);
    const { readNumber, missing, place } = this.plan;
    const cell = batch.base[row]! + place;
    const [start, end] = [batch.starts[cell]!, batch.ends[cell]!];
    const value = readNumber(batch.bytes, start, end);
    this.filled++;
    if (value === Infinity) this.values[this.count++] = this.#odd(batch, row, cell);
    else if (missing.hasNumbers && missing.has(batch.bytes, start, end)) {
      this.values[this.count++] = NaN;
      this.filled--;
    } else {
      this.values[this.count++] = value;
      if (this.plan.seeksCodes && isCodeCell(batch.bytes, start, end)) this.codes++;
    }
  }

  /** A cell that is no number. */
  #odd(batch: RowBatch, row: number, cell: number): number {
    if (this.plan.missing.has(batch.bytes, batch.starts[cell]!, batch.ends[cell]!)) {
      this.filled--;
      return NaN;
    }
    this.reject(batch, row, 'not a number');
    return Infinity;
  }
}

/** Days since 1970-01-01 UTC. */
export class DateColumn extends Column {
  /** Cells with slashes that are no date when the day, or the month, is read first. */
  readonly #notDayFirst = new Rejects();
  readonly #notMonthFirst = new Rejects();
  #slashes = 0;

  takeAll(batch: RowBatch): void {
    this.reserve(batch.rows);
    for (let row = 0; row < batch.rows; row++) this.#take(batch, row);
    for (const rejects of [this.rejects, this.#notDayFirst, this.#notMonthFirst]) rejects.settle();
  }

  takeOne(batch: RowBatch, row: number): void {
    this.reserve(1);
    this.#take(batch, row);
  }

  /** Whether both orders of day and month fit every cell with slashes, and there are some. */
  get isAmbiguous(): boolean {
    return this.#slashes > 0 && this.#notDayFirst.count === 0 && this.#notMonthFirst.count === 0;
  }

  /** Cells that are no date, once the order of day and month is told. */
  get bad(): number {
    return this.rejects.count + Math.min(this.#notDayFirst.count, this.#notMonthFirst.count);
  }

  override finish(): Float64Array {
    if (this.#slashes > 0) {
      const dayFirst = this.#notDayFirst.count <= this.#notMonthFirst.count;
      this.rejects.merge(dayFirst ? this.#notDayFirst : this.#notMonthFirst);
      const { values, count } = this;
      for (let i = 0; i < count; i++) if (hasSlashes(values[i]!)) values[i] = slashDays(values[i]!, dayFirst);
    }
    return super.finish();
  }

  #take(batch: RowBatch, row: number): void {
    const cell = batch.base[row]! + this.plan.place;
    const [start, end] = [batch.starts[cell]!, batch.ends[cell]!];
    const value = readDate(batch.bytes, start, end);
    if (this.plan.missing.has(batch.bytes, start, end)) {
      this.values[this.count++] = NaN;
      return;
    }
    this.filled++;
    this.values[this.count++] = value;
    if (value === NO_DATE) this.reject(batch, row, 'not a date');
    else if (hasSlashes(value)) {
      this.#slashes++;
      if (slashDays(value, true) === NO_DATE) this.#misfit(batch, row, this.#notDayFirst);
      if (slashDays(value, false) === NO_DATE) this.#misfit(batch, row, this.#notMonthFirst);
    }
  }

  #misfit(batch: RowBatch, row: number, rejects: Rejects): void {
    const { place, name, encoding } = this.plan;
    const cell = batch.base[row]! + place;
    const text = decodeBytes(batch.bytes, batch.starts[cell]!, batch.ends[cell]!, encoding);
    rejects.add('not a date', { line: batch.lines[row]!, column: name, text });
  }
}

/** Places in the list of the column's words. */
export class CategoryColumn extends Column {
  readonly dictionary: Dictionary;
  /** Of the cells that found no place among the words; of all cells once they were asked for. */
  readonly #kinds: CellKinds;
  #hasKinds = false;

  constructor(plan: ColumnPlan, mostWords?: number) {
    super(plan);
    this.dictionary = new Dictionary(mostWords);
    this.#kinds = new CellKinds(plan.readNumber);
  }

  takeAll(batch: RowBatch): void {
    this.reserve(batch.rows);
    for (let row = 0; row < batch.rows; row++) this.#take(batch, row);
  }

  takeOne(batch: RowBatch, row: number): void {
    this.reserve(1);
    this.#take(batch, row);
  }

  #take(batch: RowBatch, row: number): void {
    const cell = batch.base[row]! + this.plan.place;
    const { bytes } = batch;
    const [start, end] = [batch.starts[cell]!, batch.ends[cell]!];
    if (this.plan.missing.has(bytes, start, end)) {
      this.values[this.count++] = NaN;
      return;
    }
    this.filled++;
    const code = this.dictionary.take(bytes, start, end);
    this.values[this.count++] = code;
    if (code < 0) this.#kinds.take(bytes, start, end);
  }

  /** What the filled cells are, once all of them were added. */
  get kinds(): CellKinds {
    if (this.#hasKinds) return this.#kinds;
    this.#hasKinds = true;
    this.dictionary.forEach((code, bytes, start, end) => {
      this.#kinds.take(bytes, start, end, this.dictionary.countOf(code));
    });
    return this.#kinds;
  }

  /** The words in ascending order; the values are their places in it from now on. */
  sortedWords(): string[] {
    const words = this.dictionary.words(this.plan.encoding);
    const order = words.map((_, code) => code).sort((a, b) => (words[a]! < words[b]! ? -1 : 1));
    const places = new Float64Array(words.length);
    order.forEach((code, place) => (places[code] = place));
    const { values, count } = this;
    for (let i = 0; i < count; i++) {
      const code = values[i]!;
      if (code >= 0) values[i] = places[code]!;
    }
    return order.map((code) => words[code]!);
  }
}
