// Four digits at a time: words of four bytes, the first in the lowest, from which `0000` was taken.

/** High bits of the bytes of a word that are no digits, right at least up to the first such byte. */
export function notDigits(word: number): number {
  return ((word + 0x76767676) | word) & 0x80808080;
}

/** Digits in front of the first byte that is none. */
export function digitsBefore(others: number): number {
  return (31 - Math.clz32(others & -others)) >> 3;
}

/** Value of four digits, the first in the lowest byte. */
export function fourDigits(word: number): number {
  const pairs = (Math.imul(word, 2561) >>> 8) & 0x00ff00ff;
  return Math.imul(pairs, 6553601) >>> 16;
}

/** Value of the first digits of a word, `count` of them: 0 to 3. */
export function fewDigits(word: number, count: number): number {
  return fourDigits((word << (24 - 8 * count)) << 8);
}
