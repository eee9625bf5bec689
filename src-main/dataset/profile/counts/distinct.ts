/** Distinct values are counted up to here. */
const MAX_DISTINCT = 100_000;

/** Counts distinct numbers exactly, up to a limit. */
export class DistinctNumbers {
  size = 0;
  readonly #most: number;
  #slots = new Float64Array(64).fill(NaN);
  readonly #number = new Float64Array(1);
  readonly #words = new Int32Array(this.#number.buffer);

  constructor(most = MAX_DISTINCT) {
    this.#most = most;
  }

  /** There are at least `size`, maybe more. */
  get isFull(): boolean {
    return this.size >= this.#most;
  }

  /** @param values not NaN, of which `count` are used */
  add(values: Float64Array, count: number): void {
    let last = NaN;
    for (let i = 0; i < count && !this.isFull; i++) {
      const value = values[i];
      // Runs of one value are frequent.
      if (value === last) continue;
      last = value;
      this.#add(value);
      if (2 * this.size > this.#slots.length) this.#grow();
    }
  }

  #add(value: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    // Zero and minus zero are one value.
    this.#number[0] = value + 0;
    let hash = Math.imul(this.#words[0], 0x9e3779b1) ^ Math.imul(this.#words[1], 0x85ebca77);
    hash ^= hash >>> 15;
    let slot = hash & mask;
    for (; !Number.isNaN(slots[slot]); slot = (slot + 1) & mask) if (slots[slot] === value) return;
    slots[slot] = value;
    this.size++;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Float64Array(2 * old.length).fill(NaN);
    this.size = 0;
    for (const value of old) if (!Number.isNaN(value)) this.#add(value);
  }
}
