import type { ColumnProfile, WordCount } from '../../src-shared/dataset/report';
import { decodeBytes } from './cell-text';
import { areNumbers, type CellType } from './column-types';
import type { ColumnPlan } from './columns';
import { hasSlashes, NO_DATE, readDate, SlashKinds, slashDays } from './date-reader';
import { Dictionary, MOST_WORDS } from './dictionary';
import { NumberFigures } from './figures';
import { LONGEST_LISTED_TEXT, Rejects } from './rejects';
import type { RowBatch } from './rows';
import type { StraightColumn } from './straight-rows';

/** Texts are categories where at most this share of them differ. */
const CATEGORY_SHARE = 0.5;
const TOP_WORDS = 20;

/** What there is to say about one column, gathered batch after batch. */
export abstract class Profile {
  readonly rejects = new Rejects();
  missing = 0;
  /** Cells that are not missing. */
  filled = 0;
  protected readonly plan: ColumnPlan;

  constructor(plan: ColumnPlan) {
    this.plan = plan;
  }

  abstract take(batch: RowBatch): void;
  /** The type that the column must be profiled as, now that all of it was seen. */
  abstract get found(): CellType;
  abstract result(): ColumnProfile;

  /** Anything a person should know. */
  get note(): string | null {
    return null;
  }

  protected isMissing(batch: RowBatch, cell: number): boolean {
    return this.plan.missing.has(batch.bytes, batch.starts[cell]!, batch.ends[cell]!);
  }

  protected base(type: ColumnProfile['type']): ColumnProfile {
    return {
      name: this.plan.name,
      type,
      missing: this.missing,
      min: null,
      max: null,
      mean: null,
      std: null,
      distinct: 0,
      distinctAtLeast: false,
      bad: 0,
      histogram: null,
      top: [],
    };
  }
}

/** Values are counted so many at a time, however they came: the figures are the same to the last digit. */
const COUNTED_VALUES = 4096;

export class NumberProfile extends Profile implements StraightColumn {
  readonly #figures = new NumberFigures();
  readonly #badWords = new Dictionary();
  /** Values that are not counted yet. */
  readonly #waiting = new Float64Array(COUNTED_VALUES);
  #count = 0;
  #room = new Float64Array(0);

  get place(): number {
    return this.plan.place;
  }

  /** Whether no marker such as -999 stands for a missing value. */
  get isPlain(): boolean {
    return !this.plan.missing.hasNumbers;
  }

  take(batch: RowBatch): void {
    const { bytes, starts, ends, base, rows } = batch;
    const { place, readNumber, missing } = this.plan;
    for (let row = 0; row < rows; row++) {
      const cell = base[row]! + place;
      const value = readNumber(bytes, starts[cell]!, ends[cell]!);
      if (value === Infinity) this.#odd(batch, row, cell);
      else if (missing.hasNumbers && this.isMissing(batch, cell)) this.missing++;
      else {
        this.filled++;
        this.#add(value);
      }
    }
    this.rejects.settle();
  }

  room(most: number): Float64Array {
    if (this.#room.length < most) this.#room = new Float64Array(most);
    return this.#room;
  }

  took(rows: number): void {
    this.filled += rows;
    this.#addAll(this.#room, rows);
  }

  append(values: Float64Array, gaps: number): void {
    this.filled += values.length - gaps;
    this.#addAll(values, values.length);
  }

  numberAt(bytes: Buffer, start: number, end: number): number {
    const { readNumber, missing } = this.plan;
    const value = readNumber(bytes, start, end);
    return value === Infinity && missing.has(bytes, start, end) ? NaN : value;
  }

  #addAll(values: Float64Array, count: number): void {
    for (let i = 0; i < count; i++) {
      const value = values[i]!;
      if (Number.isNaN(value)) this.missing++;
      else this.#add(value);
    }
  }

  #add(value: number): void {
    if (this.#count === COUNTED_VALUES) this.#countAll();
    this.#waiting[this.#count++] = value;
  }

  #countAll(): NumberFigures {
    this.#figures.add(this.#waiting, this.#count);
    this.#count = 0;
    return this.#figures;
  }

  get found(): CellType {
    return this.filled === 0 || areNumbers(this.#countAll().count, this.filled) ? 'number' : 'category';
  }

  override get note(): string | null {
    const { std, count } = this.#countAll();
    return count > 1 && !Number.isFinite(std) ? 'Some numbers are too large for a standard deviation.' : null;
  }

  result(): ColumnProfile {
    const { min, max, mean, std, distinct, histogram } = this.#countAll();
    const finite = (figure: number | null): number | null =>
      figure !== null && Number.isFinite(figure) ? figure : null;
    return {
      ...this.base(this.filled === 0 ? 'category' : 'number'),
      min: finite(min),
      max: finite(max),
      mean: finite(mean),
      std: finite(std),
      distinct: distinct.size + this.#badWords.size,
      distinctAtLeast: distinct.isFull || this.#badWords.isFull,
      bad: this.rejects.count,
      histogram,
    };
  }

  #odd(batch: RowBatch, row: number, cell: number): void {
    if (this.isMissing(batch, cell)) {
      this.missing++;
      return;
    }
    this.filled++;
    const [start, end] = [batch.starts[cell]!, batch.ends[cell]!];
    this.#badWords.take(batch.bytes, start, end);
    const { name, encoding } = this.plan;
    const text = this.rejects.lists ? decodeBytes(batch.bytes, start, end, encoding) : null;
    this.rejects.add(
      'not a number',
      text === null
        ? null
        : { line: batch.lines[row]!, column: name, text: text.slice(0, LONGEST_LISTED_TEXT) },
    );
  }
}

