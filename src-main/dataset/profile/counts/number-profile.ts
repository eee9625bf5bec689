import type { ColumnProfile } from '../../../../src-shared/dataset/report';
import { areNumbers, type ValueType } from '../../scan/cells/value-type';
import { areCodes, hasFraction, isCodeCell, mayBeCode } from '../../scan/cells/code-cells';
import type { StraightColumn } from '../../table/batch/straight-column';
import type { RowBatch } from '../../table/batch/row-batch';
import { Dictionary } from '../../columns/typed/dictionary';
import type { ColumnPlan } from '../../columns/typed/column';
import { NumberStatistics } from './number-statistics';
import { Profile } from './column-profile';

/** Values are counted so many at a time, however they came: the figures are the same to the last digit. */
const COUNTED_VALUES = 4096;
/** Room for values at first: a table of 60,000 columns often has fewer rows. */
const FIRST_VALUES = 64;

/** Statistics of a column of numbers. */
export class NumberProfile extends Profile implements StraightColumn {
  readonly readAs = 'number';
  readonly #unit: string | undefined;
  readonly #statistics = new NumberStatistics();
  /** Null until there is one. */
  #invalidTexts: Dictionary | null = null;
  /** Values that are not counted yet. */
  #waiting = new Float64Array(FIRST_VALUES);
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

  get index(): number {
    return this.plan.index;
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
    const { index, readNumber, missing } = this.plan;
    for (let row = 0; row < rows; row++) {
      const cell = base[row] + index;
      const start = starts[cell];
      const end = ends[cell];
      const value = readNumber(bytes, start, end);
      if (value === Infinity) this.#invalid(batch, row, cell);
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
      const value = values[i];
      if (Number.isNaN(value)) this.missing++;
      else this.#add(value);
    }
  }

  #add(value: number): void {
    if (this.#count === this.#waiting.length) this.#makeRoom();
    this.#waiting[this.#count++] = value;
  }

  #makeRoom(): void {
    if (this.#count === COUNTED_VALUES) this.#countAll();
    else {
      const grown = new Float64Array(Math.min(8 * this.#count, COUNTED_VALUES));
      grown.set(this.#waiting);
      this.#waiting = grown;
    }
  }

  #countAll(): NumberStatistics {
    this.#hasFractions ||= hasFraction(this.#waiting, this.#count);
    this.#statistics.add(this.#waiting, this.#count);
    this.#count = 0;
    return this.#statistics;
  }

  get detectedType(): ValueType {
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
    const finite = (statistic: number | null): number | null =>
      statistic !== null && Number.isFinite(statistic) ? statistic : null;
    return {
      ...this.base(this.filled === 0 ? 'category' : 'number'),
      min: finite(min),
      max: finite(max),
      mean: finite(mean),
      std: finite(std),
      distinct: distinct.size + (this.#invalidTexts?.size ?? 0),
      distinctAtLeast: distinct.isFull || this.#invalidTexts?.isFull === true,
      bad: this.rejects.count,
      histogram,
    };
  }

  #invalid(batch: RowBatch, row: number, cell: number): void {
    if (this.isMissing(batch, cell)) {
      this.missing++;
      return;
    }
    this.filled++;
    (this.#invalidTexts ??= new Dictionary()).take(batch.bytes, batch.starts[cell], batch.ends[cell]);
    this.reject(this.rejects, batch, row, 'not a number');
  }
}
