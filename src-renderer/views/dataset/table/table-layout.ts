import type { TableRow } from '../../../../src-shared/dataset/look';
import { at } from '../../../../src-shared/present';

/** Geometry of the table of a file: visible rows and columns of a table of any size. */

/** Browsers cut taller elements off. */
const TALLEST_PX = 15_000_000;
const LOOKED_AT = 60;
const NARROWEST_PX = 64;
const WIDEST_PX = 260;
/** Wide enough for the usual letter of the interface's type at its size. */
const LETTER_PX = 7.3;
const CELL_PADDING_PX = 22;
/** The chip of the type beside the name. */
const HEAD_EXTRA_PX = 56;

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
  return { first, end: Math.min(count, Math.max(first, lastAtMost(edges, leftPx + viewPx - 0.5)) + 1) };
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
  return cut.replace(/\r\n?|\n/g, ' ↵ ').replace(/\t/g, ' ⇥ ');
}

export function cellTitle(text: string): string {
  return text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE)}…` : text;
}