export class DateProfile extends Profile {
  readonly #kinds = new SlashKinds();
  /** Figures where dates with slashes begin with the day, and where they begin with the month. */
  readonly #dayFirst = new NumberFigures();
  readonly #monthFirst = new NumberFigures();
  #dates = 0;
  #values = new Float64Array(1024);

  take(batch: RowBatch): void {
    const { bytes, starts, ends, base, rows } = batch;
    if (this.#values.length < rows) this.#values = new Float64Array(2 * rows);
    const values = this.#values;
    let count = 0;
    let slashes = 0;
    for (let row = 0; row < rows; row++) {
      const cell = base[row]! + this.plan.place;
      if (this.isMissing(batch, cell)) {
        this.missing++;
        continue;
      }
      this.filled++;
      const value = readDate(bytes, starts[cell]!, ends[cell]!);
      if (!this.#kinds.take(value)) continue;
      if (hasSlashes(value)) slashes++;
      values[count++] = value;
    }
    this.#dates += count;
    this.#add(this.#dayFirst, values, count, slashes > 0, true);
    this.#add(this.#monthFirst, values, count, slashes > 0, false);
  }

  #add(
    figures: NumberFigures,
    values: Float64Array,
    count: number,
    hasAny: boolean,
    dayFirst: boolean,
  ): void {
    if (!hasAny) {
      figures.add(values, count);
      return;
    }
    const days = values
      .subarray(0, count)
      .map((value) => (hasSlashes(value) ? slashDays(value, dayFirst) : value))
      .filter((value) => value !== NO_DATE);
    figures.add(days, days.length);
  }

  get found(): CellType {
    return this.filled > 0 && this.#dates === this.filled && this.#kinds.areTold ? 'date' : 'category';
  }

  result(): ColumnProfile {
    const isWhole = this.#dayFirst.count === this.filled;
    const { distinct, histogram } = isWhole ? this.#dayFirst : this.#monthFirst;
    return {
      ...this.base('date'),
      distinct: distinct.size,
      distinctAtLeast: distinct.isFull,
      histogram,
    };
  }
}

export class WordProfile extends Profile {
  readonly #dictionary = new Dictionary();
  readonly #slashes = new SlashKinds();
  /** Of the cells that found no place among the words. */
  #lateNumbers = 0;
  #lateDates = 0;
  #kinds: { numbers: number; dates: number } | null = null;

  take(batch: RowBatch): void {
    const { bytes, starts, ends, base, rows } = batch;
    const { place, readNumber } = this.plan;
    for (let row = 0; row < rows; row++) {
      const cell = base[row]! + place;
      if (this.isMissing(batch, cell)) {
        this.missing++;
        continue;
      }
      this.filled++;
      if (this.#dictionary.take(bytes, starts[cell]!, ends[cell]!) >= 0) continue;
      if (readNumber(bytes, starts[cell]!, ends[cell]!) !== Infinity) this.#lateNumbers++;
      else if (this.#slashes.take(readDate(bytes, starts[cell]!, ends[cell]!))) this.#lateDates++;
    }
  }

  get found(): CellType {
    const { numbers, dates } = this.#counted();
    if (areNumbers(numbers, this.filled)) return 'number';
    return this.filled > 0 && dates === this.filled && this.#slashes.areTold ? 'date' : 'category';
  }

  override get note(): string | null {
    const { dates } = this.#counted();
    if (this.filled === 0 || dates < this.filled || !this.#slashes.isOpen) return null;
    return `Column "${this.plan.name}" may hold dates, but nothing tells its days from its months.`;
  }

  result(): ColumnProfile {
    const { size, isFull } = this.#dictionary;
    // Words past the limit are not counted, but none of those before.
    const isCategory = !isFull && size <= CATEGORY_SHARE * this.filled;
    return {
      ...this.base(isCategory ? 'category' : 'text'),
      distinct: size,
      distinctAtLeast: isFull && size >= MOST_WORDS,
      top: this.#top(),
    };
  }

  #counted(): { numbers: number; dates: number } {
    if (this.#kinds !== null) return this.#kinds;
    let numbers = this.#lateNumbers;
    let dates = this.#lateDates;
    this.#dictionary.forEach((code, bytes, start, end) => {
      const count = this.#dictionary.countOf(code);
      if (this.plan.readNumber(bytes, start, end) !== Infinity) numbers += count;
      else if (this.#slashes.take(readDate(bytes, start, end))) dates += count;
    });
    this.#kinds = { numbers, dates };
    return this.#kinds;
  }

  /** The most frequent words, the first seen of equals. */
  #top(): WordCount[] {
    const dictionary = this.#dictionary;
    const codes = Array.from({ length: dictionary.size }, (_, code) => code);
    codes.sort((a, b) => dictionary.countOf(b) - dictionary.countOf(a) || a - b);
    const chosen = new Set(codes.slice(0, TOP_WORDS));
    const words = new Map<number, string>();
    dictionary.forEach((code, bytes, start, end) => {
      if (!chosen.has(code)) return;
      const word = decodeBytes(bytes, start, end, this.plan.encoding);
      words.set(code, word.slice(0, LONGEST_LISTED_TEXT));
    });
    return [...chosen].map((code) => ({ word: words.get(code) ?? '', count: dictionary.countOf(code) }));
  }
}
