import type { MissingMarkers } from '../../scan/missing';
import type { NumberReader } from '../../scan/cells/number-reader';
import type { NumberTarget } from '../../scan/straight/number-target';

/** A column's values in a slot. */
export class SlotColumn implements NumberTarget {
  readonly index: number;
  filled = 0;
  readonly #values: Float64Array;
  readonly #readNumber: NumberReader;
  readonly #missing: MissingMarkers;
  #at = 0;

  constructor(index: number, values: Float64Array, readNumber: NumberReader, missing: MissingMarkers) {
    this.index = index;
    this.#values = values;
    this.#readNumber = readNumber;
    this.#missing = missing;
  }

  begin(at: number): void {
    this.#at = at;
    this.filled = 0;
  }

  room(most: number): Float64Array {
    return this.#values.subarray(this.#at, this.#at + most);
  }

  took(rows: number): void {
    this.#at += rows;
    this.filled += rows;
  }

  numberAt(bytes: Buffer, start: number, end: number): number {
    const value = this.#readNumber(bytes, start, end);
    return value === Infinity && this.#missing.has(bytes, start, end) ? NaN : value;
  }

  valuesFrom(at: number, count: number): Float64Array {
    return this.#values.subarray(at, at + count);
  }
}
