import type { EncodingName } from '../../../../src-shared/dataset/encodings';
import { isFrequentSyllable } from './hangul';

/** What pairs of bytes beyond ASCII are, read as one encoding of East Asia. */
interface Pairs {
  /** Characters. */
  count: number;
  /** Bytes that begin no character. */
  bad: number;
  /** Characters of kana, of Hangul, or those of a language's everyday. */
  everyday: number;
  /** Characters that are sure signs of the encoding. */
  sure: number;
}

/** Reads the character that begins at a place: bytes it takes (0: none), whether an everyday one, whether a sure sign. */
type Reader = (bytes: Buffer, at: number) => { length: number; isEveryday: boolean; isSure: boolean };

/** Share of the characters of any Korean text that are everyday ones, at least. */
const MIN_FREQUENT = 0.6;

const none = { length: 0, isEveryday: false, isSure: false };
const between = (byte: number | undefined, low: number, high: number): boolean =>
  byte !== undefined && byte >= low && byte <= high;

/** Half-width kana take one byte; kanji of level 1 begin with 0x88 to 0x97, kana with 0x82 and 0x83. */
const shiftJis: Reader = (bytes, at) => {
  const [lead, trail] = [bytes[at], bytes[at + 1]];
  if (between(lead, 0xa1, 0xdf)) return { length: 1, isEveryday: false, isSure: false };
  if (!between(lead, 0x81, 0x9f) && !between(lead, 0xe0, 0xfc)) return none;
  if (!between(trail, 0x40, 0x7e) && !between(trail, 0x80, 0xfc)) return none;
  const isKana = (lead === 0x82 && trail >= 0x9f) || (lead === 0x83 && trail <= 0x96);
  return { length: 2, isEveryday: isKana || between(lead, 0x81, 0x97), isSure: isKana };
};

/** Kana are the rows 0xa4 and 0xa5, kanji of level 1 the rows 0xb0 to 0xcf. */
const eucJp: Reader = (bytes, at) => {
  const [lead, trail] = [bytes[at], bytes[at + 1]];
  if (lead === 0x8e)
    return between(trail, 0xa1, 0xdf) ? { length: 2, isEveryday: false, isSure: false } : none;
  if (lead === 0x8f) {
    const isThree = between(trail, 0xa1, 0xfe) && between(bytes[at + 2], 0xa1, 0xfe);
    return isThree ? { length: 3, isEveryday: false, isSure: false } : none;
  }
  if (!between(lead, 0xa1, 0xfe) || !between(trail, 0xa1, 0xfe)) return none;
  const isKana = lead === 0xa4 || lead === 0xa5;
  return { length: 2, isEveryday: isKana || lead <= 0xa3 || between(lead, 0xb0, 0xcf), isSure: isKana };
};

/** Hangul are the rows 0xb0 to 0xc8; everyday ones are the syllables that most Korean words are of. */
const eucKr: Reader = (bytes, at) => {
  const [lead, trail] = [bytes[at], bytes[at + 1]];
  const isExtended = between(trail, 0x41, 0x5a) || between(trail, 0x61, 0x7a) || between(trail, 0x81, 0xfe);
  if (!between(lead, 0x81, 0xfe) || !isExtended) return none;
  const isHangul = between(lead, 0xb0, 0xc8) && trail >= 0xa1;
  const isSign = between(lead, 0xa1, 0xa3);
  return { length: 2, isEveryday: isSign || isFrequentSyllable(bytes, at), isSure: isHangul };
};

/** Everyday characters are the rows 0xb0 to 0xd7, in the order of their sound. */
const gb18030: Reader = (bytes, at) => {
  const [lead, trail] = [bytes[at], bytes[at + 1]];
  if (!between(lead, 0x81, 0xfe)) return none;
  if (between(trail, 0x30, 0x39)) {
    const isFour = between(bytes[at + 2], 0x81, 0xfe) && between(bytes[at + 3], 0x30, 0x39);
    return isFour ? { length: 4, isEveryday: false, isSure: true } : none;
  }
  if (!between(trail, 0x40, 0x7e) && !between(trail, 0x80, 0xfe)) return none;
  const isEveryday = trail >= 0xa1 && (between(lead, 0xb0, 0xd7) || between(lead, 0xa1, 0xa3));
  return { length: 2, isEveryday, isSure: trail >= 0xa1 && between(lead, 0xd0, 0xd7) };
};

/** Everyday characters begin with 0xa4 to 0xc6; the second byte is in ASCII for a third of them. */
const big5: Reader = (bytes, at) => {
  const [lead, trail] = [bytes[at], bytes[at + 1]];
  const isPair = between(lead, 0x87, 0xfe) && (between(trail, 0x40, 0x7e) || between(trail, 0xa1, 0xfe));
  if (!isPair) return none;
  return {
    length: 2,
    isEveryday: between(lead, 0xa1, 0xc6),
    isSure: between(lead, 0xa4, 0xc6) && trail < 0x7f,
  };
};

const READERS: readonly (readonly [EncodingName, Reader])[] = [
  ['shift_jis', shiftJis],
  ['euc-jp', eucJp],
  ['euc-kr', eucKr],
  ['gb18030', gb18030],
  ['big5', big5],
];

/**
 * How likely bytes are text in each encoding of East Asia, by which characters their pairs are. In
 * Korean nearly all are Hangul; Japanese has kana; in Chinese pairs nearly all are everyday
 * characters, in Big5 a third of them with a second byte in ASCII.
 * @returns from 0 to 1, of those that may be meant
 */
export function doubleByteScores(
  bytes: Buffer,
): { readonly encoding: EncodingName; readonly score: number }[] {
  return READERS.flatMap(([encoding, read]) => {
    const pairs = count(bytes, read);
    if (pairs.count === 0 || pairs.bad * 50 > pairs.count) return [];
    const everyday = pairs.everyday / pairs.count;
    const sure = pairs.sure / pairs.count;
    const score = (encoding === 'euc-kr' ? usualHangul(pairs) : everyday) * likelihood(encoding, sure);
    return score > 0 ? [{ encoding, score }] : [];
  });
}

/**
 * How usual the syllables of Korean are, from 0 to 1: everyday ones are most and not all of them, where
 * Japanese or Chinese read so has few. One more is counted, so that a few characters alone decide little.
 */
function usualHangul({ everyday, count }: Pairs): number {
  return Math.min(1, (everyday + 1) / (count + 1) / MIN_FREQUENT);
}

function likelihood(encoding: EncodingName, sure: number): number {
  switch (encoding) {
    case 'euc-kr':
      // Chinese read so is Hangul for about two thirds.
      return Math.max(0, Math.min(1, (sure - 0.75) / 0.2)) * 0.99;
    case 'shift_jis':
    case 'euc-jp':
      return 0.84 + 0.15 * Math.min(1, sure / 0.1);
    case 'big5':
      return sure < 0.08 ? 0.5 : 0.985;
    default:
      // Japanese kanji of every day end at row 0xcf, Chinese ones at 0xd7.
      return 0.85 + 0.12 * Math.min(1, sure / 0.05);
  }
}

function count(bytes: Buffer, read: Reader): Pairs {
  const pairs = { count: 0, bad: 0, everyday: 0, sure: 0 };
  for (let at = 0; at < bytes.length;) {
    if (bytes[at] < 0x80) {
      at++;
      continue;
    }
    const { length, isEveryday, isSure } = read(bytes, at);
    if (length === 0) {
      pairs.bad++;
      at++;
      continue;
    }
    pairs.count++;
    if (isEveryday) pairs.everyday++;
    if (isSure) pairs.sure++;
    at += length;
  }
  return pairs;
}
