import type { ColumnProfile } from '../../../../src-shared/dataset/report';
import { areDates, type ValueType } from '../../scan/cells/value-type';
import { hasSlashes, NO_DATE, readDate, SlashCounts, slashDays } from '../../scan/cells/date-reader';
import { Rejects } from '../../table/batch/rejects';
import type { RowBatch } from '../../table/batch/row-batch';
import { NumberStatistics } from './number-statistics';
import { Profile } from './column-profile';

const NOT_A_DATE = 'not a date';

/** Range of a column of dates, whichever of day and month comes first in it. */
export class DateProfile extends Profile {
  readonly readAs = 'date';
  readonly #kinds = new SlashCounts();
  /** Figures where dates with slashes begin with the day, and where they begin with the month. */
  readonly #dayFirst = new NumberStatistics();
  readonly #monthFirst = new NumberStatistics();
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
      const cell = base[row] + this.plan.index;
      if (this.isMissing(batch, cell)) {
        this.missing++;
        continue;
      }
      this.filled++;
      const value = readDate(bytes, starts[cell], ends[cell]);
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
    statistics: NumberStatistics,
    values: Float64Array,
    count: number,
    hasAny: boolean,
    dayFirst: boolean,
  ): void {
    if (!hasAny) {
      statistics.add(values, count);
      return;
    }
    const days = values
      .subarray(0, count)
      .map((value) => (hasSlashes(value) ? slashDays(value, dayFirst) : value))
      .filter((value) => value !== NO_DATE);
    statistics.add(days, days.length);
  }

  get detectedType(): ValueType {
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
