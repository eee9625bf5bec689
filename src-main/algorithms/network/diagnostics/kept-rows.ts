/**
 * Two numbers a row of a course that has no end in sight, in a room that does not grow: all rows at
 * first, and every second, fourth, eighth, … one of a course that became longer than the room.
 */
export class KeptRows {
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  #rows = 0;
  #kept = 0;
  #every = 1;

  /** @param most rows that are kept, an even number */
  constructor(most: number) {
    this.#first = new Float64Array(most);
    this.#second = new Float64Array(most);
  }

  /** Rows that were added, kept or not. */
  get rows(): number {
    return this.#rows;
  }

  /** Adds a row (`first`, `second`); once the memory is full, every second kept row is dropped. */
  add(first: number, second: number): void {
    if (this.#rows++ % this.#every !== 0) return;
    if (this.#kept === this.#first.length) this.#halve();
    this.#first[this.#kept] = first;
    this.#second[this.#kept++] = second;
  }

  /** @returns the last kept row that is not after the one of this number, counted from 0 */
  at(row: number): readonly [first: number, second: number] {
    const index = Math.floor(row / this.#every);
    return [this.#first[index] ?? NaN, this.#second[index] ?? NaN];
  }

  /** The row that asks for it stays: its number is the room's length, which is even, times `every`. */
  #halve(): void {
    this.#kept /= 2;
    this.#every *= 2;
    for (let index = 1; index < this.#kept; index++) {
      this.#first[index] = this.#first[2 * index];
      this.#second[index] = this.#second[2 * index];
    }
  }
}
