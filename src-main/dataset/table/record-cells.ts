import type { TextDialect } from '../dialect/dialect';
import { FLAWS, type RecordBatch } from '../scan/scanner';
import type { Encoding } from '../source/encodings/encoding';
import { withoutGap } from './recover-row';

const MAX_LISTED_TEXT = 1000;

/** What single records of a batch hold, by which they are told to be rows or not. */
export class RecordCells {
  readonly #dialect: TextDialect;
  readonly #encoding: Encoding;

  constructor(dialect: TextDialect, encoding: Encoding) {
    this.#dialect = dialect;
    this.#encoding = encoding;
  }

  /** Whether a record is one cell that holds nothing but blanks. */
  isBlank(batch: RecordBatch, r: number): boolean {
    return batch.counts[r] === 1 && batch.parseErrors[r] === 0 && batch.isBlank(r);
  }

  /** Whether all cells of a record are blank, in a table whose empty rows are left out. */
  isEmptyRow(batch: RecordBatch, r: number): boolean {
    if (this.#dialect.keep?.includes('emptyRows') === true || batch.parseErrors[r] !== 0) return false;
    return batch.isBlank(r);
  }

  /** What is wrong with a record's quotes, or null. */
  parseError(batch: RecordBatch, r: number): string | null {
    return FLAWS[batch.parseErrors[r] ?? 0] ?? null;
  }

  /** Why the cells of a record may not be in their right places; null where they are. */
  findMisfit(batch: RecordBatch, r: number, cells: readonly string[]): string | null {
    const parseError = this.parseError(batch, r);
    if (parseError !== null) return parseError;
    const { width } = this.#dialect;
    const isDoubtful =
      cells.length < width ||
      cells.slice(width).some((cell) => cell.trim() !== '') ||
      withoutGap(cells, this.#dialect) !== null;
    return isDoubtful ? 'another number of cells' : null;
  }

  /** Texts of a record's cells. */
  read(batch: RecordBatch, r: number): string[] {
    return batch.texts(r, this.#encoding);
  }

  /** Text by which a record is listed, 1,000 characters at most. */
  join(cells: readonly string[]): string {
    const { delimiter } = this.#dialect;
    return cells.join(delimiter.length > 1 ? ' ' : delimiter).slice(0, MAX_LISTED_TEXT);
  }
}
