/** How well a text fits what was typed, and which of its letters did. */
export interface FuzzyMatch {
  /** Comparable among texts for the same query; higher is better. */
  readonly score: number;
  /** Indices of the matched letters, ascending. */
  readonly letters: readonly number[];
}

const WORD_START = 8;
const NEXT_LETTER = 5;
const TEXT_START = 4;
/** Taken off for each letter that is passed over inside a match, up to {@link MAX_GAP}. */
const GAP = 1;
const MAX_GAP = 3;

/**
 * Whether each word of `query` is found in `text` with its letters in order, small or capital:
 * `lr` finds "Learning rate", `cars exp` "Experiment: cars". Letters that begin words and letters
 * that follow one another count more, and of two texts that fit alike the shorter one.
 * @returns null where a word is not found; an empty query fits every text alike
 */
export function matchFuzzy(query: string, text: string): FuzzyMatch | null {
  const lower = text.toLowerCase();
  const letters = new Set<number>();
  let score = 0;
  for (const word of query.toLowerCase().split(/\s+/u)) {
    if (word === '') continue;
    const found = matchWord(word, lower, text);
    if (found === null) return null;
    score += found.score;
    for (const letter of found.letters) letters.add(letter);
  }
  return { score: score - text.length / 100, letters: [...letters].sort((a, b) => a - b) };
}

/** The best way to find a word, from each place where its first letter stands. */
function matchWord(word: string, lower: string, text: string): FuzzyMatch | null {
  let best: FuzzyMatch | null = null;
  for (let from = lower.indexOf(word.charAt(0)); from >= 0; from = lower.indexOf(word.charAt(0), from + 1)) {
    const match = matchFrom(word, lower, text, from);
    if (match === null) break;
    if (best === null || match.score > best.score) best = match;
  }
  return best;
}

function matchFrom(word: string, lower: string, text: string, from: number): FuzzyMatch | null {
  const letters = [from];
  let score = startScore(text, from);
  let at = from;
  for (const letter of word.slice(1)) {
    const next = findNext(letter, lower, text, at);
    if (next < 0) return null;
    score += next === at + 1 ? NEXT_LETTER : startScore(text, next) - GAP * Math.min(MAX_GAP, next - at - 1);
    letters.push(next);
    at = next;
  }
  return { score, letters };
}

/** The letter right behind, else the next one that begins a word, else the next one. */
function findNext(letter: string, lower: string, text: string, at: number): number {
  const next = lower.indexOf(letter, at + 1);
  if (next < 0 || next === at + 1) return next;
  for (let i = next; i >= 0; i = lower.indexOf(letter, i + 1)) {
    if (startScore(text, i) > 1) return i;
  }
  return next;
}

function startScore(text: string, at: number): number {
  if (at === 0) return WORD_START + TEXT_START;
  const before = text.charAt(at - 1);
  const isStart =
    !/[\p{L}\p{N}]/u.test(before) || (/\p{Lu}/u.test(text.charAt(at)) && /\p{Ll}/u.test(before));
  return isStart ? WORD_START : 1;
}
