import { at } from '../../../present';
import type { MetricStatistic } from '../columns';
import { FilterError } from './problem';
import { tokenize, type Token } from './tokens';

/**
 * either    = both { "or" both }
 * both      = part { ["and"] part }
 * part      = "not" part | "(" either ")" | comparison | text
 * comparison = name operator value | name ["not"] "in" "(" value { "," value } ")"
 * name      = word | label | ("last" | "best" | "min" | "max") "(" word | label ")"
 * label     = word { word }, where a comparison follows
 */
export type Expression =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | { readonly kind: 'text'; readonly token: Token }
  | {
      readonly kind: 'compare';
      readonly name: Name;
      readonly operator: Operator;
      /** More than one: it is enough that one of them holds. */
      readonly values: readonly Token[];
    };

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | '~' | '!~';

interface Name {
  readonly token: Token;
  /** Which value of a metric; null where none was named. */
  readonly statistic: MetricStatistic | null;
}

/**
 * The expression that a text is; null for an empty one.
 * @param isLabel whether several words are the name of one column, setting or metric
 * @throws FilterError
 */
export function parse(text: string, isLabel: (words: string) => boolean): Expression | null {
  const tokens = tokenize(text);
  if (tokens.length === 0) return null;
  return new Parser(tokens, text.length, isLabel).whole();
}

const DEPTH = 100;
/** No label has more words. */
const LABEL_WORDS = 8;

