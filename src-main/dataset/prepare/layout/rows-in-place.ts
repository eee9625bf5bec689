import type { ColumnRoom } from '../../columns/column-room';

/** Most numbers of a block of rows: it stays in the processor's cache while it is written. */
const BLOCK_NUMBERS = 1 << 14;
const MOST_ROWS = 256;
/** Tiles that are moved between two pauses. */
const TILES = 1 << 12;
/** Blocks of rows that are written between two pauses. */
const BLOCKS = 32;

/** Rows of a tile, a power of two: a column of so many columns is cut into them. */
export function tileRows(columns: number): number {
  let rows = MOST_ROWS;
  while (rows > 16 && rows * columns > BLOCK_NUMBERS) rows /= 2;
  return rows;
}

/** Inputs that come of a column. */
export type LaidInputs = {
  readonly column: number;
  /** Place of the first of them within a row. */
  readonly at: number;
} & (
  | { readonly kind: 'numbers'; readonly inputs: readonly LaidNumber[] }
  /** The column holds codes: the input of that number is 1, the others are 0. */
  | { readonly kind: 'codes' }
);

/** (value - offset) / scale of a column's value, or of what `read` makes of it. */
export interface LaidNumber {
  readonly read: ((value: number) => number) | null;
  readonly offset: number;
  readonly scale: number;
}

/**
 * Turns the columns of a room into rows in the same memory, in two steps: tiles of columns change places
 * until all those of the same rows lie together (in-place transposition by cycles; Windley 1959), then each
 * block of rows is turned by itself. Nothing is held twice but a block.
 * @param rows of the columns that count
 * @param width inputs of a row; the room must have place for rows x width
 * @returns pauses every few milliseconds
 */
export function* layRowsInPlace(
  { values, stride, columns }: ColumnRoom,
  rows: number,
  width: number,
  inputs: readonly LaidInputs[],
): Generator<undefined, void, undefined> {
  const tile = tileRows(columns);
  yield* gatherTiles(values, columns, stride / tile, tile);
  const block = new Float64Array(tile * columns);
  const blocks = Math.ceil(rows / tile);
  // A block never lies over one that is still to be read.
  const isBackward = width >= columns;
  for (let i = 0; i < blocks; i++) {
    const b = isBackward ? blocks - 1 - i : i;
    const from = b * tile;
    block.set(values.subarray(from * columns, (from + tile) * columns));
    const count = Math.min(tile, rows - from);
    const out = values.subarray(from * width, (from + count) * width);
    out.fill(0);
    for (const laid of inputs) writeInputs(block.subarray(laid.column * tile), count, width, laid, out);
    if (i % BLOCKS === BLOCKS - 1) yield;
  }
  // What is left of the columns behind the rows.
  values.fill(0, rows * width, Math.max(rows * width, columns * stride));
}

function writeInputs(
  column: Float64Array,
  rows: number,
  width: number,
  laid: LaidInputs,
  out: Float64Array,
): void {
  if (laid.kind === 'codes') {
    for (let row = 0; row < rows; row++) out[row * width + laid.at + column[row]!] = 1;
    return;
  }
  laid.inputs.forEach(({ read, offset, scale }, i) => {
    const at = laid.at + i;
    if (read === null)
      for (let row = 0; row < rows; row++) out[row * width + at] = (column[row]! - offset) / scale;
    else for (let row = 0; row < rows; row++) out[row * width + at] = (read(column[row]!) - offset) / scale;
  });
}

/** Moves tile b of column c, which lies at c x tiles + b, to b x columns + c. */
function* gatherTiles(
  values: Float64Array,
  columns: number,
  tiles: number,
  tile: number,
): Generator<undefined, void, undefined> {
  const count = columns * tiles;
  const isMoved = new Uint8Array(count);
  const kept = new Float64Array(tile);
  let moved = 0;
  for (let start = 0; start < count; start++) {
    if (isMoved[start] === 1) continue;
    kept.set(values.subarray(start * tile, (start + 1) * tile));
    for (let to = start; ;) {
      isMoved[to] = 1;
      const from = (to % columns) * tiles + Math.floor(to / columns);
      if (from === start) {
        values.set(kept, to * tile);
        break;
      }
      values.copyWithin(to * tile, from * tile, (from + 1) * tile);
      to = from;
      if (++moved % TILES === 0) yield;
    }
  }
}
