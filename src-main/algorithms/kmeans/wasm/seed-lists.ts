import { BLOCK_ROWS } from '../math';

/** Rows whose rough distances are worked out before the exact ones of those that need them. */
export const CHUNK_ROWS = 512;
/** Rows whose exact distances are worked out at once; a chunk's part of a list is filled up to so many. */
export const AT_ONCE = 8;

const CAPACITY = BLOCK_ROWS + AT_ONCE * (BLOCK_ROWS / CHUNK_ROWS);

/** Where a block's lists are: for each tried row rows that may be nearer to it, and their distances. */
export interface SeedLists {
  readonly bytes: number;
  /** Addresses, int32 each, of where the lists end. */
  readonly endsAt: number;
  /** The same before the chunk's rows were worked out exactly. */
  readonly foundAt: number;
  /** Row numbers, int32, of the first list. */
  readonly rowsAt: number;
  /** Bytes from one list to the next. */
  readonly rowsBytes: number;
  /** Squared distances, float64, of the first list. */
  readonly distancesAt: number;
  readonly distancesBytes: number;
  /** float64 [CHUNK_ROWS / 2][tries][2]: a chunk's squared distances, were the tried row a centre. */
  readonly chunkAt: number;
}

/** Lays out a block's part, in bytes from its start. */
export function seedLists(tries: number): SeedLists {
  const foundAt = 16 * Math.ceil(tries / 4);
  const rowsAt = 2 * foundAt;
  const rowsBytes = 4 * CAPACITY;
  const distancesAt = rowsAt + tries * rowsBytes;
  const distancesBytes = 8 * CAPACITY;
  const chunkAt = distancesAt + tries * distancesBytes;
  const bytes = chunkAt + 8 * CHUNK_ROWS * tries;
  return { bytes, endsAt: 0, foundAt, rowsAt, rowsBytes, distancesAt, distancesBytes, chunkAt };
}
