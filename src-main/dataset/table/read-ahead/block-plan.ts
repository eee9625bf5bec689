import type { Encoding } from '../../source/encodings/encoding';
import type { NumberLayout } from '../../scan/straight/number-target';
import type { NumberFormat } from '../../scan/cells/numbers';

/** Blocks that may be read ahead of the one that is wanted. */
export const SLOTS = 16;
/** A block has at most so many places. */
export const MAX_PLACES = 8;

/** What threads agree on: a plain object that can be sent, with memory that they share. */
export interface BlockPlan {
  readonly path: string;
  /** Of the file. */
  readonly bytes: number;
  /** The file is cut at every so many bytes. */
  readonly blockBytes: number;
  readonly layout: NumberLayout;
  readonly columns: readonly BlockColumn[];
  readonly numbers: NumberFormat;
  readonly encoding: Encoding;
  /** The next block that nobody reads, the one that is wanted, whether to stop; then {@link SLOTS} slots. */
  readonly control: SharedArrayBuffer;
  /** Values of each slot, column after column. */
  readonly values: SharedArrayBuffer;
}

export interface BlockColumn {
  readonly index: number;
  /** For "no value". */
  readonly markers: readonly string[];
}

export const NEXT = 0;
export const WANTED = 1;
export const STOP = 2;
export const FIRST_SLOT = 3;
/** In a slot: 1 + the block that it holds; where its rows begin and end, from the block's own beginning; rows, places. */
export const DONE = 0;
export const BEGIN = 1;
export const END = 2;
export const ROWS = 3;
export const PLACES = 4;
export const FIRST_PLACE = 5;
export const FIRST_GAP = FIRST_PLACE + 2 * MAX_PLACES;

/** Rows that a block can have: each has a delimiter or a line end a cell. */
export function mostRows({ layout, blockBytes }: Pick<BlockPlan, 'layout' | 'blockBytes'>): number {
  return Math.floor(blockBytes / layout.width) + 2;
}

/** A plan for the blocks from `first` on. */
export function blockPlan(plan: Omit<BlockPlan, 'control' | 'values'>, first: number): BlockPlan {
  const stride = FIRST_GAP + plan.columns.length;
  const control = new SharedArrayBuffer(4 * (FIRST_SLOT + SLOTS * stride));
  const ints = new Int32Array(control);
  ints[NEXT] = first;
  ints[WANTED] = first;
  return {
    ...plan,
    control,
    values: new SharedArrayBuffer(8 * SLOTS * plan.columns.length * mostRows(plan)),
  };
}
