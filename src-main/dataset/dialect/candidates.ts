import type { Dialect } from '../../../src-shared/experiment/schema';
import { WHITESPACE, type Splitting } from '../scan/records';
import type { Sample } from './sampled';

/** The delimiters that are tried, the most usual first. */
const DELIMITERS = [',', '\t', ';', '|', WHITESPACE, ' ', '::', ':', '^', '~'] as const;

/**
 * The ways of splitting that are worth a try on these samples, the most usual first; a file of one
 * column is the last of them.
 */
export function candidates(samples: readonly Sample[], given: Dialect): Splitting[] {
  const has = (text: string): boolean => samples.some((sample) => sample.text.includes(text));
  const common = { comment: given.comment ?? '', skip: given.skip ?? 0 };
  return delimitersOf(has, given).flatMap((delimiter) =>
    quotesOf(has, given).flatMap((quote) =>
      escapesOf(has, quote, given).map((escape) => ({ delimiter, quote, escape, ...common })),
    ),
  );
}

function delimitersOf(has: (text: string) => boolean, given: Dialect): readonly string[] {
  if (given.delimiter !== undefined) return [given.delimiter];
  const occurring = DELIMITERS.filter((delimiter) =>
    delimiter === WHITESPACE ? has(' ') || has('\t') : has(delimiter),
  );
  // One that does not occur stands for a single column.
  const absent = DELIMITERS.find((delimiter) => !occurring.includes(delimiter)) ?? '\u001f';
  return [...occurring, absent];
}

function quotesOf(has: (text: string) => boolean, given: Dialect): readonly string[] {
  if (given.quote !== undefined) return [given.quote];
  return ['"', ...(has("'") ? ["'"] : []), ...(has('"') ? [''] : [])];
}

function escapesOf(has: (text: string) => boolean, quote: string, given: Dialect): readonly string[] {
  if (given.escape !== undefined) return [given.escape];
  return quote !== '' && has(`\\${quote}`) ? [quote, '\\'] : [quote];
}
