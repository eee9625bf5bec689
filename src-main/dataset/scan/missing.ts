import { encodeText, isBlankByte } from './cell-text';
import type { Encoding } from '../source/encodings/encoding';
import { isNumberText, type NumberFormat } from './cells/numbers';

/** Knows the cells of a column that mean "no value": empty ones, blank ones, and given markers. */
export class MissingMarkers {
  /** Markers that would be read as numbers, such as -999. */
  readonly hasNumbers: boolean;
  readonly #byLength = new Map<number, Uint8Array[]>();
  #longest = 0;

  /** @param markers compared without the blanks around them */
  constructor(markers: readonly string[], numbers: NumberFormat, encoding: Encoding) {
    this.hasNumbers = markers.some((marker) => isNumberText(marker, numbers));
    for (const marker of new Set(markers.map((each) => each.trim()))) {
      const bytes = encodeText(marker, encoding);
      const alike = this.#byLength.get(bytes.length);
      if (alike === undefined) this.#byLength.set(bytes.length, [bytes]);
      else alike.push(bytes);
      this.#longest = Math.max(this.#longest, bytes.length);
    }
  }

  has(bytes: Uint8Array, start: number, end: number): boolean {
    let from = start;
    let stop = end;
    while (from < stop && isBlankByte(bytes[from])) from++;
    while (stop > from && isBlankByte(bytes[stop - 1])) stop--;
    const length = stop - from;
    if (length === 0) return true;
    if (length > this.#longest) return false;
    const alike = this.#byLength.get(length);
    if (alike === undefined) return false;
    for (const marker of alike) {
      let i = 0;
      while (i < length && bytes[from + i] === marker[i]) i++;
      if (i === length) return true;
    }
    return false;
  }
}
