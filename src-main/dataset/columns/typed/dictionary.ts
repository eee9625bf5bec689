import { decodeBytes, isBlankByte } from '../../scan/cell-text';
import type { Encoding } from '../../source/encodings/encoding';

/** More distinct words than this are no categories. */
export const MAX_CATEGORIES = 100_000;

/** The distinct texts of a column, numbered as they come; blanks around a text do not count. */
export class Dictionary {
  size = 0;
  /** A word did not fit any more. */
  isFull = false;
  readonly #most: number;
  #slots = new Int32Array(1024).fill(-1);
  #hashes = new Int32Array(512);
  #froms = new Float64Array(513);
  #counts = new Float64Array(512);
  #arena = Buffer.alloc(8192);

  constructor(most = MAX_CATEGORIES) {
    this.#most = most;
  }

  /** The number of a text, counted once more; -1 where it is new and there is no more room. */
  take(bytes: Buffer, start: number, end: number): number {
    let from = start;
    let stop = end;
    while (from < stop && isBlankByte(bytes[from])) from++;
    while (stop > from && isBlankByte(bytes[stop - 1])) stop--;
    // FNV-1a (Fowler, Noll and Vo).
    let hash = 0x811c9dc5;
    for (let i = from; i < stop; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
    // Its low bits alone are poor in short texts.
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (; ; slot = (slot + 1) & mask) {
      const code = this.#slots[slot];
      if (code < 0) break;
      if (this.#hashes[code] === hash && this.#isAt(code, bytes, from, stop)) {
        this.#counts[code]++;
        return code;
      }
    }
    if (this.size >= this.#most) {
      this.isFull = true;
      return -1;
    }
    return this.#add(hash, slot, bytes, from, stop);
  }

  count(code: number): number {
    return this.#counts[code];
  }

  /** Calls back with the bytes of every word. */
  forEach(each: (code: number, bytes: Buffer, start: number, end: number) => void): void {
    for (let code = 0; code < this.size; code++) {
      each(code, this.#arena, this.#froms[code], this.#froms[code + 1]);
    }
  }

  texts(encoding: Encoding): string[] {
    const texts: string[] = [];
    this.forEach((_, bytes, start, end) => texts.push(decodeBytes(bytes, start, end, encoding)));
    return texts;
  }

  #isAt(code: number, bytes: Uint8Array, from: number, stop: number): boolean {
    const start = this.#froms[code];
    if (this.#froms[code + 1] - start !== stop - from) return false;
    for (let i = from; i < stop; i++) if (this.#arena[start + i - from] !== bytes[i]) return false;
    return true;
  }

  #add(hash: number, slot: number, bytes: Uint8Array, from: number, stop: number): number {
    const code = this.size++;
    if (code === this.#hashes.length) this.#growWords();
    const at = this.#froms[code];
    const needed = at + stop - from;
    if (needed > this.#arena.length) {
      const arena = Buffer.allocUnsafeSlow(2 * needed);
      arena.set(this.#arena.subarray(0, at));
      this.#arena = arena;
    }
    for (let i = from; i < stop; i++) this.#arena[at + i - from] = bytes[i];
    this.#froms[code + 1] = needed;
    this.#hashes[code] = hash;
    this.#counts[code] = 1;
    this.#slots[slot] = code;
    if (2 * this.size > this.#slots.length) this.#rehash();
    return code;
  }

  #growWords(): void {
    const length = 2 * this.#hashes.length;
    const [hashes, froms, counts] = [this.#hashes, this.#froms, this.#counts];
    this.#hashes = new Int32Array(length);
    this.#hashes.set(hashes);
    this.#froms = new Float64Array(length + 1);
    this.#froms.set(froms);
    this.#counts = new Float64Array(length);
    this.#counts.set(counts);
  }

  #rehash(): void {
    this.#slots = new Int32Array(2 * this.#slots.length).fill(-1);
    const mask = this.#slots.length - 1;
    for (let code = 0; code < this.size; code++) {
      let slot = this.#hashes[code] & mask;
      while (this.#slots[slot] >= 0) slot = (slot + 1) & mask;
      this.#slots[slot] = code;
    }
  }
}
