import { MIXED, type Alphabet, type TriedEncoding } from './alphabets';
import { decodeAll } from './decoders';

/** Signs that stand in texts of any language. */
const SIGNS = new Set('\u00a0–—‘’‚“”„†‡•…‰‹›€™«»©®°±²³µ¶·¼½¾×÷§£¥¢№′″−');
/** A word in which a letter in upper case follows one in lower case, or a sign stands inside. */
const LETTER = /\p{L}|\p{M}/u;
const MARK = /\p{Script=Inherited}/u;
const LATIN = 0;
const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];
/** More characters that no text has than this share: the bytes are of another encoding. */
const MAX_UNUSUAL = 0.02;

/**
 * How likely bytes are text in an encoding of single bytes: whether what they decode to is of the
 * letters of one of its languages, in words that begin with their upper case, with the usual letters
 * as often as running text has them.
 * @returns from 0 to 1
 */
export function singleByteScore(bytes: Buffer, { encoding, alphabets, prior }: TriedEncoding): number {
  const characters = Array.from(decodeAll(bytes, encoding).normalize('NFC'));
  const beyond = characters.filter((character) => character > '\x7f');
  if (beyond.length === 0) return 0;
  const odd = beyond.filter((character) => /[\ufffd\p{Cc}\p{Co}\p{Cn}]/u.test(character)).length;
  if (odd > MAX_UNUSUAL * beyond.length) return 0;
  const shape = 1 - Math.min(1, 2 * brokenWords(characters));
  let best = Math.max(...alphabets.map((alphabet) => fit(beyond, characters, alphabet)));
  const mixed = MIXED.get(encoding);
  if (mixed !== undefined) best = Math.max(best, mixed.factor * fit(beyond, characters, mixed.alphabet));
  return prior * shape * best;
}

/** Share of the characters beyond ASCII inside words that no word would have there. */
function brokenWords(characters: readonly string[]): number {
  let inside = 0;
  let broken = 0;
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i];
    const before = characters[i - 1] ?? ' ';
    const after = characters[i + 1] ?? ' ';
    if (character <= '\x7f' && before <= '\x7f') continue;
    if (character > '\x7f') inside++;
    const isLetter = LETTER.test(character);
    // Few words are of one letter, of Latin ones hardly any in upper case: a text of nothing else is of another encoding.
    if (isLetter && isAlone(before, character, after)) broken += 0.5;
    else if (isLetter && isLower(before) && isUpper(character)) broken++;
    else if (isLetter && LETTER.test(before) && areOfTwoScripts(before, character)) broken++;
    else if (
      character > '\x7f' &&
      !isLetter &&
      LETTER.test(before) &&
      LETTER.test(after) &&
      !isJoint(character)
    )
      broken++;
  }
  return inside === 0 ? 0 : broken / inside;
}

function fit(
  beyond: readonly string[],
  characters: readonly string[],
  { letters, usual, share, never }: Alphabet,
): number {
  const known = new Set(letters);
  const common = new Set(usual);
  let own = 0;
  let frequent = 0;
  let signs = 0;
  for (const character of beyond) {
    const lower = character.toLowerCase();
    const [, ...marks] = lower.normalize('NFD');
    if (SIGNS.has(character) && !known.has(lower)) signs++;
    // Letters with marks, which some encodings write apart.
    else if (
      Array.from(lower).every((part) => known.has(part)) ||
      (marks.length > 0 && marks.every((m) => known.has(m)))
    ) {
      own++;
      if (common.has(lower) || marks.some((mark) => common.has(mark))) frequent++;
    }
  }
  const wrong = never === undefined ? 0 : (characters.join('').match(never)?.length ?? 0);
  const cover = Math.max(0, own + 0.9 * signs - wrong) / beyond.length;
  if (usual === '' || own === 0) return cover;
  return cover * Math.min(1, 0.4 + (0.72 * frequent) / own / share);
}

function isAlone(before: string, letter: string, after: string): boolean {
  if (letter <= '\x7f' || LETTER.test(before) || LETTER.test(after)) return false;
  return findScript(letter) !== LATIN || isUpper(letter);
}

function isLower(character: string): boolean {
  return character !== character.toUpperCase() && character === character.toLowerCase();
}

function isUpper(character: string): boolean {
  return character !== character.toLowerCase() && character === character.toUpperCase();
}

/** Signs that join parts of words. */
function isJoint(character: string): boolean {
  return (
    character === '’' || character === '–' || character === '—' || character === '\u00a0' || character === '·'
  );
}

/** Marks go with letters of any script. */
function areOfTwoScripts(a: string, b: string): boolean {
  return !MARK.test(a) && !MARK.test(b) && findScript(a) !== findScript(b);
}

function findScript(letter: string): number {
  return SCRIPTS.findIndex((script) => script.test(letter));
}
