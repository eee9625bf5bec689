import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import { ROOM_BEHIND } from './straight/number-rows';
import { LF, type Bytes } from './line-ends';

const MAX_RECORD_LENGTH = 1 << 28;

/**
 * Bytes that a scanner was fed and that it has not handed on: one buffer, whose rest moves to its front
 * as more bytes come. An LF stands behind them, so that a loop need not look for their end.
 */
export class FedBytes implements Bytes {
  bytes: Buffer = Buffer.allocUnsafeSlow(1 << 16);
  filled = 0;
  isLast = false;
  /** Where the next record begins. */
  at = 0;
  /** Offset in the whole of `bytes[0]`. */
  base: number;
  /** A record that did not end by here is not tried again before there are so many bytes. */
  #enough = 0;
  #appendedTo = 0;

  /** @param offset of the first byte fed, in the whole */
  constructor(offset: number) {
    this.base = offset;
  }

  /** Whether the next record may be whole by now. */
  get areEnough(): boolean {
    return this.filled >= this.#enough;
  }

  /**
   * Adds bytes; what was not handed on yet stays. `null` tells the end.
   * @param line that the next record begins in
   * @throws BenchtopError `invalid-data` where a record is longer than 256 MB
   */
  feed(chunk: Uint8Array | null, line: number): void {
    if (chunk === null) {
      this.isLast = true;
      this.#enough = 0;
      this.bytes[this.filled] = LF;
      return;
    }
    const kept = this.filled - this.at;
    const needed = kept + chunk.length + 1 + ROOM_BEHIND;
    if (kept > MAX_RECORD_LENGTH) {
      throw fail(
        'invalid-data',
        sentence(
          'Line {line} is longer than {most} MB: this is no table of text, or its lines end in another way.',
          { line, most: MAX_RECORD_LENGTH >> 20 },
        ),
        { line },
      );
    }
    if (needed > this.bytes.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.bytes.length));
      grown.set(this.bytes.subarray(this.at, this.filled));
      this.bytes = grown;
    } else this.bytes.copyWithin(0, this.at, this.filled);
    this.base += this.at;
    this.#enough = Math.max(0, this.#enough - this.at);
    this.at = 0;
    this.bytes.set(chunk, kept);
    this.filled = kept + chunk.length;
    this.bytes[this.filled] = LF;
  }

  /** Waits for more: a long record is tried again only when it has doubled, which is twice the work in all. */
  wait(): void {
    this.#enough = this.at + 2 * (this.filled - this.at);
  }

  /** Room behind what was fed for bytes of repaired cells, until more is fed or they are dropped: their place. */
  append(extra: Uint8Array): number {
    const at = Math.max(this.filled + 1, this.#appendedTo);
    if (at + extra.length > this.bytes.length) {
      const grown = Buffer.allocUnsafeSlow(2 * (at + extra.length));
      grown.set(this.bytes);
      this.bytes = grown;
    }
    this.bytes.set(extra, at);
    this.#appendedTo = at + extra.length;
    return at;
  }

  /** What was appended is not needed any more. */
  dropAppended(): void {
    this.#appendedTo = 0;
  }

  /** Goes on at an offset in the whole, which may lie behind all that was fed: it is to be fed next then. */
  skipTo(offset: number): void {
    this.#enough = 0;
    this.at = offset - this.base;
    if (this.at <= this.filled) return;
    this.base = offset;
    this.at = 0;
    this.filled = 0;
  }
}
