import { decodeBytes } from '../../scan/cell-text';
import { hasSlashes, NO_DATE, readDate, slashDays } from '../../scan/cells/date-reader';
import { Rejects } from '../../table/batch/rejects';
import type { RowBatch } from '../../table/batch/row-batch';
import { Column } from './column';

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
  get invalid(): number {
    return this.rejects.count + Math.min(this.#notDayFirst.count, this.#notMonthFirst.count);
  }

  override finish(): Float64Array {
    if (this.#slashes > 0) {
      const dayFirst = this.#notDayFirst.count <= this.#notMonthFirst.count;
      this.rejects.merge(dayFirst ? this.#notDayFirst : this.#notMonthFirst);
      const { values, count } = this;
      for (let i = 0; i < count; i++) if (hasSlashes(values[i])) values[i] = slashDays(values[i], dayFirst);
    }
    return super.finish();
  }

  #take(batch: RowBatch, row: number): void {
    const cell = batch.base[row] + this.plan.index;
    const [start, end] = [batch.starts[cell], batch.ends[cell]];
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
    const { index, name, encoding } = this.plan;
    const cell = batch.base[row] + index;
    const text = decodeBytes(batch.bytes, batch.starts[cell], batch.ends[cell], encoding);
    rejects.add('not a date', { line: batch.lines[row], column: name, text });
  }
}
