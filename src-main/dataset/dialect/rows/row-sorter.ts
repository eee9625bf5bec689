import type { LeftOutKind } from '../../../../src-shared/dataset/left-out';
import { isFooterLike } from './footers';
import { ShapeReader, trimmed, type TableShape } from './row-shape';

/** What becomes of a record, and of those that wait for it. */
export interface Verdict {
  /** The records that wait are rows, or left out; null: they wait on, or there are none. */
  readonly waiting: 'rows' | LeftOutKind | null;
  readonly record: 'row' | 'wait' | LeftOutKind;
}

const ROW: Verdict = { waiting: null, record: 'row' };
/** With more than this waiting they are rows, odd as they look: nothing but a file's end makes a footer. */
const MAX_WAITING = 200;

/**
 * Tells the rows of a table, record by record, from what else a file holds: its header again, rows
 * without any value, footers, and other tables below a blank line. Whether a record is a footer only
 * those after it tell, so some records wait.
 */
export class RowSorter {
  readonly #judge: ShapeReader;
  readonly #keep: ReadonlySet<LeftOutKind>;
  #afterBlank = false;
  /** Within another table. */
  #isElsewhere = false;
  #waiting = 0;
  /** Cells of the first record that waits because it may begin another table; 0: it is a footer. */
  #otherWidth = 0;
  /** The first record that waits has names of another table. */
  #areNames = false;

  constructor(shape: TableShape, keep: readonly LeftOutKind[] = []) {
    this.#judge = new ShapeReader(shape);
    this.#keep = new Set(keep);
  }

  /** Whether a record that fits the table in all its cells is a row, whatever came before it. */
  get isCalm(): boolean {
    return !this.#afterBlank && !this.#isElsewhere && this.#waiting === 0;
  }

  /** A blank line. */
  blank(): void {
    this.#afterBlank = true;
  }

  /**
   * Judges the next record that is not a blank line.
   * @param fits whether it has the table's number of cells and its quotes match
   */
  take(cells: readonly string[], fits: boolean): Verdict {
    if (fits && this.isCalm && cells.length > 1 && !isBlank(cells[1]) && !this.#judge.beginsAsHeader(cells)) {
      return ROW;
    }
    const keep = this.#keep;
    if (cells.every(isBlank)) {
      if (keep.has('emptyRows')) return this.#row(fits);
      this.#afterBlank = true;
      return { waiting: null, record: 'emptyRows' };
    }
    if (!keep.has('repeatedHeaders') && this.#judge.isHeader(cells)) {
      const waiting = this.end();
      this.#isElsewhere = false;
      this.#afterBlank = false;
      return { waiting, record: 'repeatedHeaders' };
    }
    if (this.#isElsewhere) return { waiting: null, record: 'otherTables' };
    const isApart = this.#afterBlank || this.#waiting > 0;
    if (this.#otherWidth > 0) return this.#afterOther(cells, fits);
    if (!keep.has('otherTables') && this.#mayBegin(cells, fits)) {
      this.#otherWidth = cells.length;
      this.#areNames = this.#judge.areNames(cells);
      return this.#wait();
    }
    if (!keep.has('footers') && isFooterLike(cells, this.#judge, isApart)) return this.#wait();
    return this.#waiting > 0 && !fits && !keep.has('footers') ? this.#wait() : this.#row(fits);
  }

  /** The file ends: what those records are that still wait; null where there are none. */
  end(): Verdict['waiting'] {
    if (this.#waiting === 0) return null;
    const isTable = this.#otherWidth > 1 && this.#waiting > 1;
    const kind = isTable || this.#keep.has('footers') ? 'otherTables' : 'footers';
    this.#settle();
    return kind;
  }

  #row(fits: boolean): Verdict {
    this.#afterBlank = false;
    if (this.#waiting === 0) return ROW;
    if (!fits) return this.#wait();
    this.#settle();
    return { waiting: 'rows', record: 'row' };
  }

  #wait(): Verdict {
    this.#afterBlank = false;
    if (this.#waiting >= MAX_WAITING) {
      this.#settle();
      return { waiting: 'rows', record: 'row' };
    }
    this.#waiting++;
    return { waiting: null, record: 'wait' };
  }

  /** A record below one that may have begun another table. */
  #afterOther(cells: readonly string[], fits: boolean): Verdict {
    const isAlike = cells.length === this.#otherWidth && !fits;
    const isBelowNames = this.#areNames && !isFooterLike(cells, this.#judge, true);
    if (isAlike || isBelowNames) {
      this.#settle();
      this.#isElsewhere = true;
      return { waiting: 'otherTables', record: 'otherTables' };
    }
    return fits && !isFooterLike(cells, this.#judge, true) ? this.#row(true) : this.#wait();
  }

  #settle(): void {
    this.#waiting = 0;
    this.#otherWidth = 0;
    this.#areNames = false;
  }

  /** Whether another table may begin with a record: below a blank line, or with fewer names. */
  #mayBegin(cells: readonly string[], fits: boolean): boolean {
    if (trimmed(cells).length < 2) return false;
    if (this.#afterBlank) return !fits || this.#judge.areNames(cells);
    const isApart = this.#waiting === 0 && cells.length < this.#judge.shape.width;
    return isApart && this.#judge.areNames(cells) && !isFooterLike(cells, this.#judge, true);
  }
}

function isBlank(cell = ''): boolean {
  return cell === '' || cell.trim() === '';
}
