import { Rejects } from '../table/batch/rejects';
import type { RowBatch } from '../table/batch/row-batch';
import { expectedRows, type TextTable } from '../table/text-table';
import { at as elementAt } from '../../../src-shared/present';

/** Rows of a result whose cells may not be in their right places: listed and marked. */
export class SuspectRows {
  /** Begins with what stands beside the table. */
  readonly rejects = new Rejects();
  readonly #table: TextTable;
  #marks: Uint8Array | null = null;

  constructor(table: TextTable) {
    this.#table = table;
    for (const aside of table.quarantined) this.rejects.add(aside.reason, { ...aside, column: null });
  }

  /** 1 for each suspect row of the result, which may end before the marks do; null where there are none. */
  get marks(): Uint8Array | null {
    return this.#marks;
  }

  /**
   * Notes the suspect rows of a batch.
   * @param chosen rows of the table that the result has, ascending; null: all of them
   * @param from first row of the result that the batch gave
   * @param to row of the result after the last
   */
  take({ suspects, lines, firstRow }: RowBatch, chosen: Int32Array | null, from: number, to: number): void {
    for (const { row, reason, text } of suspects) {
      let at = from + row;
      if (chosen !== null) {
        at = from;
        while (at < to && chosen[at]! < firstRow + row) at++;
        if (at === to || chosen[at] !== firstRow + row) continue;
      }
      this.rejects.add(reason, { line: elementAt(lines, row), column: null, text });
      this.#mark(at);
    }
    this.rejects.settle();
  }

  #mark(row: number): void {
    let marks = this.#marks;
    if (marks === null || row >= marks.length) {
      const grown = new Uint8Array(Math.max(2 * row, expectedRows(this.#table)) + 64);
      if (marks !== null) grown.set(marks);
      marks = grown;
      this.#marks = grown;
    }
    marks[row] = 1;
  }
}
