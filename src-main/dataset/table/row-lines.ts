/** What {@link RowLines} know, for another thread. */
export interface RowLinesState {
  readonly rows: Int32Array;
  readonly lines: Float64Array;
}

/**
 * Line in the file of each row of a table, noted as the rows are read. Only rows where lines begin to
 * run otherwise are kept: a file with a row a line has one of them.
 */
export class RowLines {
  /** 0-based numbers of those rows, ascending, and their lines. */
  #rows = new Int32Array(16);
  #lines = new Float64Array(16);
  #count = 0;

  /** Lines that were noted elsewhere. */
  static from({ rows, lines }: RowLinesState): RowLines {
    const made = new RowLines();
    made.#rows = rows.slice();
    made.#lines = lines.slice();
    made.#count = rows.length;
    return made;
  }

  get state(): RowLinesState {
    return { rows: this.#rows.slice(0, this.#count), lines: this.#lines.slice(0, this.#count) };
  }

  /** Says that rows from one on, as they come, stand on a line each, from that line on. */
  note(row: number, line: number): void {
    const last = this.#count - 1;
    if (last >= 0 && line - row === this.#lines[last]! - this.#rows[last]!) return;
    if (this.#count === this.#rows.length) this.#grow();
    this.#rows[this.#count] = row;
    this.#lines[this.#count++] = line;
  }

  /** 1-based line of a row by its 0-based number in the table. */
  at(row: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#rows[middle]! <= row) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? row + 1 : this.#lines[low - 1]! + row - this.#rows[low - 1]!;
  }

  #grow(): void {
    const rows = new Int32Array(2 * this.#count + 16);
    const lines = new Float64Array(2 * this.#count + 16);
    rows.set(this.#rows);
    lines.set(this.#lines);
    this.#rows = rows;
    this.#lines = lines;
  }
}
