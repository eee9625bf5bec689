import type { TableRow } from '../../../../src-shared/dataset/look';
import { at } from '../../../../src-shared/present';
import type { Role } from '../../../state/dataset/edit/dataset-edit';
import type { FileColumn } from '../../../state/dataset/table/file-columns.svelte';

/** Geometry of the table of a file: visible rows and columns of a table of any size. */

/** Browsers cut taller elements off. */
const TALLEST_PX = 15_000_000;
const LOOKED_AT = 60;
const NARROWEST_PX = 64;
const WIDEST_PX = 260;
/** Wide enough for the usual letter of the interface's type at its size. */
const LETTER_PX = 7.3;
const CELL_PADDING_PX = 30;
/** The chip of the type beside the name. */
const HEAD_EXTRA_PX = 56;

/** Less of a column is not to be seen. */
const EDGE_PX = 0.5;

/** Left edges of the columns, and after them the width of all. */
export type Edges = Float64Array;

/** Widths from the names and the first rows; long texts are clipped. */
export function columnEdges(names: readonly string[], rows: readonly TableRow[]): Edges {
  const edges = new Float64Array(names.length + 1);
  const sample = rows.slice(0, LOOKED_AT);
  names.forEach((name, column) => {
    let letters = 7;
    for (const row of sample) letters = Math.max(letters, row.cells[column]?.length ?? 0);
    const preferredPx = Math.max(
      letters * LETTER_PX + CELL_PADDING_PX,
      name.length * LETTER_PX + HEAD_EXTRA_PX,
    );
    edges[column + 1] =
      at(edges, column) + Math.round(Math.min(WIDEST_PX, Math.max(NARROWEST_PX, preferredPx)));
  });
  return edges;
}

/** Columns that the stretch [leftPx, leftPx + viewPx) touches: the first, and past the last one. */
export function visibleColumns(edges: Edges, leftPx: number, viewPx: number): { first: number; end: number } {
  const count = edges.length - 1;
  if (count === 0 || viewPx <= 0) return { first: 0, end: 0 };
  const first = Math.min(count - 1, lastAtMost(edges, leftPx));
  return { first, end: Math.min(count, Math.max(first, lastAtMost(edges, leftPx + viewPx - EDGE_PX)) + 1) };
}

/** The most columns that a view of this width can touch, wherever it is scrolled to. */
export function mostColumns(edges: Edges, viewPx: number): number {
  const count = edges.length - 1;
  if (viewPx <= 0) return 0;
  let most = Math.min(count, 1);
  let first = 0;
  // A view that ends just past the left edge of the last one, and begins in the first one.
  for (let last = 1; last < count; last++) {
    while (at(edges, first + 1) + viewPx - EDGE_PX <= at(edges, last)) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/**
 * Columns that are in the page: as many wherever the table is scrolled to, so that those that leave hand
 * their elements on to those that come.
 * @param slots of {@link mostColumns}
 */
export function heldColumns(
  edges: Edges,
  slots: number,
  { leftPx, viewPx }: { leftPx: number; viewPx: number },
): { first: number; end: number } {
  const count = edges.length - 1;
  const first = Math.max(0, Math.min(visibleColumns(edges, leftPx, viewPx).first, count - slots));
  return { first, end: Math.min(count, first + slots) };
}

/** A column that is in the page. */
export interface HeldColumn {
  readonly column: FileColumn;
  /** Which of the elements of a row shows it. */
  readonly slot: number;
  readonly role: Role;
  /** In its lane, which is moved as the table is scrolled. */
  readonly leftPx: number;
  readonly widthPx: number;
}

/** Lanes begin at every so many columns: a browser counts large distances in whole pixels only. */
const LANE_COLUMNS = 64;

/** Left edge of the lane in which a column lies, in pixels from the first column. */
export function laneLeft(edges: Edges, column: number): number {
  return edges[column - (column % LANE_COLUMNS)] ?? 0;
}

/** Place of the last edge at or before a position; 0 where all come after. */
function lastAtMost(edges: Edges, px: number): number {
  let low = 0;
  let high = edges.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (at(edges, middle) <= px) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The rows of a scrolled table. Up to fifteen million pixels its scroll bar is true to the rows;
 * past that the bar is a share of them, and the wheel moves the rows themselves.
 */
export class RowScroll {
  readonly count: number;
  readonly rowPx: number;
  readonly viewPx: number;

  constructor(count: number, rowPx: number, viewPx: number) {
    this.count = count;
    this.rowPx = rowPx;
    this.viewPx = Math.max(0, viewPx);
  }

  /** Height of all rows. */
  get fullPx(): number {
    return this.count * this.rowPx;
  }
  /** Height of the element that scrolls. */
  get totalPx(): number {
    return Math.min(this.fullPx, TALLEST_PX);
  }
  get isScaled(): boolean {
    return this.fullPx > TALLEST_PX;
  }
  get #scrollablePx(): number {
    return Math.max(0, this.fullPx - this.viewPx);
  }
  get #scrollRange(): number {
    return Math.max(1, this.totalPx - this.viewPx);
  }

  /** Offset of the rows, in pixels from the first one, at a position of the scroll bar. */
  toTop(scrollPx: number): number {
    return this.clamp(this.isScaled ? (scrollPx / this.#scrollRange) * this.#scrollablePx : scrollPx);
  }

  toScroll(topPx: number): number {
    return this.isScaled ? (topPx / Math.max(1, this.#scrollablePx)) * this.#scrollRange : topPx;
  }

  clamp(topPx: number): number {
    return Math.min(this.#scrollablePx, Math.max(0, topPx));
  }

  /** Visible rows: the first, and past the last one. */
  visibleRows(topPx: number): { first: number; end: number } {
    const first = Math.min(this.count, Math.floor(this.clamp(topPx) / this.rowPx));
    return { first, end: Math.min(this.count, first + Math.ceil(this.viewPx / this.rowPx) + 1) };
  }

  /** Nearest scroll position at which a row is visible; in the middle where it is far. */
  topFor(row: number, topPx: number): number {
    const at = row * this.rowPx;
    if (at >= topPx && at + this.rowPx <= topPx + this.viewPx) return this.clamp(topPx);
    const isNearby = Math.abs(at - topPx) <= this.viewPx + this.rowPx;
    if (!isNearby) return this.clamp(at - (this.viewPx - this.rowPx) / 2);
    return this.clamp(at < topPx ? at : at + this.rowPx - this.viewPx);
  }
}

/** Scroll position at which a column is visible. */
export function leftFor(edges: Edges, column: number, leftPx: number, viewPx: number): number {
  const from = edges[column] ?? 0;
  const to = edges[column + 1] ?? from;
  if (from >= leftPx && to <= leftPx + viewPx) return leftPx;
  return from < leftPx || to - from > viewPx ? from : to - viewPx;
}

const LONGEST_SHOWN = 300;
const LONGEST_TITLE = 2000;

/** A cell's text in one line, cut where nobody could see more of it. */
export function cellText(text: string): string {
  const cut = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
  return /[\r\n\t]/.test(cut) ? cut.replace(/\r\n?|\n/g, ' ↵ ').replace(/\t/g, ' ⇥ ') : cut;
}

export function cellTitle(text: string): string {
  return text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE)}…` : text;
}
