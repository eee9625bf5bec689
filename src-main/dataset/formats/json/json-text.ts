/** A value of a JSON text. Numbers, true and false keep the text that they are written as; null is ''. */
export type JsonValue = string | readonly JsonValue[] | ReadonlyMap<string, JsonValue>;

/** What keeps a text from being JSON, and where. */
export class JsonProblem extends Error {
  readonly line: number;

  constructor(what: string, text: string, at: number) {
    super(what);
    let line = 1;
    for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) line++;
    this.line = line;
  }
}

/** No table nests deeper. */
const DEEPEST = 200;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const BLANKS = /[ \t\r\n]*/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
/** What Python writes though JSON does not have it. */
const WORDS = /true|false|null|NaN|-?Infinity/y;

/** Reads JSON value by value; numbers lose no digit, which JSON.parse rounds beyond 2^53. */
export class JsonText {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Offset of what comes next. */
  get offset(): number {
    return this.#at;
  }

  /** The next character that is no blank; '' at the end. */
  peek(): string {
    BLANKS.lastIndex = this.#at;
    BLANKS.exec(this.#text);
    this.#at = BLANKS.lastIndex;
    return this.#text[this.#at] ?? '';
  }

  /** Whether this character comes next, which is then passed. */
  pass(character: string): boolean {
    if (this.peek() !== character) return false;
    this.#at++;
    return true;
  }

  /** @throws JsonProblem where another character comes next */
  expect(character: string): void {
    if (!this.pass(character)) throw this.problem(`"${character}" is missing`);
  }

  problem(what: string): JsonProblem {
    return new JsonProblem(what, this.#text, this.#at);
  }

  value(depth = 0): JsonValue {
    if (depth > DEEPEST) throw this.problem(`values are nested ${DEEPEST} deep`);
    switch (this.peek()) {
      case '"':
        return this.string();
      case '[':
        return this.#list(depth);
      case '{':
        return this.#object(depth);
      default:
        return this.#word();
    }
  }

  string(): string {
    this.expect('"');
    let text = '';
    for (;;) {
      PLAIN.lastIndex = this.#at;
      text += PLAIN.exec(this.#text)?.[0] ?? '';
      this.#at = PLAIN.lastIndex;
      const next = this.#text[this.#at];
      if (next === '"') {
        this.#at++;
        return text;
      }
      if (next === undefined) throw this.problem('a text does not end');
      if (next !== '\\') throw this.problem('a control character stands in a text');
      text += this.#escaped();
    }
  }

  #escaped(): string {
    const letter = this.#text[this.#at + 1] ?? '';
    if (letter === 'u') {
      const hex = this.#text.slice(this.#at + 2, this.#at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) throw this.problem('an escape is not known');
      this.#at += 6;
      return String.fromCharCode(parseInt(hex, 16));
    }
    const meaning = ESCAPES[letter];
    if (meaning === undefined) throw this.problem('an escape is not known');
    this.#at += 2;
    return meaning;
  }

  #list(depth: number): JsonValue[] {
    const values: JsonValue[] = [];
    this.expect('[');
    if (this.pass(']')) return values;
    do values.push(this.value(depth + 1));
    while (this.pass(','));
    this.expect(']');
    return values;
  }

  #object(depth: number): Map<string, JsonValue> {
    const values = new Map<string, JsonValue>();
    this.expect('{');
    if (this.pass('}')) return values;
    do {
      this.peek();
      const key = this.string();
      this.expect(':');
      values.set(key, this.value(depth + 1));
    } while (this.pass(','));
    this.expect('}');
    return values;
  }

  #word(): string {
    NUMBER.lastIndex = this.#at;
    const number = NUMBER.exec(this.#text)?.[0];
    WORDS.lastIndex = this.#at;
    const found = number ?? WORDS.exec(this.#text)?.[0];
    if (found === undefined)
      throw this.problem(this.peek() === '' ? 'the text ends too early' : `"${this.peek()}" is no value`);
    this.#at += found.length;
    return found === 'null' || found === 'NaN' ? '' : found;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** A value as JSON again, for cells that hold lists. */
export function toJson(value: JsonValue): string {
  if (typeof value === 'string')
    return /^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false)$/.test(value) ? value : JSON.stringify(value);
  if (value instanceof Map) {
    const entries = [...(value as ReadonlyMap<string, JsonValue>)];
    return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${toJson(each)}`).join(',')}}`;
  }
  return `[${(value as readonly JsonValue[]).map(toJson).join(',')}]`;
}
