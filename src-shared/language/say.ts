/** Sentences of the window in the person's language. The English one is written where it is shown, and is its key. */

/** What a page or process has read of its language; nothing is read for English, the language of the sources. */
export interface Words {
  /** That numbers follow, such as `de-AT`. */
  readonly locale: string;
  /** The sentence by its English one. */
  readonly texts: Readonly<Record<string, string>>;
}

declare global {
  /** Set before any other script of the page runs, by main's window/page-language.ts. */
  var benchtopWords: Words | undefined;
}

/** Names of the values that a sentence has places for. */
type ValueName<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `@${string}` ? never : Name) | ValueName<Rest>
  : never;

type Values<T extends string> = string extends T
  ? [values?: Readonly<Record<string, unknown>>]
  : [ValueName<T>] extends [never]
    ? []
    : [values: Readonly<Record<ValueName<T>, unknown>>];

/**
 * A sentence in the person's language, or as it is written here where the catalogue has none.
 * @param text in English, such as `{rows} of {file} read`; it has to be written out, so that `node tools/words.mjs`
 * finds it. Words that other languages tell apart have what they mean behind them: `Run {@verb}`.
 * @param values for the places in braces
 */
export function say<T extends string>(text: T, ...values: Values<T>): string;
export function say(text: string, values?: Readonly<Record<string, unknown>>): string {
  return sayIn(globalThis.benchtopWords, text, values);
}

/** Says a sentence, in a language that its caller does not choose. */
export type Say = (text: string, values?: Readonly<Record<string, unknown>>) => string;

/** {@link say} for a process that speaks to itself in English, as main does, and to the person in another language. */
export function sayIn(
  words: Words | undefined,
  text: string,
  values: Readonly<Record<string, unknown>> = {},
): string {
  const said = words?.texts[text] ?? text;
  return said.includes('{') ? fill(said, values) : said;
}

/**
 * One of two sentences by a number, in the person's language: `sayCount(3, 'row', 'rows')`.
 * The catalogue has both under one key, `row|rows`.
 */
export function sayCount(count: number, one: string, many: string): string {
  const said = globalThis.benchtopWords?.texts[`${one}|${many}`]?.split('|') ?? [one, many];
  return (count === 1 ? said[0] : said[1]) ?? many;
}

/** A number with thousands apart, and at most 6 decimals, as the language writes it. */
export function sayNumber(value: number): string {
  return value.toLocaleString(globalThis.benchtopWords?.locale ?? 'en', { maximumFractionDigits: 6 });
}

/** ` {@verb}` tells translators what is meant, and is not shown. */
function fill(text: string, values: Readonly<Record<string, unknown>>): string {
  return text.replace(/ ?\{@[^}]*\}|\{(\w+)(\+n)?\}/g, (_whole, name?: string, dative?: string) => {
    if (name === undefined) return '';
    const value = String(values[name] ?? '');
    return dative === undefined ? value : toDative(value);
  });
}

/** "10 Schritte" as it stands behind "nach", "von" and "mit": "10 Schritten". */
function toDative(quantity: string): string {
  return /^1 |[ns]$/.test(quantity) ? quantity : `${quantity}n`;
}
