import { trimmed, type ShapeReader } from './row-shape';

/** How notes below a table begin. */
const LEAD =
  /^\W*(sources?|notes?|footnotes?|remarks?|references?|legend|quellen?|hinweise?|anmerkungen?|fuentes?|notas?|copyright|generated|created|exported|downloaded|data from|last updated|end of|retrieved|licen[cs]e)\b/i;
/** A mark that refers to a cell above, a copyright sign, or a few words and a colon. */
const MARKED = /^([*†‡§©]|\(?[\da-z]\) )|^[\p{L} ]{2,40}:(\s|$)/u;
const WORDS_OF_PROSE = 4;

/**
 * Whether a record that stands below all rows would be a footer: a sentence in its first cell, or one
 * that the delimiter cuts, and no value where the table has values.
 * @param isApart whether a blank line or another footer stands before it
 */
export function isFooterLike(cells: readonly string[], judge: ShapeReader, isApart: boolean): boolean {
  const texts = trimmed(cells);
  const filled = texts.filter((text) => text !== '');
  const [first = ''] = texts;
  const { width, cellTypes } = judge.shape;
  if (filled.length === 1 && first !== '') {
    const kind = judge.detectType(first);
    if (kind === 'number' || kind === 'missing' || kind === cellTypes[0]) {
      return kind === 'text' && (isApart || isProse(first));
    }
    return kind === 'text';
  }
  if (first === '' || judge.detectType(first) === 'number') return false;
  const { suiting, misfits } = judge.compare(texts);
  if (suiting > 0) return false;
  // Mostly values, only not in their places: a row that lost a cell.
  const values = filled.filter((text) => judge.detectType(text) !== 'text');
  if (values.length * 2 >= filled.length) return false;
  const isShort = cells.length < width;
  if (misfits === 0 && !(isShort && isApart)) return false;
  return (isShort || isApart) && isProse(texts.join(' '));
}

/** Words that make a sentence, or begin a note. */
function isProse(text: string): boolean {
  return LEAD.test(text) || MARKED.test(text) || text.split(/\s+/).length >= WORDS_OF_PROSE;
}