class Parser {
  readonly #tokens: readonly Token[];
  readonly #length: number;
  readonly #isLabel: (words: string) => boolean;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], length: number, isLabel: (words: string) => boolean) {
    this.#tokens = tokens;
    this.#length = length;
    this.#isLabel = isLabel;
  }

  whole(): Expression {
    const expression = this.#either();
    const extra = this.#peek();
    if (extra === undefined) return expression;
    throw new FilterError(
      extra.kind === ')'
        ? 'This bracket closes none: remove it.'
        : `“${extra.text}” stands where a condition should begin.`,
      extra,
    );
  }

  #either(): Expression {
    const parts = [this.#both()];
    while (this.#takeKeyword('or')) parts.push(this.#both());
    return parts.length === 1 ? at(parts, 0) : { kind: 'or', parts };
  }

  #both(): Expression {
    const parts = [this.#part()];
    for (;;) {
      if (this.#takeKeyword('and')) parts.push(this.#part());
      else if (this.#begins()) parts.push(this.#part());
      else break;
    }
    return parts.length === 1 ? at(parts, 0) : { kind: 'and', parts };
  }

  /** Two conditions side by side must both hold. */
  #begins(): boolean {
    const token = this.#peek();
    if (token === undefined || this.#isKeyword(token, 'or')) return false;
    return token.kind === 'word' || token.kind === 'quoted' || token.kind === '(';
  }

  #part(): Expression {
    const token = this.#peek();
    if (token === undefined) throw new FilterError('A condition is missing at the end.', this.#end());
    if (++this.#depth > DEPTH) throw new FilterError('This filter is nested too deep.', token);
    try {
      if (this.#takeKeyword('not')) return { kind: 'not', part: this.#part() };
      if (token.kind === '(') return this.#bracket(token);
      if (this.#isKeyword(token, 'and') || this.#isKeyword(token, 'or'))
        throw new FilterError(`A condition is missing before “${token.text}”.`, token);
      if (token.kind === 'word' || token.kind === 'quoted') return this.#condition(token);
      throw new FilterError(
        token.kind === 'operator'
          ? `The name of a column is missing before “${token.text}”, e.g. loss ${token.text} 0.01.`
          : `“${token.text}” stands where a condition should begin.`,
        token,
      );
    } finally {
      this.#depth -= 1;
    }
  }

  #bracket(open: Token): Expression {
    this.#at += 1;
    const inside = this.#either();
    if (this.#peek()?.kind !== ')') throw new FilterError('This bracket is not closed: add “)”.', open);
    this.#at += 1;
    return inside;
  }

  #condition(first: Token): Expression {
    this.#at += 1;
    const label = this.#label(first);
    const name = label === null ? this.#name(first) : { token: label, statistic: null };
    const next = this.#peek();
    if (next?.kind === 'operator') {
      this.#at += 1;
      return { kind: 'compare', name, operator: next.text as Operator, values: [this.#value(next.text)] };
    }
    if (this.#isList()) {
      const isNot = this.#takeKeyword('not');
      this.#takeKeyword('in');
      const compared: Expression = { kind: 'compare', name, operator: '=', values: this.#list() };
      return isNot ? { kind: 'not', part: compared } : compared;
    }
    if (name.statistic !== null)
      throw new FilterError('A comparison is missing after this, e.g. < 0.01.', name.token);
    return { kind: 'text', token: first };
  }

  /** The words from `first` on that are one name, where a comparison follows. */
  #label(first: Token): Token | null {
    if (first.kind !== 'word') return null;
    const before = this.#at;
    const from = before - 1;
    for (let end = Math.min(from + LABEL_WORDS, this.#tokens.length); end > from + 1; end -= 1) {
      const label = this.#joined(this.#tokens.slice(from, end));
      if (label === null) continue;
      this.#at = end;
      if (this.#peek()?.kind === 'operator' || this.#isList()) return label;
    }
    this.#at = before;
    return null;
  }

  /** Words as the one name that they are; null where they are none. */
  #joined(words: readonly Token[]): Token | null {
    const [first] = words;
    const last = words.at(-1);
    if (first === undefined || last === undefined || words.some(({ kind }) => kind !== 'word')) return null;
    const text = words.map((word) => word.text).join(' ');
    return words.length === 1 || this.#isLabel(text) ? { ...first, text, to: last.to } : null;
  }

  /** A metric may stand in brackets behind the word for one of its values. */
  #name(first: Token): Name {
    const statistic = STATISTIC_WORDS[first.text.toLowerCase()];
    if (statistic === undefined || first.kind !== 'word' || this.#peek()?.kind !== '(')
      return { token: first, statistic: null };
    const open = this.#peek();
    const inside = this.#tokens.slice(this.#at + 1, this.#at + 1 + LABEL_WORDS);
    const count = inside.findIndex(({ kind }) => kind === ')');
    const words = inside.slice(0, Math.max(0, count));
    const metric = words.length === 1 && words[0]?.kind !== '(' ? words[0] : this.#joined(words);
    if (open === undefined || metric === undefined || metric === null)
      throw new FilterError(`Write a metric in brackets, e.g. ${statistic}(loss).`, open ?? first);
    this.#at += words.length + 2;
    return { token: metric, statistic };
  }

  #isList(): boolean {
    const [first, second, third] = this.#tokens.slice(this.#at, this.#at + 3);
    const isIn = first !== undefined && this.#isKeyword(first, 'in') && second?.kind === '(';
    const isNotIn =
      first !== undefined &&
      this.#isKeyword(first, 'not') &&
      second !== undefined &&
      this.#isKeyword(second, 'in') &&
      third?.kind === '(';
    return isIn || isNotIn;
  }

  #list(): Token[] {
    const open = this.#peek();
    this.#at += 1;
    const values = [this.#value('(')];
    while (this.#peek()?.kind === ',') {
      this.#at += 1;
      values.push(this.#value(','));
    }
    if (this.#peek()?.kind !== ')')
      throw new FilterError('This list is not closed: add “)”.', open ?? this.#end());
    this.#at += 1;
    return values;
  }

  #value(after: string): Token {
    const token = this.#peek();
    // A value of that name needs quotes.
    const isJoint =
      token !== undefined && ['and', 'or', 'not'].some((keyword) => this.#isKeyword(token, keyword));
    if ((token?.kind === 'word' || token?.kind === 'quoted') && !isJoint) {
      this.#at += 1;
      return token;
    }
    throw new FilterError(`A value is missing after “${after}”.`, token ?? this.#end());
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #isKeyword(token: Token, keyword: string): boolean {
    return token.kind === 'word' && token.text.toLowerCase() === keyword;
  }

  #takeKeyword(keyword: string): boolean {
    const token = this.#peek();
    if (token === undefined || !this.#isKeyword(token, keyword)) return false;
    this.#at += 1;
    return true;
  }

  #end(): { from: number; to: number } {
    return { from: this.#length, to: this.#length };
  }
}

const STATISTIC_WORDS: Readonly<Record<string, MetricStatistic | undefined>> = {
  last: 'last',
  best: 'best',
  min: 'min',
  max: 'max',
};
