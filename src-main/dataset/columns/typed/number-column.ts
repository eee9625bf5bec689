import { isCodeCell, mayBeCode } from '../../scan/cells/code-cells';
import type { StraightColumn } from '../../table/batch/straight-column';
import type { RowBatch } from '../../table/batch/row-batch';
import { Column } from './column';

/** Numbers of a column, row after row. */
export class NumberColumn extends Column implements StraightColumn {
  /** Cells that are written as codes ({@link isCodeCell}), where they are sought. */
  codes = 0;

  get index(): number {
    return this.plan.index;
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
    const { index, readNumber, missing } = this.plan;
    const { values, count } = this;
    for (let row = 0; row < rows; row++) {
      const cell = base[row] + index;
      const value = readNumber(bytes, starts[cell], ends[cell]);
      values[count + row] = value === Infinity ? this.#invalid(batch, row, cell) : value;
    }
    if (missing.hasNumbers) {
      for (let row = 0; row < rows; row++) {
        const cell = base[row] + index;
        const isNumber = Number.isFinite(values[count + row]);
        if (isNumber && missing.has(bytes, starts[cell], ends[cell])) {
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
    const { index } = this.plan;
    for (let row = 0; row < rows; row++) {
      const cell = base[row] + index;
      const [start, end] = [starts[cell], ends[cell]];
      if (mayBeCode(bytes, start, end) && isCodeCell(bytes, start, end)) this.codes++;
    }
  }

  takeOne(batch: RowBatch, row: number): void {
    this.reserve(1);
    const { readNumber, missing, index } = this.plan;
    const cell = batch.base[row] + index;
    const [start, end] = [batch.starts[cell], batch.ends[cell]];
    const value = readNumber(batch.bytes, start, end);
    this.filled++;
    if (value === Infinity) this.values[this.count++] = this.#invalid(batch, row, cell);
    else if (missing.hasNumbers && missing.has(batch.bytes, start, end)) {
      this.values[this.count++] = NaN;
      this.filled--;
    } else {
      this.values[this.count++] = value;
      if (this.plan.seeksCodes && isCodeCell(batch.bytes, start, end)) this.codes++;
    }
  }

  /** A cell that is no number. */
  #invalid(batch: RowBatch, row: number, cell: number): number {
    if (this.plan.missing.has(batch.bytes, batch.starts[cell], batch.ends[cell])) {
      this.filled--;
      return NaN;
    }
    this.reject(batch, row, 'not a number');
    return Infinity;
  }
}
