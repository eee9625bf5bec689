import type { EncodingName } from '../../../../src-shared/dataset/encodings';
import { createDecoder, decodeAll } from './decoders';

export type Encoding = EncodingName;
export { createDecoder, decodeAll };

/** Encodings whose bytes are scanned as they are; all others are turned into UTF-8 in front of the scanner. */
export function isScannedAsIs(encoding: Encoding): boolean {
  return encoding === 'utf-8' || encoding === 'latin-1' || encoding === 'windows-1252';
}

/** Bytes that a character of ASCII takes. */
export function unitBytes(encoding: Encoding): 1 | 2 | 4 {
  if (encoding === 'utf-32le' || encoding === 'utf-32be') return 4;
  return encoding === 'utf-16le' || encoding === 'utf-16be' ? 2 : 1;
}

/** The encoding that the first bytes declare. */
export function byteOrderMark(head: Buffer): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) {
    // No text begins with NUL, which these four bytes would be in UTF-16.
    return head[2] === 0 && head[3] === 0 && head.length >= 4 ? 'utf-32le' : 'utf-16le';
  }
  if (head[0] === 0 && head[1] === 0 && head[2] === 0xfe && head[3] === 0xff) return 'utf-32be';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return null;
}

/** Zero bytes from which on their places tell UTF-16. */
const TELLING_ZEROS = 8;

/**
 * Zeros in every second byte are UTF-16, zeros elsewhere are no text (null). Where few letters are
 * Latin there are fewer zeros, but all on one side, and the rest then decodes to whole characters.
 */
export function guessUtf16(
  head: Buffer,
): 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be' | 'single-bytes' | null {
  const wide = guessUtf32(head);
  if (wide !== null) return wide;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < head.length; i++) {
    if (head[i] !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  if (odd > head.length / 4 && even < odd / 8) return 'utf-16le';
  if (even > head.length / 4 && odd < even / 8) return 'utf-16be';
  if (odd >= TELLING_ZEROS && even === 0 && isUtf16(head, 'utf-16le')) return 'utf-16le';
  if (even >= TELLING_ZEROS && odd === 0 && isUtf16(head, 'utf-16be')) return 'utf-16be';
  return even + odd === 0 ? 'single-bytes' : null;
}

/** Every fourth byte is zero in UTF-32, on one side, and the one beside it is 16 at most. */
function guessUtf32(head: Buffer): 'utf-32le' | 'utf-32be' | null {
  const units = Math.floor(head.length / 4);
  if (units < 4) return null;
  let [little, big] = [0, 0];
  for (let at = 0; at < 4 * units; at += 4) {
    if (head[at + 3] === 0 && head[at + 2] <= 16) little++;
    if (head[at] === 0 && head[at + 1] <= 16) big++;
  }
  if (little === units && decodeAll(head.subarray(0, 4 * units), 'utf-32le').match(TEXT_END))
    return 'utf-32le';
  if (big === units && decodeAll(head.subarray(0, 4 * units), 'utf-32be').match(TEXT_END)) return 'utf-32be';
  return null;
}
const TEXT_END = /^[^\0\ufffd]*[\r\n][^\0\ufffd]*$/;

/** Whether bytes decode to lines of letters and signs, and are less likely single bytes. */
function isUtf16(head: Buffer, encoding: 'utf-16le' | 'utf-16be'): boolean {
  const text = decodeAll(head.subarray(0, head.length - (head.length % 2)), encoding);
  const odd = text.match(/[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\t\r\n]/gu)?.length ?? 0;
  const latin = head.filter((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d).length;
  return /[\r\n]/.test(text) && odd * 100 <= text.length && latin < head.length * 0.8;
}

/** Counts, over any number of chunks, how well bytes read as UTF-8. */
export class Utf8Judge {
  /** Characters of two to four bytes that are well formed. */
  wide = 0;
  /** Bytes that no well-formed character can hold. */
  broken = 0;
  #expected = 0;

  write(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      if (this.#expected === 0) {
        if (byte < 0x80) continue;
        if (byte >= 0xc2 && byte < 0xe0) this.#expected = 1;
        else if (byte >= 0xe0 && byte < 0xf0) this.#expected = 2;
        else if (byte >= 0xf0 && byte < 0xf5) this.#expected = 3;
        else this.broken++;
      } else if ((byte & 0xc0) === 0x80) {
        if (--this.#expected === 0) this.wide++;
      } else {
        this.broken++;
        this.#expected = 0;
        i--;
      }
    }
  }

  /** Whether all of it is well formed, or most of it and some bytes are damaged. */
  get isUtf8(): boolean {
    return this.broken === 0 || this.wide > this.broken;
  }
}
