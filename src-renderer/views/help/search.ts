import { plainText, type Block, type GuidePlace, type Page } from '../../../src-shared/help/page';

/** A part of a page: a heading with what stands below it, up to the next one. */
export interface Section {
  readonly place: GuidePlace;
  readonly page: string;
  readonly heading: string;
  readonly text: string;
}

export interface FoundSection extends Section {
  /** The words around the first one that was looked for. */
  readonly snippet: string;
}

/** The sections of all pages, in their order. */
export function toSections(pages: readonly Page[]): Section[] {
  return pages.flatMap(({ name, title, blocks }) => {
    const sections: { -readonly [K in keyof Section]: Section[K] }[] = [];
    for (const block of blocks) {
      const last = sections.at(-1);
      if (block.kind === 'heading') {
        const anchor = block.level === 1 ? null : block.anchor;
        const heading = plainText(block.parts);
        sections.push({ place: { page: name, anchor }, page: title, heading, text: '' });
      } else if (last !== undefined) last.text = `${last.text} ${blockText(block)}`.trim();
    }
    return sections;
  });
}

function blockText(block: Exclude<Block, { kind: 'heading' }>): string {
  switch (block.kind) {
    case 'paragraph':
      return plainText(block.parts);
    case 'list':
      return block.items.map(plainText).join(' ');
    case 'table':
      return [block.head, ...block.rows].flat().map(plainText).join(' ');
    case 'code':
    case 'picture':
      return block.text;
  }
}

const MAX_FOUND = 40;
const [IN_HEADING, IN_TITLE, IN_TEXT] = [8, 3, 1];
const AROUND = 60;

/** Sections that hold every word, the best first: words of headings count most, then those of titles. */
export function findSections(sections: readonly Section[], query: string): FoundSection[] {
  const words = query
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  return sections
    .map((section) => ({ section, score: computeScore(section, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_FOUND)
    .map(({ section }) => ({ ...section, snippet: cutSnippet(section.text, words) }));
}

function computeScore({ heading, page, text }: Section, words: readonly string[]): number {
  let score = 0;
  for (const word of words) {
    const found =
      (startsWord(heading, word) ? IN_HEADING : 0) +
      (startsWord(page, word) ? IN_TITLE : 0) +
      (startsWord(text, word) ? IN_TEXT : 0);
    if (found === 0) return 0;
    score += found;
  }
  return score;
}

/** Whether a word of the text begins so: `rate` is in "learning rate", not in "separate". */
function startsWord(text: string, word: string): boolean {
  return at(text, word) >= 0;
}

function at(text: string, word: string): number {
  const low = text.toLowerCase();
  for (let from = low.indexOf(word); from >= 0; from = low.indexOf(word, from + 1))
    if (from === 0 || !/[\p{L}\p{N}]/u.test(low.charAt(from - 1))) return from;
  return -1;
}

function cutSnippet(text: string, words: readonly string[]): string {
  const first = Math.max(0, Math.min(...words.map((word) => at(text, word)).filter((found) => found >= 0)));
  const from = Number.isFinite(first) && first > AROUND ? text.indexOf(' ', first - AROUND) + 1 : 0;
  const cut = text.slice(from, from + 3 * AROUND);
  return `${from > 0 ? '… ' : ''}${cut}${from + cut.length < text.length ? ' …' : ''}`;
}
