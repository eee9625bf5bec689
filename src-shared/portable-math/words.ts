/**
 * The sixty-four bits of a double, read and written as two 32-bit words: sign, exponent and the first
 * 20 bits of the fraction in the high word, the other 32 in the low one.
 */

// 16 doubles although two are used: V8 keeps an array of more than 64 bytes at a fixed address.
const doubles = new Float64Array(16);
const words = new Int32Array(doubles.buffer);
doubles[0] = 1;
const HIGH = words[0] === 0 ? 1 : 0;
const LOW = 1 - HIGH;

/** The high word of x as a signed 32-bit integer. */
export function highWord(x: number): number {
  doubles[0] = x;
  return words[HIGH];
}

/** The low word of x as a signed 32-bit integer. */
export function lowWord(x: number): number {
  doubles[0] = x;
  return words[LOW];
}

/** x with its low word zero: the value cut, toward zero, to 21 significant bits. */
export function withoutLowWord(x: number): number {
  doubles[0] = x;
  words[LOW] = 0;
  return doubles[0];
}

/** The double of two words. */
export function fromWords(high: number, low: number): number {
  words[HIGH] = high;
  words[LOW] = low;
  return doubles[0];
}
