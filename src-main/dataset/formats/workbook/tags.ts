/** Told of what a document of tags holds; names come without their prefix. */
export interface TagListener {
  /** @param attributes as they stand, to be asked with {@link readAttribute}; empty where there are none */
  open(name: string, attributes: string): void;
  close(name: string): void;
  /** Text between tags, in Latin-1 of its UTF-8 bytes and with entities: see {@link readText}. */
  text(raw: string): void;
}

const SLASH = 47;
const BANG = 33;
const QUESTION = 63;
const COLON = 58;
/** No tag of a table is longer. */
const MAX_TAG_LENGTH = 1 << 20;

/** What keeps a document of tags from being read. */
export class TagProblem extends Error {}

/**
 * Reads XML piece by piece, without a tree. Documents that declare entities are refused: those of
 * spreadsheets have none, and nested ones can fill any memory.
 */
export class TagReader {
  readonly #listener: TagListener;
  #rest = '';
  /** Names of the open tags. */
  readonly #open: string[] = [];

  constructor(listener: TagListener) {
    this.#listener = listener;
  }

  /** @throws TagProblem where the document is not well formed */
  feed(bytes: Buffer): void {
    const s = this.#rest === '' ? bytes.toString('latin1') : this.#rest + bytes.toString('latin1');
    const listener = this.#listener;
    let at = 0;
    for (;;) {
      const start = s.indexOf('<', at);
      if (start < 0) {
        // A text may go on in the next piece, and must not be cut inside an entity.
        break;
      }
      const end = this.#findEnd(s, start);
      if (end < 0) {
        if (s.length - start > MAX_TAG_LENGTH) throw new TagProblem('a tag that does not end');
        break;
      }
      if (start > at) listener.text(s.slice(at, start));
      const first = s.charCodeAt(start + 1);
      if (first === SLASH) {
        const name = localName(s, start + 2, end);
        if (this.#open.pop() !== name) throw new TagProblem(`</${name}> where another tag is open`);
        listener.close(name);
      } else if (first === BANG) {
        if (s.startsWith('<![CDATA[', start)) {
          const text = s.slice(start + 9, end - 2);
          listener.text(text.replace(/&/g, '&amp;'));
        } else if (s.slice(start, end).includes('<!ENTITY') || s.startsWith('<!ENTITY', start)) {
          throw new TagProblem('entities of its own, which no spreadsheet needs');
        }
      } else if (first !== QUESTION) {
        const isEmpty = s.charCodeAt(end - 1) === SLASH;
        const nameEnd = endOfName(s, start + 1, end);
        const name = localName(s, start + 1, nameEnd);
        const stop = isEmpty ? end - 1 : end;
        listener.open(name, nameEnd < stop ? s.slice(nameEnd, stop) : '');
        if (isEmpty) listener.close(name);
        else {
          this.#open.push(name);
          if (this.#open.length > 1000) throw new TagProblem('tags nested a thousand deep');
        }
      }
      at = end + 1;
    }
    this.#rest = s.slice(at);
    if (this.#rest.length > 64 * MAX_TAG_LENGTH) throw new TagProblem('a text without an end');
  }

  /** @throws TagProblem where tags are still open */
  end(): void {
    if (this.#open.length > 0 || this.#rest.trim() !== '')
      throw new TagProblem('an end in the middle of a tag');
  }

  /** Where the tag that begins here ends; -1: in a later piece. */
  #findEnd(s: string, start: number): number {
    if (s.charCodeAt(start + 1) === BANG) {
      if (s.startsWith('<!--', start)) return findLastCharacter(s, '-->', start + 4);
      if (s.startsWith('<![CDATA[', start)) return findLastCharacter(s, ']]>', start + 9);
      // The piece may end before it can be told.
      if (s.length - start < 9) return -1;
      const inner = s.indexOf('[', start);
      const end = s.indexOf('>', start);
      return inner >= 0 && inner < end ? findLastCharacter(s, ']>', inner) : end;
    }
    if (s.charCodeAt(start + 1) === QUESTION) return findLastCharacter(s, '?>', start + 2);
    for (let end = s.indexOf('>', start); end >= 0; end = s.indexOf('>', end + 1)) {
      if (isOutsideQuotes(s, start, end)) return end;
    }
    return -1;
  }
}

function findLastCharacter(s: string, mark: string, from: number): number {
  const at = s.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length - 1;
}

/** A value in quotes may hold a >. */
function isOutsideQuotes(s: string, start: number, end: number): boolean {
  let quote = 0;
  for (let i = start; i < end; i++) {
    const code = s.charCodeAt(i);
    if (quote === 0) {
      if (code === 34 || code === 39) quote = code;
    } else if (code === quote) quote = 0;
  }
  return quote === 0;
}

function endOfName(s: string, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const code = s.charCodeAt(at);
    if (code <= 32 || code === SLASH) break;
    at++;
  }
  return at;
}

function localName(s: string, from: number, end: number): string {
  let start = from;
  let stop = end;
  for (let i = from; i < end; i++) {
    const code = s.charCodeAt(i);
    if (code === COLON) start = i + 1;
    else if (code <= 32) {
      stop = i;
      break;
    }
  }
  return s.slice(start, stop);
}

/** An attribute by its name without a prefix, decoded; null where it is absent. */
export function readAttribute(attributes: string, name: string): string | null {
  for (let at = 0; ;) {
    const equals = attributes.indexOf('=', at);
    if (equals < 0) return null;
    let open = equals + 1;
    while (attributes.charCodeAt(open) <= 32) open++;
    const quote = attributes[open];
    if (quote !== '"' && quote !== "'") throw new TagProblem('an attribute without quotes');
    const end = attributes.indexOf(quote, open + 1);
    if (end < 0) throw new TagProblem('an attribute that does not end');
    const key = attributes.slice(at, equals).trim();
    if (key === name || (key.endsWith(name) && key.charCodeAt(key.length - name.length - 1) === COLON)) {
      return readText(attributes.slice(open + 1, end));
    }
    at = end + 1;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The text that a raw one stands for: UTF-8 decoded, entities replaced. */
export function readText(raw: string): string {
  const text = /[\x80-\xff]/.test(raw) ? Buffer.from(raw, 'latin1').toString('utf8') : raw;
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (_, entity: string) => {
    if (!entity.startsWith('#')) {
      const known = ENTITIES[entity];
      if (known === undefined) throw new TagProblem(`the entity &${entity}; that nothing declares`);
      return known;
    }
    const code =
      entity[1] === 'x' || entity[1] === 'X' ? parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}
