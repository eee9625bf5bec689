/** Browsers cut taller elements off. */
const TALLEST_PX = 15_000_000;

/** Visible rows of a long table, and their position. */
export interface VirtualRows {
  /** Height of all rows together, for the scroll bar. */
  readonly totalPx: number;
  readonly first: number;
  /** Past the last one. */
  readonly end: number;
  /** Top of the first visible row. */
  readonly offsetPx: number;
  /** From `first` to before `end`. */
  readonly indexes: readonly number[];
  /** Largest number of visible rows, wherever the table is scrolled to. */
  readonly capacity: number;
}

/**
 * The rows of a scrolled table of equally high rows. Up to fifteen million pixels the scroll bar is
 * true to the rows; past that it is a share of them.
 */
export function virtualRows(options: {
  readonly count: number;
  readonly rowPx: number;
  readonly viewPx: number;
  readonly scrollPx: number;
}): VirtualRows {
  const { count, rowPx, viewPx, scrollPx } = options;
  const fullPx = count * rowPx;
  const totalPx = Math.min(fullPx, TALLEST_PX);
  const inView = Math.ceil(viewPx / rowPx) + 1;
  const scrollablePx = Math.max(1, totalPx - viewPx);
  const share = Math.min(1, Math.max(0, scrollPx / scrollablePx));
  const truePx = totalPx === fullPx ? Math.max(0, scrollPx) : share * (fullPx - viewPx);
  const first = Math.max(0, Math.min(Math.floor(truePx / rowPx), count - inView));
  const shift = truePx - first * rowPx;
  const end = Math.min(count, first + inView);
  const indexes = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
  return { totalPx, first, end, offsetPx: Math.max(0, scrollPx - shift), indexes, capacity: inView };
}
