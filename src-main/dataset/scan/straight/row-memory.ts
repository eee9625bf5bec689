import { nearestPower, POWER_FIELDS } from '../cells/nearest-double';

/** Digits that a double always holds. */
export const MAX_EXACT_DIGITS = 15;
/** Powers of ten that such a number may be divided by: a power of two, so that a shift finds those below zero. */
const SCALES = MAX_EXACT_DIGITS + 1;
/** Digits behind the point that the table of powers goes up to. */
export const MAX_FRACTION = 40;

/** Where the kernel finds and leaves what, in bytes from the beginning of its memory. */
export const ROWS_MEMORY = {
  /** i32: where the row after the last one taken begins. */
  next: 0,
  /** i32: rows of the last call with empty cells. */
  gaps: 4,
  /** i64 of 10^n, n from 0 to 7. */
  tens: 8,
  /** f64 of 10^n, n from 0 to 15, and of -10^n behind them: a number's sign costs no branch. */
  scales: 8 + 8 * 8,
  /** Powers 10^-n, n from 0 to 40, as `nearestPower` gives them. */
  powers: 8 + 8 * 8 + 8 * 2 * SCALES,
  /** Free from here on. */
  end: 8 + 8 * 8 + 8 * 2 * SCALES + 8 * POWER_FIELDS * (MAX_FRACTION + 1),
} as const;

/** Bytes behind the last one that may be read: a word of eight, and its neighbour. */
export const KERNEL_ROOM_BEHIND = 16;

/** Whether {@link writeTables} has written to a memory: 10^0 stands where it is looked for. */
export function hasTables(memory: ArrayBufferLike): boolean {
  return new BigInt64Array(memory, ROWS_MEMORY.tens, 1)[0] === 1n;
}

/** Writes the tables that the module reads. */
export function writeTables(memory: ArrayBufferLike): void {
  const whole = new BigInt64Array(memory, ROWS_MEMORY.tens, 8);
  for (let n = 0; n < whole.length; n++) whole[n] = 10n ** BigInt(n);
  const scales = new Float64Array(memory, ROWS_MEMORY.scales, 2 * SCALES);
  for (let n = 0; n < SCALES; n++) {
    scales[n] = Number(`1e${n}`);
    scales[SCALES + n] = -Number(`1e${n}`);
  }
  const powers = new Float64Array(memory, ROWS_MEMORY.powers, POWER_FIELDS * (MAX_FRACTION + 1));
  for (let n = 0; n <= MAX_FRACTION; n++) powers.set(nearestPower(-n), POWER_FIELDS * n);
}
