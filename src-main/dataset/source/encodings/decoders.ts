import { TextDecoder } from 'node:util';
import type { EncodingName } from '../../../../src-shared/dataset/encodings';

/** Turns bytes into text chunk by chunk; a byte-order mark is dropped, bad bytes become U+FFFD. */
export interface Decoder {
  write(bytes: Buffer): string;
  end(): string;
}

/** What Windows-1252 has at 0x80 to 0x9f, where Latin-1 has control characters. */
const WINDOWS_1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

/** ISO-8859-16 from 0xa0 on, which Node's TextDecoder does not know. */
const ISO_8859_16 =
  '\u00a0\u0104\u0105\u0141\u20ac\u201e\u0160\u00a7\u0161\u00a9\u0218\u00ab\u0179\u00ad\u017a\u017b' +
  '\u00b0\u00b1\u010c\u0142\u017d\u201d\u00b6\u00b7\u017e\u010d\u0219\u00bb\u0152\u0153\u0178\u017c' +
  '\u00c0\u00c1\u00c2\u0102\u00c4\u0106\u00c6\u00c7\u00c8\u00c9\u00ca\u00cb\u00cc\u00cd\u00ce\u00cf' +
  '\u0110\u0143\u00d2\u00d3\u00d4\u0150\u00d6\u015a\u0170\u00d9\u00da\u00db\u00dc\u0118\u021a\u00df' +
  '\u00e0\u00e1\u00e2\u0103\u00e4\u0107\u00e6\u00e7\u00e8\u00e9\u00ea\u00eb\u00ec\u00ed\u00ee\u00ef' +
  '\u0111\u0144\u00f2\u00f3\u00f4\u0151\u00f6\u015b\u0171\u00f9\u00fa\u00fb\u00fc\u0119\u021b\u00ff';

/**
 * A decoder of an encoding, for any chunks of its bytes. Latin-1 and Windows-1252 are mapped here
 * rather than by TextDecoder: Node's own takes one for the other in some versions.
 */
export function createDecoder(encoding: EncodingName): Decoder {
  switch (encoding) {
    case 'latin-1':
      return { write: (bytes) => bytes.toString('latin1'), end: () => '' };
    case 'windows-1252':
      return mapped(0x80, WINDOWS_1252);
    case 'iso-8859-16':
      return mapped(0xa0, ISO_8859_16);
    case 'utf-16be':
      return swapped();
    case 'utf-32le':
      return utf32(false);
    case 'utf-32be':
      return utf32(true);
    default: {
      const decoder = new TextDecoder(encoding);
      return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
    }
  }
}

/** All of some bytes as text, a character that their end cuts left out. */
export function decodeAll(bytes: Buffer, encoding: EncodingName): string {
  return createDecoder(encoding).write(Buffer.from(bytes));
}

/** Single bytes, those from `from` on by a table. */
function mapped(from: number, table: string): Decoder {
  const map = (character: string): string => table[character.charCodeAt(0) - from] ?? character;
  return { write: (bytes) => bytes.toString('latin1').replace(/[\x80-\xff]/g, map), end: () => '' };
}

/** UTF-32 as Unicode's section 3.10 has it: no surrogates, nothing beyond U+10FFFF. */
function utf32(isBig: boolean): Decoder {
  let isFirst = true;
  return wide(4, (units) => {
    let text = '';
    for (let at = 0; at < units.length; at += 4) {
      const code = isBig ? units.readUInt32BE(at) : units.readUInt32LE(at);
      const isMark = isFirst && code === 0xfeff;
      isFirst = false;
      if (isMark) continue;
      const isCharacter = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
      text += isCharacter ? String.fromCodePoint(code) : '\ufffd';
    }
    return text;
  });
}

/** Big-endian as little-endian with its bytes swapped; Node without full ICU knows only the latter. */
function swapped(): Decoder {
  const decoder = new TextDecoder('utf-16le');
  const { write, end } = wide(2, (units) => decoder.decode(units.swap16(), { stream: true }));
  return { write, end: () => decoder.decode() + end() };
}

/** Hands on whole units of so many bytes, in copies that may be changed. */
function wide(size: number, decode: (units: Buffer) => string): Decoder {
  let rest: Buffer = Buffer.alloc(0);
  return {
    write: (bytes) => {
      const all = Buffer.concat([rest, bytes]);
      const whole = all.length - (all.length % size);
      rest = all.subarray(whole);
      return decode(all.subarray(0, whole));
    },
    end: () => (rest.length === 0 ? '' : '\ufffd'),
  };
}
