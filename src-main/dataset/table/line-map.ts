import { at as elementAt } from '../../../src-shared/present';
/**
 * Which row of a sheet (or line of another text) a line of its copy is. Only places where the
 * difference between the two changes are kept: cells with line breaks, gaps between rows.
 */
export class LineMap {
  readonly #lines: number[] = [];
  readonly #rows: number[] = [];

  /** Says that a line of the copy is this row; both ascend. */
  note(line: number, row: number): void {
    const last = this.#lines.length - 1;
    if (last >= 0 && row - line === elementAt(this.#rows, last) - elementAt(this.#lines, last)) return;
    this.#lines.push(line);
    this.#rows.push(row);
  }

  /** The row that a line of the copy is, or is part of. */
  rowAt(line: number): number {
    const at = lastUpTo(this.#lines, line);
    if (at < 0) return line;
    const next = this.#rows[at + 1];
    const row = elementAt(this.#rows, at) + line - elementAt(this.#lines, at);
    // Further lines of a cell with line breaks are of the same row.
    return next === undefined ? row : Math.min(row, Math.max(elementAt(this.#rows, at), next - 1));
  }

  /** The line of the copy where a row begins, or where it would. */
  lineAt(row: number): number {
    const at = lastUpTo(this.#rows, row);
    if (at < 0) return Math.max(1, Math.min(row, this.#lines[0] ?? row));
    const next = this.#lines[at + 1];
    const line = elementAt(this.#lines, at) + row - elementAt(this.#rows, at);
    return next === undefined ? line : Math.min(line, next);
  }
}

/** The last place whose value is at most `wanted`, or -1. */
function lastUpTo(values: readonly number[], wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (elementAt(values, middle) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
