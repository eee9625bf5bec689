/**
 * Seeded random numbers: xoshiro128** (Blackman and Vigna, "Scrambled linear pseudorandom number
 * generators", 2018), its state filled by SplitMix32. The same seed gives the same stream on every
 * machine; the state is four 32-bit words that a checkpoint can hold.
 */
export class Rng {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** @param seed whole number from 0 to 2^32 - 1 */
  constructor(seed: number) {
    let mix = seed >>> 0;
    const next = (): number => {
      mix = (mix + 0x9e3779b9) >>> 0;
      let word = mix;
      word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
      word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
      return (word ^ (word >>> 16)) >>> 0;
    };
    this.#a = next();
    this.#b = next();
    this.#c = next();
    this.#d = next();
  }

  /** The stream that {@link state} was taken from, from that point on. */
  static fromState(state: readonly number[]): Rng {
    const [a, b, c, d] = state;
    if (a === undefined || b === undefined || c === undefined || d === undefined) {
      throw new RangeError('An Rng state has four words');
    }
    const rng = new Rng(0);
    [rng.#a, rng.#b, rng.#c, rng.#d] = [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
    return rng;
  }

  /** Four words from 0 to 2^32 - 1, for {@link fromState}. */
  state(): number[] {
    return [this.#a >>> 0, this.#b >>> 0, this.#c >>> 0, this.#d >>> 0];
  }

  /** An independent stream for a named purpose, so that a draw more here moves nothing there. */
  static derive(seed: number, purpose: string): Rng {
    let hash = (seed ^ 0x811c9dc5) >>> 0;
    for (let i = 0; i < purpose.length; i++) {
      hash = Math.imul(hash ^ purpose.charCodeAt(i), 0x01000193) >>> 0;
    }
    return new Rng(hash);
  }

  /** A whole number from 0 to 2^32 - 1. */
  word(): number {
    const scrambled = Math.imul(rotate(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotate(this.#d, 11);
    return scrambled;
  }

  /** Uniform in [0, 1), 53 bits. */
  uniform(): number {
    const high = this.word() >>> 5;
    const low = this.word() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** Standard normal (Box and Muller 1958, the cosine half only: no hidden second value). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Uniform whole number in [0, n). */
  integer(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** Shuffles the first `count` in place (Fisher and Yates). */
  shuffle(items: Int32Array, count = items.length): void {
    for (let i = count - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const kept = items[i] ?? 0;
      items[i] = items[j] ?? 0;
      items[j] = kept;
    }
  }
}

function rotate(word: number, by: number): number {
  return ((word << by) | (word >>> (32 - by))) >>> 0;
}
