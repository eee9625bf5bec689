import { logInPlace } from '../../../src-shared/portable-math/log';
import { cosInPlace } from '../../../src-shared/portable-math/sin-cos';

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
    one[0] = 1 - this.uniform();
    logInPlace(one, 0, 1);
    const radius = Math.sqrt(-2 * one[0]);
    one[0] = 2 * Math.PI * this.uniform();
    cosInPlace(one, 0, 1);
    return radius * one[0];
  }

  /** Uniform whole number in [0, n). */
  integer(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /**
   * Shuffles the first `count` in place (Fisher and Yates). What {@link integer} draws, written out on
   * local variables: a shuffle before every pass takes much of the time of a short one.
   */
  shuffle(items: Int32Array, count = items.length): void {
    let a = this.#a | 0;
    let b = this.#b | 0;
    let c = this.#c | 0;
    let d = this.#d | 0;
    for (let i = count - 1; i > 0; i--) {
      let high = 0;
      let low = 0;
      for (let k = 0; k < 2; k++) {
        const times = Math.imul(b, 5);
        high = low;
        low = Math.imul((times << 7) | (times >>> 25), 9);
        const shifted = b << 9;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = (d << 11) | (d >>> 21);
      }
      const uniform = ((high >>> 5) * 67108864 + (low >>> 6)) / 9007199254740992;
      const j = Math.floor(uniform * (i + 1));
      const kept = items[i];
      items[i] = items[j];
      items[j] = kept;
    }
    [this.#a, this.#b, this.#c, this.#d] = [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
  }
}

/** What is handed to functions of arrays: V8 would allocate a number that it hands to others. */
const one = new Float64Array(16);

function rotate(word: number, by: number): number {
  return ((word << by) | (word >>> (32 - by))) >>> 0;
}
