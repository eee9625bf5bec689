/** Words of a page with what is marked in them. */
export type NoteInline =
  | string
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis' | 'strike'; readonly parts: readonly NoteInline[] }
  | { readonly kind: 'link'; readonly to: string; readonly parts: readonly NoteInline[] }
  /** Never loaded: where it stands, its text and its address are said. */
  | { readonly kind: 'image'; readonly to: string; readonly text: string }
  | { readonly kind: 'break' };

/** Marks within marks that are read; deeper ones are text. */
const MOST_DEEP = 12;
const MARKS = { '**': 'strong', __: 'strong', '~~': 'strike', '*': 'emphasis', _: 'emphasis' } as const;
type Mark = keyof typeof MARKS;
const ESCAPED = /[!-/:-@[-`{-~]/;
const WORD = /[\p{L}\p{N}]/u;

/** Reads the words of a line or of a paragraph, whose line ends are `\n`. Raw HTML is text. */
export function parseInline(text: string, depth = 0): NoteInline[] {
  return new InlineReader(text, depth).read();
}

/** What words say without their marks. */
export function plainWords(parts: readonly NoteInline[]): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      if (part.kind === 'break') return ' ';
      return part.kind === 'code' || part.kind === 'image' ? part.text : plainWords(part.parts);
    })
    .join('');
}

class InlineReader {
  readonly #text: string;
  readonly #depth: number;
  readonly #parts: NoteInline[] = [];
  /** Ends of marks that are not there from some place on: they are not looked for again. */
  readonly #missing = new Set<string>();
  #plain = '';
  #at = 0;

  constructor(text: string, depth: number) {
    this.#text = text;
    this.#depth = depth;
  }

  read(): NoteInline[] {
    while (this.#at < this.#text.length) {
      if (!this.#readMarked()) {
        this.#plain += this.#text[this.#at] ?? '';
        this.#at++;
      }
    }
    this.#endPlain();
    return this.#parts;
  }

  #readMarked(): boolean {
    switch (this.#text[this.#at]) {
      case '\\':
        return this.#readEscape();
      case '\n':
        return this.#readLineEnd();
      case '`':
        return this.#readCode();
      case '!':
        return this.#text[this.#at + 1] === '[' && this.#readLink(this.#at + 1, true);
      case '[':
        return this.#readLink(this.#at, false);
      case '<':
        return this.#readAddress();
      case '*':
      case '_':
      case '~':
        return this.#readMarks();
      default:
        return false;
    }
  }

  #endPlain(): void {
    if (this.#plain !== '') this.#parts.push(this.#plain);
    this.#plain = '';
  }

  #add(part: NoteInline, end: number): true {
    this.#endPlain();
    this.#parts.push(part);
    this.#at = end;
    return true;
  }

  #readEscape(): boolean {
    const next = this.#text[this.#at + 1] ?? '';
    if (next === '\n') return this.#add({ kind: 'break' }, this.#at + 2);
    if (!ESCAPED.test(next)) return false;
    this.#plain += next;
    this.#at += 2;
    return true;
  }

  /** Two spaces before its end break a line; else it is a space. */
  #readLineEnd(): boolean {
    const isBreak = this.#plain.endsWith('  ');
    this.#plain = this.#plain.trimEnd();
    if (isBreak) return this.#add({ kind: 'break' }, this.#at + 1);
    this.#plain += ' ';
    this.#at++;
    return true;
  }

  #readCode(): boolean {
    let length = 1;
    while (this.#text[this.#at + length] === '`') length++;
    const ticks = '`'.repeat(length);
    const from = this.#at + length;
    for (let end = this.#find(ticks, from); end >= 0;) {
      let ran = length;
      while (this.#text[end + ran] === '`') ran++;
      if (ran === length) {
        const code = this.#text.slice(from, end).replaceAll('\n', ' ');
        const isPadded = /^ .*[^ ].* $/.test(code);
        return this.#add({ kind: 'code', text: isPadded ? code.slice(1, -1) : code }, end + length);
      }
      end = this.#text.indexOf(ticks, end + ran);
    }
    this.#plain += ticks;
    this.#at += length;
    return true;
  }

  /** Place of a mark's end; -1 where it is nowhere. */
  #find(mark: string, from: number): number {
    if (this.#missing.has(mark)) return -1;
    const found = this.#text.indexOf(mark, from);
    if (found < 0) this.#missing.add(mark);
    return found;
  }

  /** `[words](address)`, with a title in quotes or without. */
  #readLink(open: number, isImage: boolean): boolean {
    if (this.#missing.has('](') || this.#depth >= MOST_DEEP) return false;
    const close = closingBracket(this.#text, open);
    if (close === null || this.#text[close + 1] !== '(') {
      if (this.#text.indexOf('](', open) < 0) this.#missing.add('](');
      return false;
    }
    const target =
      /^\( *(?:<([^<>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))(?: +(?:"[^"\n]*"|'[^'\n]*'))? *\)/.exec(
        this.#text.slice(close + 1, close + 1 + MOST_ADDRESS),
      );
    if (target === null) return false;
    const to = target[1] ?? target[2] ?? '';
    const parts = parseInline(this.#text.slice(open + 1, close), this.#depth + 1);
    const end = close + 1 + target[0].length;
    return this.#add(
      isImage ? { kind: 'image', to, text: plainWords(parts) } : { kind: 'link', to, parts },
      end,
    );
  }

  /** `<https://…>` */
  #readAddress(): boolean {
    const found = /^<((?:https?:\/\/|mailto:)[^\s<>]+)>/.exec(
      this.#text.slice(this.#at, this.#at + MOST_ADDRESS),
    );
    if (found === null) return false;
    const to = found[1] ?? '';
    return this.#add({ kind: 'link', to, parts: [to] }, this.#at + found[0].length);
  }

  #readMarks(): boolean {
    const mark = (['**', '__', '~~', '*', '_'] as const).find((each) =>
      this.#text.startsWith(each, this.#at),
    );
    if (mark === undefined) return false;
    const end = this.#depth < MOST_DEEP && this.#opens(mark) ? this.#closeOf(mark) : -1;
    if (end < 0) {
      this.#plain += mark;
      this.#at += mark.length;
      return true;
    }
    const parts = parseInline(this.#text.slice(this.#at + mark.length, end), this.#depth + 1);
    return this.#add({ kind: MARKS[mark], parts }, end + mark.length);
  }

  /** Not before a space; an underscore not within a word, as in a column's name. */
  #opens(mark: Mark): boolean {
    const [before, after] = [this.#text[this.#at - 1] ?? ' ', this.#text[this.#at + mark.length] ?? ' '];
    return !/\s/.test(after) && !(mark.startsWith('_') && WORD.test(before));
  }

  #closeOf(mark: Mark): number {
    const [sign = ''] = mark;
    for (let end = this.#find(mark, this.#at + mark.length + 1); end >= 0;) {
      const [before = ' ', after = ' '] = [this.#text[end - 1], this.#text[end + mark.length]];
      const isEscaped = before === '\\';
      const isLonger = mark.length === 1 && (before === sign || after === sign);
      const isInWord = sign === '_' && WORD.test(after);
      if (!/\s/.test(before) && !isEscaped && !isLonger && !isInWord) {
        // Of three at the end, the inner mark has the first.
        return mark.length === 2 && after === sign ? end + 1 : end;
      }
      end = this.#text.indexOf(mark, end + mark.length);
    }
    this.#missing.add(mark);
    return -1;
  }
}

const MOST_ADDRESS = 4000;
/** Characters between a link's brackets at most. */
const MOST_LABEL = 500;

/** Place of the bracket that closes one, those within it counted; null where none does. */
function closingBracket(text: string, open: number): number | null {
  let depth = 0;
  for (let at = open; at < Math.min(text.length, open + MOST_LABEL); at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '[') depth++;
    else if (character === ']' && --depth === 0) return at;
  }
  return null;
}
