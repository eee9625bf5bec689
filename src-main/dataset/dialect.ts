import { NA_TOKENS } from '../../src-shared/dataset/na';
import type { DetectedDialect } from '../../src-shared/dataset/report';
import type { Dialect } from '../../src-shared/experiment/schema';
import { guessHeader } from './header';
import { isNumberText, NUMBER_FORMATS, type NumberFormat } from './numbers';
import { RecordScanner, WHITESPACE, type Splitting } from './records';

export { NA_TOKENS };

/** How a text file is read, settled in every part. */
export interface TextDialect extends Splitting, NumberFormat {
  /** Rows that hold the names. */
  readonly header: number;
  readonly na: readonly string[];
  readonly newline: DetectedDialect['newline'];
  /** Cells that most rows have. */
  readonly width: number;
  /** The first record of the file, split. */
  readonly first: readonly string[];
}

const DELIMITERS = [',', '\t', ';', '|', WHITESPACE] as const;
const JUDGED_RECORDS = 1000;
/** A file of one column gets this share of the points of one whose rows all have equally many cells. */
const SINGLE_COLUMN = 0.75;

/**
 * Settles how a text is to be read; given parts stay as given. Every way of splitting is judged by
 * how it fits the samples as a whole: the share of rows with the usual number of cells, the share
 * of cells that are numbers, whether the first row has as many cells, and broken quotes.
 * @param samples parts of the file in whole lines, the first from its beginning
 */
export function detectDialect(samples: readonly string[], given: Dialect = {}): TextDialect {
  const na = given.na ?? NA_TOKENS;
  const formats = NUMBER_FORMATS.filter(
    ({ decimal, thousands }) =>
      (given.decimal === undefined || decimal === given.decimal) &&
      (given.thousands === undefined || thousands === given.thousands),
  );
  // A thousands separator nobody would guess, such as an apostrophe.
  if (formats.length === 0) {
    formats.push({ decimal: given.decimal ?? '.', thousands: given.thousands ?? '' });
  }
  const judged = candidates(samples, given).map((splitting) => judge(samples, splitting, formats, na));
  const best = judged.reduce((a, b) => (b.score > a.score + 1e-9 ? b : a));
  const rows = best.rows.slice(1);
  return {
    ...best.splitting,
    ...best.format,
    header:
      given.header ??
      Number(guessHeader(best.rows[0] ?? [], rows, (cell) => isNumberText(cell, best.format))),
    na,
    newline: newlineOf(samples[0] ?? ''),
    width: best.width,
    first: best.rows[0] ?? [],
  };
}

function candidates(samples: readonly string[], given: Dialect): Splitting[] {
  const has = (text: string): boolean => samples.some((sample) => sample.includes(text));
  const quotes = given.quote === undefined ? (has("'") ? ['"', "'"] : ['"']) : [given.quote];
  const delimiters = given.delimiter === undefined ? DELIMITERS : [given.delimiter];
  const common = { comment: given.comment ?? '', skip: given.skip ?? 0 };
  return quotes.flatMap((quote) => {
    const escapes =
      given.escape === undefined
        ? quote !== '' && has(`\\${quote}`)
          ? [quote, '\\']
          : [quote]
        : [given.escape];
    return escapes.flatMap((escape) =>
      delimiters.map((delimiter) => ({ delimiter, quote, escape, ...common })),
    );
  });
}

interface Judged {
  readonly splitting: Splitting;
  readonly format: NumberFormat;
  readonly width: number;
  /** Of the first sample. */
  readonly rows: readonly (readonly string[])[];
  readonly score: number;
}

function judge(
  samples: readonly string[],
  splitting: Splitting,
  formats: readonly NumberFormat[],
  na: readonly string[],
): Judged {
  const split = samples.map((sample, i) =>
    splitSample(sample, i === 0 ? splitting : { ...splitting, skip: 0 }),
  );
  const rows = split[0]?.rows ?? [];
  const all = split.flatMap((part) => part.rows);
  const flaws = split.reduce((sum, part) => sum + part.flaws, 0);
  const body = all.length > 1 ? all.slice(1) : all;
  const { width, count } = usualWidth(body, all[0]?.length ?? 1);
  const consistency = count / Math.max(1, body.length);
  // Commas in the first row of a single column are delimiters that were not taken for ones.
  const isUnsplit = width === 1 && (rows[0]?.[0] ?? '').includes(',');
  const { format, share } = bestFormat(body, formats, isUnsplit ? ',' : splitting.delimiter, na);
  const shape =
    width === 1
      ? SINGLE_COLUMN * consistency
      : splitting.delimiter === WHITESPACE && share === 0
        ? 0.7 * consistency
        : consistency;
  const misfit = (rows[0]?.length ?? width) === width ? 0 : 0.3;
  const score = shape + share / 2 - misfit - (0.5 * flaws) / Math.max(1, all.length);
  return { splitting, format, width, rows, score };
}

/** The first records of a sample, blank lines left out. */
function splitSample(text: string, splitting: Splitting): { rows: (readonly string[])[]; flaws: number } {
  const rows: (readonly string[])[] = [];
  let flaws = 0;
  const scanner = new RecordScanner(splitting, ({ cells, isBlank, flaw }) => {
    if (isBlank || rows.length >= JUDGED_RECORDS) return;
    rows.push(cells);
    if (flaw !== null) flaws++;
  });
  scanner.push(text);
  scanner.end();
  return { rows, flaws };
}

/** Of widths that are equally frequent the first row's, else the larger one. */
function usualWidth(
  rows: readonly (readonly string[])[],
  firstWidth: number,
): { width: number; count: number } {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  let width = 1;
  let count = 0;
  for (const [length, times] of counts) {
    const isBetter = width !== firstWidth && (length === firstWidth || length > width);
    if (times > count || (times === count && isBetter)) [width, count] = [length, times];
  }
  return { width, count };
}

/** The number format that most cells fit, the plainest one of equals. */
function bestFormat(
  rows: readonly (readonly string[])[],
  formats: readonly NumberFormat[],
  delimiter: string,
  na: readonly string[],
): { format: NumberFormat; share: number } {
  const cells = rows.flat().filter((cell) => !na.includes(cell.trim()));
  let best = { format: formats[0] ?? { decimal: '.' as const, thousands: '' }, share: 0 };
  for (const format of formats) {
    // Between unquoted commas there is no decimal comma.
    if (formats.length > 1 && delimiter === ',' && format.decimal === ',') continue;
    const fitting = cells.filter((cell) => isNumberText(cell, format)).length;
    const share = fitting / Math.max(1, cells.length);
    if (share > best.share + 1e-9) best = { format, share };
  }
  return best;
}

function newlineOf(text: string): DetectedDialect['newline'] {
  const crlf = text.split('\r\n').length - 1;
  const lf = text.split('\n').length - 1 - crlf;
  const cr = text.split('\r').length - 1 - crlf;
  if ([crlf, lf, cr].filter((count) => count > 0).length > 1) return 'mixed';
  return crlf > 0 ? 'crlf' : cr > 0 ? 'cr' : 'lf';
}
