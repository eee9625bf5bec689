import type { Encoding } from '../../source/encodings/encoding';
import { decodeBytes } from '../../scan/cell-text';
import type { NumberReader } from '../../scan/cells/number-reader';
import type { MissingMarkers } from '../../scan/missing';
import { MAX_LISTED_TEXT, Rejects } from '../../table/batch/rejects';
import type { RowBatch } from '../../table/batch/row-batch';

/** What a column is read with. */
export interface ColumnPlan {
  readonly index: number;
  readonly name: string;
  readonly readNumber: NumberReader;
  readonly missing: MissingMarkers;
  readonly encoding: Encoding;
  /** Rows that are expected. */
  readonly capacity: number;
  /** Where the values of so many rows lie; an array of the column's own when left out. */
  readonly room?: Float64Array;
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
    this.values = plan.room ?? new Float64Array(plan.capacity);
  }

  /** Adds all rows of a batch. */
  abstract takeAll(batch: RowBatch): void;
  /** Adds one row of a batch. */
  abstract takeOne(batch: RowBatch, row: number): void;

  /** The values of all rows added. */
  finish(): Float64Array {
    const spare = this.values.length - this.count;
    // A copy costs its own size for a moment; pages that were never written cost nothing.
    return this.values !== this.plan.room && spare * 8 > this.values.length && this.values.length < 1 << 16
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
    const { index, name, encoding } = this.plan;
    if (!this.rejects.lists) {
      this.rejects.add(reason, null);
      return;
    }
    const cell = batch.base[row] + index;
    const text = decodeBytes(batch.bytes, batch.starts[cell], batch.ends[cell], encoding);
    this.rejects.add(reason, {
      line: batch.lines[row],
      column: name,
      text: text.slice(0, MAX_LISTED_TEXT),
    });
  }
}
