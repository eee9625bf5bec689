import { sayIn, type Say } from './say';

/** A number of things, with thousands apart. */
interface Count {
  readonly count: number;
}

/** What stands in a place of a sentence: whole numbers have no thousands apart, as lines and steps have none. */
export type SentenceValue = string | number | Count | Sentence;

/**
 * A sentence that threads, processes and files hand on: its English text with places in braces, and what stands
 * in them. Whoever shows it says it in the person's language; logs, records and the command line have it in English.
 */
export interface Sentence {
  readonly key: string;
  readonly values: Readonly<Record<string, SentenceValue>>;
}

type PlaceName<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceName<Rest>
  : never;

type Places<T extends string> = [PlaceName<T>] extends [never]
  ? []
  : [values: Readonly<Record<PlaceName<T>, SentenceValue>>];

/**
 * A sentence to hand on: `sentence('{file} has no rows.', { file })`.
 * @param key in English; it has to be written out, so that `node tools/words.mjs` finds it
 * @param values for the places in braces
 */
export function sentence<T extends string>(key: T, ...[values]: Places<T>): Sentence {
  return { key, values: values ?? {} };
}

/** A number of things in a sentence: "12,345 rows". */
export function counted(count: number): Count {
  return { count };
}

/** The sentence as logs, records and the command line have it. */
export function inEnglish({ key, values }: Sentence): string {
  return fillIn(key, values, (text, filled) => sayIn(undefined, text, filled), 'en');
}

/** The sentence in the person's language. @param sayText of a process that is told which language that is */
export function saySentence(
  { key, values }: Sentence,
  sayText: Say = (text, filled) => sayIn(globalThis.benchtopWords, text, filled),
): string {
  return fillIn(key, values, sayText, globalThis.benchtopWords?.locale ?? 'en');
}

function fillIn(key: string, values: Sentence['values'], sayText: Say, locale: string): string {
  const filled = Object.entries(values).map(([name, value]) => [name, write(value, sayText, locale)]);
  return sayText(key, Object.fromEntries(filled) as Record<string, string>);
}

function write(value: SentenceValue, sayText: Say, locale: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return number(value, locale, false);
  if ('count' in value) return number(value.count, locale, true);
  return fillIn(value.key, value.values, sayText, locale);
}

function number(value: number, locale: string, isGrouped: boolean): string {
  return value.toLocaleString(locale, { maximumFractionDigits: 6, useGrouping: isGrouped });
}
