import { isEmbedAddress } from './embed';
import { parseInline, type NoteInline } from './inline';

/** A block of a page. */
export type NoteBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly parts: readonly NoteInline[] }
  | { readonly kind: 'paragraph'; readonly parts: readonly NoteInline[] }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly NoteItem[] }
  | { readonly kind: 'quote'; readonly blocks: readonly NoteBlock[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly NoteInline[])[];
      readonly rows: readonly (readonly (readonly NoteInline[])[])[];
      readonly align: readonly ('left' | 'center' | 'right' | null)[];
    }
  | { readonly kind: 'rule' }
  /** An image alone in its line whose address is of the workspace, right or wrong. */
  | { readonly kind: 'embed'; readonly address: string; readonly caption: string };

interface NoteItem {
  /** Of a task, whether it is done; null: it is no task. */
  readonly isDone: boolean | null;
  readonly blocks: readonly NoteBlock[];
}

/** Blocks within blocks that are read; deeper ones are paragraphs. */
const MOST_DEEP = 10;
const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([^`]*)$/;
const HEADING = /^ {0,3}(#{1,6})(?=[ \t]|$)/;
const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])(?:[ \t]+|$)/;
const QUOTE = /^ {0,3}> ?/;
const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/;
const DELIMITERS = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/**
 * Reads the Markdown of a page: of CommonMark and GitHub's tables and tasks what people write by hand. It holds
 * neither HTML nor addresses that are loaded, so that what is drawn of it can do nothing.
 */
export function parseMarkdown(text: string): NoteBlock[] {
  const lines = text.replace(/\r\n?/g, '\n').replaceAll('\t', '    ').split('\n');
  return new BlockReader(lines, 0).read();
}

/** Addresses of all that a page embeds, in their order, each once. */
export function embedAddresses(blocks: readonly NoteBlock[]): string[] {
  const found = blocks.flatMap((block): string[] => {
    switch (block.kind) {
      case 'embed':
        return [block.address];
      case 'quote':
        return embedAddresses(block.blocks);
      case 'list':
        return block.items.flatMap((item) => embedAddresses(item.blocks));
      default:
        return [];
    }
  });
  return [...new Set(found)];
}

class BlockReader {
  readonly #lines: readonly string[];
  readonly #depth: number;
  readonly #blocks: NoteBlock[] = [];
  #at = 0;
  /** A line that is not blank, with none of those before it, from the present one on. */
  #filled = 0;

  constructor(lines: readonly string[], depth: number) {
    this.#lines = lines;
    this.#depth = depth;
  }

  read(): NoteBlock[] {
    while (this.#at < this.#lines.length) {
      if (this.#line().trim() === '') this.#at++;
      else this.#blocks.push(this.#readBlock());
    }
    return this.#blocks;
  }

  #line(ahead = 0): string {
    return this.#lines[this.#at + ahead] ?? '';
  }

  /** Place of the next line, from this one on, that is not blank. */
  #nextFilled(): number {
    if (this.#filled < this.#at) this.#filled = this.#at;
    while (this.#filled < this.#lines.length && this.#lines[this.#filled]?.trim() === '') this.#filled++;
    return this.#filled;
  }

  #readBlock(): NoteBlock {
    const line = this.#line();
    const fence = FENCE.exec(line);
    if (fence !== null) return this.#readFence(fence[1] ?? '', fence[2] ?? '');
    const heading = HEADING.exec(line);
    if (heading !== null) {
      this.#at++;
      const words = withoutClosing(line.slice(heading[0].length).trim());
      return { kind: 'heading', level: heading[1]?.length ?? 1, parts: parseInline(words) };
    }
    if (RULE.test(line)) {
      this.#at++;
      return { kind: 'rule' };
    }
    if (this.#depth < MOST_DEEP && QUOTE.test(line)) return this.#readQuote();
    if (this.#depth < MOST_DEEP && ITEM.test(line)) return this.#readList();
    if (line.startsWith('    ')) return this.#readIndented();
    if (line.includes('|') && DELIMITERS.test(this.#line(1)) && this.#line(1).includes('-')) {
      const table = this.#readTable();
      if (table !== null) return table;
    }
    return this.#readParagraph();
  }

  #readFence(fence: string, info: string): NoteBlock {
    const end = new RegExp(`^ {0,3}${fence.slice(0, 1)}{${fence.length},}\\s*$`);
    const text: string[] = [];
    for (this.#at++; this.#at < this.#lines.length && !end.test(this.#line()); this.#at++)
      text.push(this.#line());
    this.#at++;
    return { kind: 'code', language: info.trim().split(/\s/)[0] ?? '', text: text.join('\n') };
  }

  #readIndented(): NoteBlock {
    const text: string[] = [];
    for (; this.#line().startsWith('    ') || this.#isBlankWithin(); this.#at++)
      text.push(this.#line().slice(4));
    return { kind: 'code', language: '', text: text.join('\n') };
  }

  /** A blank line after which the indented code goes on. */
  #isBlankWithin(): boolean {
    return this.#line().trim() === '' && this.#line(1).startsWith('    ');
  }

  #readQuote(): NoteBlock {
    const inner: string[] = [];
    for (; QUOTE.test(this.#line()) || this.#goesOn(inner); this.#at++)
      inner.push(this.#line().replace(QUOTE, ''));
    return { kind: 'quote', blocks: new BlockReader(inner, this.#depth + 1).read() };
  }

  /** A line that goes on with the paragraph before it, though it is not marked as it is. */
  #goesOn(before: readonly string[]): boolean {
    const last = before.at(-1) ?? '';
    return last.trim() !== '' && !endsBlock(last) && this.#line().trim() !== '' && !beginsBlock(this.#line());
  }

  #readList(): NoteBlock {
    const [, , first = ''] = ITEM.exec(this.#line()) ?? [];
    const sign = first.at(-1) ?? '';
    const items: NoteItem[] = [];
    for (;;) {
      const found = ITEM.exec(this.#line());
      if (found === null || !found[2]?.endsWith(sign) || RULE.test(this.#line())) break;
      items.push(this.#readItem(found));
      const next = this.#nextFilled();
      if (ITEM.test(this.#lines[next] ?? '')) this.#at = next;
    }
    const start = /^\d/.test(first) ? Number.parseInt(first, 10) : null;
    return { kind: 'list', start, items };
  }

  #readItem([marker = '', indent = '', sign = '']: RegExpExecArray): NoteItem {
    const hasText = this.#line().length > marker.length;
    // What is far from its mark is code within the item.
    const width =
      hasText && marker.length - indent.length - sign.length <= 4
        ? marker.length
        : indent.length + sign.length + 1;
    const inner = [this.#line().slice(width)];
    for (this.#at++; this.#at < this.#lines.length; this.#at++) {
      const line = this.#line();
      if (line.trim() === '') {
        const next = this.#lines[this.#nextFilled()];
        if (next?.startsWith(' '.repeat(width)) !== true) break;
        inner.push('');
      } else if (line.startsWith(' '.repeat(width))) inner.push(line.slice(width));
      else if (!ITEM.test(line) && this.#goesOn(inner)) inner.push(line.trimStart());
      else break;
    }
    const task = /^\[([ xX])\] +/.exec(inner[0] ?? '');
    if (task !== null) inner[0] = (inner[0] ?? '').slice(task[0].length);
    return {
      isDone: task === null ? null : task[1] !== ' ',
      blocks: new BlockReader(inner, this.#depth + 1).read(),
    };
  }

  /** null where head and rule differ in their columns: then it is a paragraph. */
  #readTable(): NoteBlock | null {
    const [head, rule] = [cellsOf(this.#line()), cellsOf(this.#line(1))];
    if (head.length !== rule.length) return null;
    const rows: NoteInline[][][] = [];
    for (this.#at += 2; this.#line().trim() !== '' && !beginsBlock(this.#line()); this.#at++) {
      const cells = cellsOf(this.#line());
      rows.push(head.map((_, c) => parseInline(cells[c] ?? '')));
    }
    const align = rule.map((cell) => {
      if (cell.endsWith(':')) return cell.startsWith(':') ? ('center' as const) : ('right' as const);
      return cell.startsWith(':') ? ('left' as const) : null;
    });
    return { kind: 'table', head: head.map((cell) => parseInline(cell)), rows, align };
  }

  #readParagraph(): NoteBlock {
    const words = [this.#line().trimStart()];
    const isAlone = isEmbedLine(this.#line());
    for (this.#at++; !isAlone && this.#line().trim() !== ''; this.#at++) {
      const underline = UNDERLINE.exec(this.#line());
      if (underline !== null) {
        this.#at++;
        const level = underline[1]?.startsWith('=') === true ? 1 : 2;
        return { kind: 'heading', level, parts: parseInline(words.join('\n').trimEnd()) };
      }
      if (beginsBlock(this.#line())) break;
      words.push(this.#line().trimStart());
    }
    const parts = parseInline(words.join('\n').trimEnd());
    const [only] = parts;
    return parts.length === 1 && typeof only === 'object' && only.kind === 'image' && isEmbedAddress(only.to)
      ? { kind: 'embed', address: only.to, caption: only.text }
      : { kind: 'paragraph', parts };
  }
}

/** Whether a line ends the paragraph before it. A list that does so begins with a bullet or 1. */
function beginsBlock(line: string): boolean {
  const [, , sign] = ITEM.exec(line) ?? [];
  return (
    FENCE.test(line) ||
    HEADING.test(line) ||
    RULE.test(line) ||
    QUOTE.test(line) ||
    isEmbedLine(line) ||
    (sign !== undefined && /^(?:[-*+]|1[.)])$/.test(sign))
  );
}

/** An embed needs no blank lines around it. */
function isEmbedLine(line: string): boolean {
  return /^ {0,3}!\[.*\]\(benchtop:[^\s()]*\) *$/.test(line);
}

/** Whether nothing goes on after a line. */
function endsBlock(line: string): boolean {
  return FENCE.test(line) || HEADING.test(line) || RULE.test(line) || isEmbedLine(line);
}

/** Cells of a row; a bar behind a backslash is text. */
function cellsOf(line: string): string[] {
  const row = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** Words of a heading without the signs that may end it as they began it. */
function withoutClosing(words: string): string {
  let end = words.length;
  while (words[end - 1] === '#') end--;
  return end === 0 || words[end - 1] === ' ' ? words.slice(0, end).trimEnd() : words;
}
