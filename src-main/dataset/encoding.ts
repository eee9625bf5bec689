import { TextDecoder } from 'node:util';
import type { DetectedDialect } from '../../src-shared/dataset/report';

export type Encoding = DetectedDialect['encoding'];

/** What Windows-1252 has at 0x80 to 0x9f, where Latin-1 has control characters. */
const WINDOWS_1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

/** Turns bytes into text chunk by chunk; a byte-order mark is dropped, bad bytes become U+FFFD. */
export interface Decoder {
  write(bytes: Buffer): string;
  end(): string;
}

/**
 * Single bytes are mapped here rather than by TextDecoder: Node's own takes Latin-1 for
 * Windows-1252 in some versions and the reverse in others.
 */
export function createDecoder(encoding: Encoding): Decoder {
  if (encoding === 'latin-1') return { write: (bytes) => bytes.toString('latin1'), end: () => '' };
  if (encoding === 'windows-1252') {
    const mapped = (character: string): string => WINDOWS_1252[character.charCodeAt(0) - 0x80] ?? character;
    return {
      write: (bytes) => bytes.toString('latin1').replace(/[\x80-\x9f]/g, mapped),
      end: () => '',
    };
  }
  if (encoding === 'utf-16be') return swapped(new TextDecoder('utf-16le'));
  const decoder = new TextDecoder(encoding);
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

/** Big-endian as little-endian with its bytes swapped; Node without full ICU knows only the latter. */
function swapped(decoder: TextDecoder): Decoder {
  let odd: Buffer = Buffer.alloc(0);
  return {
    write: (bytes) => {
      const whole = Buffer.concat([odd, bytes]);
      const even = whole.length - (whole.length % 2);
      odd = whole.subarray(even);
      return decoder.decode(whole.subarray(0, even).swap16(), { stream: true });
    },
    end: () => decoder.decode(odd),
  };
}

export function decodeAll(bytes: Buffer, encoding: Encoding): string {
  const decoder = createDecoder(encoding);
  return decoder.write(Buffer.from(bytes));
}

/** The encoding that the first bytes declare. */
export function byteOrderMark(head: Buffer): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return null;
}

/** Zero bytes from which on their places tell UTF-16. */
const TELLING_ZEROS = 8;

/**
 * Zeros in every second byte are UTF-16, zeros elsewhere are no text (null). Where few letters are
 * Latin there are fewer zeros, but all on one side, and the rest then decodes to whole characters.
 */
export function guessUtf16(head: Buffer): 'utf-16le' | 'utf-16be' | 'single-bytes' | null {
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
      const byte = bytes[i]!;
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

  /**
   * UTF-8 where all of it is well formed, or where most of it is and some bytes are damaged;
   * otherwise the usual encoding of files that are neither.
   */
  verdict(): 'utf-8' | 'windows-1252' {
    return this.broken === 0 || this.wide > this.broken ? 'utf-8' : 'windows-1252';
  }
}
