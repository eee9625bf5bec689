import { BLOCK_ROWS } from '../math';

/** Rows whose gains are added up in float32, before they are added to those of the block. */
export const CHUNK_ROWS = 512;
/** Rows whose exact distances are worked out at once; a list is filled up to so many. */
export const AT_ONCE = 8;

const CAPACITY = BLOCK_ROWS + AT_ONCE;

/** Where a block's lists are: for each tried row rows that may be nearer to it, and their distances. */
export interface SeedLists {
  readonly bytes: number;
  /** Addresses, int32 each, of where the lists end. */
  readonly endsAt: number;
  /** float64 [tries][2]: how much a tried row lowers the sum at least and at most, scaled. */
  readonly gainsAt: number;
  /** Row numbers, int32, of the first list. */
  readonly rowsAt: number;
  /** Bytes from one list to the next. */
  readonly rowsBytes: number;
  /** Squared distances, float64, of the list that is settled first: most passes settle one alone. */
  readonly distancesAt: number;
  readonly distancesBytes: number;
  /** float64 [BLOCK_ROWS + AT_ONCE]: the block's squared distances, were the settled row a centre. */
  readonly nearestAt: number;
}

/** Lays out a block's part, in bytes from its start. */
export function seedLists(tries: number): SeedLists {
  const gainsAt = 16 * Math.ceil(tries / 4);
  const rowsAt = gainsAt + 16 * tries;
  const rowsBytes = 4 * CAPACITY;
  const distancesAt = rowsAt + tries * rowsBytes;
  const distancesBytes = 8 * CAPACITY;
  const nearestAt = distancesAt + tries * distancesBytes;
  const bytes = nearestAt + 8 * CAPACITY;
  return { bytes, endsAt: 0, gainsAt, rowsAt, rowsBytes, distancesAt, distancesBytes, nearestAt };
}
