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
  return chooseDelimiters(has, given).flatMap((delimiter) =>
    chooseQuotes(has, given).flatMap((quote) =>
      chooseEscapes(has, quote, given).map((escape) => ({ delimiter, quote, escape, ...common })),
    ),
  );
}

function chooseDelimiters(has: (text: string) => boolean, given: Dialect): readonly string[] {
  if (given.delimiter !== undefined) return [given.delimiter];
  const occurring = DELIMITERS.filter((delimiter) =>
    delimiter === WHITESPACE ? has(' ') || has('\t') : has(delimiter),
  );
  // One that does not occur stands for a single column.
  const absent = DELIMITERS.find((delimiter) => !occurring.includes(delimiter)) ?? '\u001f';
  return [...occurring, absent];
}

function chooseQuotes(has: (text: string) => boolean, given: Dialect): readonly string[] {
  if (given.quote !== undefined) return [given.quote];
  return ['"', ...(has("'") ? ["'"] : []), ...(has('"') ? [''] : [])];
}

function chooseEscapes(has: (text: string) => boolean, quote: string, given: Dialect): readonly string[] {
  if (given.escape !== undefined) return [given.escape];
  return quote !== '' && has(`\\${quote}`) ? [quote, '\\'] : [quote];
}
