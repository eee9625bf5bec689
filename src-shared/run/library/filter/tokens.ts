import { FilterError } from './problem';

export interface Token {
  readonly kind: 'word' | 'quoted' | 'operator' | '(' | ')' | ',';
  /** Without its quotes; an operator in its plain spelling. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const OPERATORS: Readonly<Record<string, string>> = {
  '<=': '<=',
  '>=': '>=',
  '!=': '!=',
  '<>': '!=',
  '==': '=',
  '!~': '!~',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '<': '<',
  '>': '>',
  '=': '=',
  '~': '~',
};
const OPERATOR = /^(<=|>=|!=|<>|==|!~|[≤≥≠<>=~])/;
const WORD = /^[^\s()<>=!~≤≥≠,"][^\s()<>=!~≤≥≠,"]*/;

/** @throws FilterError where a quote is not closed, or a character means nothing */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    const character = text.charAt(at);
    if (/\s/.test(character)) {
      at += 1;
      continue;
    }
    const token = tokenAt(text, at, character);
    tokens.push(token);
    at = token.to;
  }
  return tokens;
}

function tokenAt(text: string, at: number, character: string): Token {
  if (character === '(' || character === ')' || character === ',')
    return { kind: character, text: character, from: at, to: at + 1 };
  if (character === '"' || character === "'") return quoted(text, at, character);
  const rest = text.slice(at);
  const operator = OPERATOR.exec(rest)?.[0];
  if (operator !== undefined)
    return { kind: 'operator', text: OPERATORS[operator] ?? operator, from: at, to: at + operator.length };
  const word = WORD.exec(rest)?.[0];
  if (word !== undefined) return { kind: 'word', text: word, from: at, to: at + word.length };
  throw new FilterError(`“${character}” means nothing here: write “not” before what must not hold.`, {
    from: at,
    to: at + 1,
  });
}

/** A quote inside is written twice. */
function quoted(text: string, at: number, quote: string): Token {
  let value = '';
  for (let i = at + 1; i < text.length; i++) {
    if (text.charAt(i) !== quote) value += text.charAt(i);
    else if (text.charAt(i + 1) === quote) {
      value += quote;
      i += 1;
    } else return { kind: 'quoted', text: value, from: at, to: i + 1 };
  }
  throw new FilterError(`This quote is not closed: end the text with ${quote}.`, {
    from: at,
    to: text.length,
  });
}
