import { analyse } from 'chardet';
import { encodingNamed, type EncodingName } from '../../../../src-shared/dataset/encodings';
import { TRIED } from './alphabets';
import { decodeAll } from './decoders';
import { doubleByteScores } from './double-bytes';
import { singleByteScore } from './plausible';

/** The encoding that bytes are most likely in, which are not UTF-8. */
export interface FoundEncoding {
  readonly encoding: EncodingName;
  /** Another one that is about as likely and reads the same bytes as other characters; null where none is. */
  readonly other: EncodingName | null;
  /** The first word that the two read differently, in each of them; empty where there is no other. */
  readonly words: readonly string[];
}

/** Bytes of lines beyond ASCII that are looked at. */
const MAX_BYTES = 8 * 1024;
/** A score so close to the best, and so high, leaves a doubt. */
const CLOSE = 0.05;
const MIN_DOUBTFUL = 0.5;

/**
 * Finds the encoding of text that is not UTF-8, from the letters, pairs and words that its bytes are
 * in each, and from the frequencies of n-grams that the detector of the library `chardet` knows (the
 * method of ICU's). Windows-1252 where nothing speaks for any.
 * @param samples parts of the text
 */
export function detectEncoding(samples: readonly Buffer[]): FoundEncoding {
  const bytes = linesBeyondAscii(samples);
  const scores = new Map<EncodingName, number>();
  for (const tried of TRIED) scores.set(tried.encoding, singleByteScore(bytes, tried));
  for (const { encoding, score } of doubleByteScores(bytes)) scores.set(encoding, score);
  for (const { name, confidence } of analyse(bytes)) {
    const named = encodingNamed(name);
    if (named === null) continue;
    for (const encoding of [named, ...(LIKE[named] ?? [])]) {
      const score = scores.get(encoding) ?? 0;
      if (score > 0) scores.set(encoding, score + chooseShare(named) * (confidence / 100));
    }
  }
  const [best, ...rest] = [...scores].sort((a, b) => b[1] - a[1]);
  if (best === undefined || best[1] === 0) return { encoding: 'windows-1252', other: null, words: [] };
  const [encoding, score] = best;
  const text = decodeAll(bytes, encoding);
  for (const [other, its] of rest) {
    if (its < MIN_DOUBTFUL || its < score - CLOSE) break;
    const words = firstDifference(text, decodeAll(bytes, other));
    if (words !== null) return { encoding, other, words };
  }
  return { encoding, other: null, words: [] };
}

/** Encodings that the detector does not know, by one that it knows with the same letters in words. */
const LIKE: { readonly [K in EncodingName]?: readonly EncodingName[] } = {
  'windows-1251': ['x-mac-cyrillic', 'ibm866'],
  'koi8-r': ['koi8-u'],
};

/** What the detector's word counts beside ours: of the Latin encodings it knows too few to count. */
function chooseShare(encoding: EncodingName): number {
  if (DOUBLE_BYTES.includes(encoding)) return 0.3;
  return /^(latin-1|iso-8859-2|windows-125[0247])$/.test(encoding) ? 0 : 0.15;
}
const DOUBLE_BYTES: readonly EncodingName[] = ['shift_jis', 'euc-jp', 'euc-kr', 'gb18030', 'big5'];

/** Lines with bytes beyond ASCII: all others tell nothing, and there are often many of them. */
function linesBeyondAscii(samples: readonly Buffer[]): Buffer {
  const lines: Buffer[] = [];
  let length = 0;
  for (const sample of samples) {
    for (let from = 0; from < sample.length && length < MAX_BYTES;) {
      const feed = sample.indexOf(10, from);
      const to = feed < 0 ? sample.length : feed + 1;
      const line = sample.subarray(from, to);
      if (line.some((byte) => byte >= 0x80)) {
        lines.push(line);
        length += line.length;
      }
      from = to;
    }
  }
  return Buffer.concat(lines).subarray(0, MAX_BYTES);
}

function firstDifference(a: string, b: string): readonly string[] | null {
  const splitWords = (text: string): string[] => text.split(/[\s,;|"\t]+/);
  const [first, second] = [splitWords(a), splitWords(b)];
  if (first.length !== second.length) return ['', ''];
  const at = first.findIndex((word, i) => word !== second[i]);
  return at < 0 ? null : [first[at].slice(0, 40), second[at].slice(0, 40)];
}
