import type { ColumnProfile, WordCount } from '../../../src-shared/dataset/report';
import { decodeBytes } from '../scan/cell-text';
import { CellKinds } from '../columns/cell-types/cell-kinds';
import { areCodes, hasFraction, isCodeCell, mayBeCode } from '../scan/cells/code-cells';
import { areDates, areNumbers, type CellType } from '../scan/cells/cell-type';
import type { ColumnPlan } from '../columns/columns';
import { hasSlashes, NO_DATE, readDate, SlashKinds, slashDays } from '../scan/cells/date-reader';
import { Dictionary, MOST_WORDS } from '../columns/dictionary';
import { NumberFigures } from './figures';
import { LONGEST_LISTED_TEXT, Rejects } from '../table/rejects';
import type { RowBatch } from '../table/rows';
import type { StraightColumn } from '../table/read-ahead/straight-rows';

/** Texts are categories where at most this share of them differ. */
const CATEGORY_SHARE = 0.5;
const TOP_WORDS = 20;
const NOT_A_DATE = 'not a date';

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

  get name(): string {
    return this.plan.name;
  }

  /** The type that the column is profiled as. */
  abstract readonly readAs: CellType;
  abstract take(batch: RowBatch): void;
  /** The type that the column must be profiled as, now that all of it was seen. */
  abstract get found(): CellType;
  abstract result(): ColumnProfile;

  /** What stands beside the numbers; undefined where nothing may. */
  get unit(): string | undefined {
    return undefined;
  }

  /** Anything a person should know. */
  get note(): string | null {
    return null;
  }

  /** Filled cells that do not fit the type, once all were taken. */
  allRejects(): Rejects {
    return this.rejects;
  }

  protected reject(rejects: Rejects, batch: RowBatch, row: number, reason: string): void {
    const { place, name, encoding } = this.plan;
    const cell = batch.base[row]! + place;
    const text = rejects.lists
      ? decodeBytes(batch.bytes, batch.starts[cell]!, batch.ends[cell]!, encoding)
      : null;
    rejects.add(
      reason,
      text === null
        ? null
        : { line: batch.lines[row]!, column: name, text: text.slice(0, LONGEST_LISTED_TEXT) },
    );
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
  readonly readAs = 'number';
  readonly #unit: string | undefined;
  readonly #figures = new NumberFigures();
  readonly #badWords = new Dictionary();
  /** Values that are not counted yet. */
  readonly #waiting = new Float64Array(COUNTED_VALUES);
  #count = 0;
  #room = new Float64Array(0);
  /** Cells that are written as codes. */
  #codes = 0;
  #hasFractions = false;

  /** @param unit that stands beside the numbers; left out: none may */
  constructor(plan: ColumnPlan, unit?: string) {
    super(plan);
    this.#unit = unit;
  }

  get place(): number {
    return this.plan.place;
  }

  override get unit(): string | undefined {
    return this.#unit;
  }

  /** Whether no marker such as -999 stands for a missing value, and no unit beside the numbers. */
  get isPlain(): boolean {
    return !this.plan.missing.hasNumbers && !this.plan.hasUnit;
  }

  take(batch: RowBatch): void {
    const { bytes, starts, ends, base, rows } = batch;
    const { place, readNumber, missing } = this.plan;
    for (let row = 0; row < rows; row++) {
      const cell = base[row]! + place;
      const start = starts[cell]!;
      const end = ends[cell]!;
      const value = readNumber(bytes, start, end);
      if (value === Infinity) this.#odd(batch, row, cell);
      else if (missing.hasNumbers && this.isMissing(batch, cell)) this.missing++;
      else {
        this.filled++;
        this.#add(value);
        // A code is whole.
        if (value === Math.floor(value) && mayBeCode(bytes, start, end) && isCodeCell(bytes, start, end))
          this.#codes++;
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
    this.#hasFractions ||= hasFraction(this.#waiting, this.#count);
    this.#figures.add(this.#waiting, this.#count);
    this.#count = 0;
    return this.#figures;
  }

  get found(): CellType {
    const { count } = this.#countAll();
    if (this.filled > 0 && !areNumbers(count, this.filled)) return 'category';
    return areCodes(this.#codes, count, this.#hasFractions) ? 'category' : 'number';
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
    this.#badWords.take(batch.bytes, batch.starts[cell]!, batch.ends[cell]!);
    this.reject(this.rejects, batch, row, 'not a number');
  }
}

export class DateProfile extends Profile {
  readonly readAs = 'date';
  readonly #kinds = new SlashKinds();
  /** Figures where dates with slashes begin with the day, and where they begin with the month. */
  readonly #dayFirst = new NumberFigures();
  readonly #monthFirst = new NumberFigures();
  readonly #notDayFirst = new Rejects();
  readonly #notMonthFirst = new Rejects();
  #dates = 0;
  #hasTimes = false;
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
      if (!this.#kinds.take(value)) {
        this.reject(this.rejects, batch, row, NOT_A_DATE);
        continue;
      }
      if (hasSlashes(value)) {
        slashes++;
        if (slashDays(value, true) === NO_DATE) this.reject(this.#notDayFirst, batch, row, NOT_A_DATE);
        if (slashDays(value, false) === NO_DATE) this.reject(this.#notMonthFirst, batch, row, NOT_A_DATE);
      }
      this.#hasTimes ||= value !== Math.floor(value);
      values[count++] = value;
    }
    for (const rejects of [this.rejects, this.#notDayFirst, this.#notMonthFirst]) rejects.settle();
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
    return areDates(this.#dates, this.filled, this.#kinds) ? 'date' : 'category';
  }

  result(): ColumnProfile {
    const { distinct, histogram } = this.#isDayFirst ? this.#dayFirst : this.#monthFirst;
    return {
      ...this.base('date'),
      distinct: distinct.size,
      distinctAtLeast: distinct.isFull,
      bad: this.allRejects().count,
      histogram,
      hasTimes: this.#hasTimes,
    };
  }

  override allRejects(): Rejects {
    const all = new Rejects();
    all.merge(this.rejects);
    all.merge(this.#isDayFirst ? this.#notDayFirst : this.#notMonthFirst);
    return all;
  }

  get #isDayFirst(): boolean {
    return this.#notDayFirst.count <= this.#notMonthFirst.count;
  }
}

export class WordProfile extends Profile {
  readonly readAs = 'category';
  readonly #dictionary = new Dictionary();
  /** Of the cells that found no place among the words; of all cells once they were asked for. */
  readonly #kinds: CellKinds;
  #hasKinds = false;

  constructor(plan: ColumnPlan) {
    super(plan);
    this.#kinds = new CellKinds(plan.readNumber);
  }

  take(batch: RowBatch): void {
    const { bytes, starts, ends, base, rows } = batch;
    const { place } = this.plan;
    for (let row = 0; row < rows; row++) {
      const cell = base[row]! + place;
      if (this.isMissing(batch, cell)) {
        this.missing++;
        continue;
      }
      this.filled++;
      if (this.#dictionary.take(bytes, starts[cell]!, ends[cell]!) < 0) {
        this.#kinds.take(bytes, starts[cell]!, ends[cell]!);
      }
    }
  }

  get found(): CellType {
    // An empty column is profiled as it was guessed.
    return this.filled === 0 ? 'category' : this.#counted().typeOf(this.filled);
  }

  /** The first code, where its numbers were taken for codes; null where it is of words. */
  get code(): string | null {
    const kinds = this.#counted();
    return areNumbers(kinds.numbers, this.filled) && kinds.areCodes ? kinds.firstCode : null;
  }

  override get note(): string | null {
    const { dates, slashes } = this.#counted();
    if (!areNumbers(dates, this.filled) || !slashes.isOpen) return null;
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

  #counted(): CellKinds {
    if (this.#hasKinds) return this.#kinds;
    this.#hasKinds = true;
    this.#dictionary.forEach((code, bytes, start, end) => {
      this.#kinds.take(bytes, start, end, this.#dictionary.countOf(code));
    });
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
