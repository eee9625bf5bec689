import type { RowBatch } from '../../table/batch/row-batch';
import { CellTypeCounts } from './cell-type-counts';
import { Dictionary } from './dictionary';
import { Column, type ColumnPlan } from './column';

/** Places in the list of the column's words. */
export class CategoryColumn extends Column {
  readonly dictionary: Dictionary;
  /** Of the cells that found no place among the words; of all cells once they were asked for. */
  readonly #kinds: CellTypeCounts;
  #hasKinds = false;

  constructor(plan: ColumnPlan, mostWords?: number) {
    super(plan);
    this.dictionary = new Dictionary(mostWords);
    this.#kinds = new CellTypeCounts(plan.readNumber);
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
    const cell = batch.base[row] + this.plan.index;
    const { bytes } = batch;
    const [start, end] = [batch.starts[cell], batch.ends[cell]];
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
  get typeCounts(): CellTypeCounts {
    if (this.#hasKinds) return this.#kinds;
    this.#hasKinds = true;
    this.dictionary.forEach((code, bytes, start, end) => {
      this.#kinds.take(bytes, start, end, this.dictionary.count(code));
    });
    return this.#kinds;
  }

  /** The words in ascending order; the values are their places in it from now on. */
  sortedCategories(): string[] {
    const categories = this.dictionary.texts(this.plan.encoding);
    const order = categories.map((_, code) => code).sort((a, b) => (categories[a] < categories[b] ? -1 : 1));
    const indexByCode = new Float64Array(categories.length);
    order.forEach((code, index) => (indexByCode[code] = index));
    const { values, count } = this;
    for (let i = 0; i < count; i++) {
      const code = values[i];
      if (code >= 0) values[i] = indexByCode[code];
    }
    return order.map((code) => categories[code]);
  }
}
