import { nearestPower, POWER_FIELDS } from '../cells/nearest-double';

/** Digits that a double always holds. */
export const MAX_EXACT_DIGITS = 15;
/** Powers of ten that such a number may be divided by: a power of two, so that a shift finds those below zero. */
const SCALES = MAX_EXACT_DIGITS + 1;
/** Digits behind the point that the table of powers goes up to. */
export const MAX_FRACTION = 40;

/** Powers of ten from 0 to this are whole numbers of 64 bits, and twice as much is, too. */
export const MAX_TEN = 18;
const TENS_AT = 8;
const SCALES_AT = TENS_AT + 8 * (MAX_TEN + 1);
const POWERS_AT = SCALES_AT + 8 * 2 * SCALES;
const MOVES_AT = 16 * Math.ceil((POWERS_AT + 8 * POWER_FIELDS * (MAX_FRACTION + 1)) / 16);
/** Bytes of a vector. */
const VECTOR = 16;
/** A byte of a vector that is none of another's. */
const NONE = 255;

/** Where the kernel finds and leaves what, in bytes from the beginning of its memory. */
export const ROWS_MEMORY = {
  /** i32: where the row after the last one taken begins. */
  next: 0,
  /** i32: rows of the last call with empty cells. */
  gaps: 4,
  /** i64 of 10^n, n from 0 to {@link MAX_TEN}. */
  tens: TENS_AT,
  /** f64 of 10^n, n from 0 to 15, and of -10^n behind them: a number's sign costs no branch. */
  scales: SCALES_AT,
  /** Powers 10^-n, n from 0 to 40, as `nearestPower` gives them. */
  powers: POWERS_AT,
  /**
   * At 16 (16 n + h): the order of bytes that moves the first n of a vector, but not the one at h, to its
   * end; h = n for all of them.
   */
  moves: MOVES_AT,
  /** Free from here on. */
  end: MOVES_AT + VECTOR * (VECTOR * VECTOR + VECTOR + 1),
} as const;

/** Bytes behind the last one that may be read: two vectors, from a cell's beginning on. */
export const KERNEL_ROOM_BEHIND = 2 * VECTOR;

/** Whether {@link writeTables} has written to a memory: 10^0 stands where it is looked for. */
export function hasTables(memory: ArrayBufferLike): boolean {
  return new BigInt64Array(memory, ROWS_MEMORY.tens, 1)[0] === 1n;
}

/** Writes the tables that the module reads. */
export function writeTables(memory: ArrayBufferLike): void {
  const whole = new BigInt64Array(memory, ROWS_MEMORY.tens, MAX_TEN + 1);
  for (let n = 0; n < whole.length; n++) whole[n] = 10n ** BigInt(n);
  const scales = new Float64Array(memory, ROWS_MEMORY.scales, 2 * SCALES);
  for (let n = 0; n < SCALES; n++) {
    scales[n] = Number(`1e${n}`);
    scales[SCALES + n] = -Number(`1e${n}`);
  }
  const powers = new Float64Array(memory, ROWS_MEMORY.powers, POWER_FIELDS * (MAX_FRACTION + 1));
  for (let n = 0; n <= MAX_FRACTION; n++) powers.set(nearestPower(-n), POWER_FIELDS * n);
  const moves = new Uint8Array(memory, ROWS_MEMORY.moves, ROWS_MEMORY.end - ROWS_MEMORY.moves).fill(NONE);
  for (let n = 0; n <= VECTOR; n++) {
    for (let hole = 0; hole <= n; hole++) {
      const end = VECTOR * (VECTOR * n + hole + 1);
      const kept = Array.from({ length: n }, (_, byte) => byte).filter((byte) => byte !== hole);
      moves.set(kept, end - kept.length);
    }
  }
}
