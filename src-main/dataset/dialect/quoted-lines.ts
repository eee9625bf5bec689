import type { Dialect } from '../../../src-shared/experiment/schema';
import { readingDoubt } from '../../../src-shared/dataset/doubt';
import { sentence } from '../../../src-shared/language/sentence';
import { detectDialect, type TextDialect } from './dialect';
import { unwrapText } from '../source/line-unwrapper';

/** So much of the file tells of most files that this is not their way. */
const FIRST_CHARACTERS = 4096;
const MIN_LINES = 3;
const MIN_SHARE = 0.9;

/** How lines that are quoted as a whole are read. */
export interface QuotedLines {
  /** The samples without those quotes. */
  readonly samples: readonly string[];
  readonly dialect: TextDialect;
}

/**
 * Tells a table whose lines were each quoted once more, as a single cell, from a column of quoted texts:
 * without the quotes every line has as many cells as the others, and no blank follows a delimiter
 * unless columns have values of a kind.
 * @param samples parts of the file in whole lines
 * @returns null where the lines are to be read as they are
 */
export function detectQuotedLines(samples: readonly string[], given: Dialect = {}): QuotedLines | null {
  if (given.quotedLines === false) return null;
  if (given.quotedLines !== true && !areQuoted(samples)) return null;
  const plain = samples.map(unwrapText);
  const dialect = detectDialect(plain, given);
  if (given.quotedLines === true) return { samples: plain, dialect: told(dialect, false) };
  if (dialect.width < 2 || !areEven(plain, dialect)) return null;
  const isTelling = dialect.cellTypes.some((kind) => kind !== 'text');
  return isTelling || !plain.some((text) => /[,;|] /.test(text))
    ? { samples: plain, dialect: told(dialect, true) }
    : null;
}

function told(dialect: TextDialect, isGuess: boolean): TextDialect {
  const note = 'Each line is quoted as a whole; the quotes around it are taken off.';
  const doubt = readingDoubt(
    sentence(
      'Each line is one quoted cell; without those quotes the file has {width} columns and is read so.',
      {
        width: dialect.width,
      },
    ),
    sentence('Read the lines as a single column'),
    { quotedLines: false },
  );
  return {
    ...dialect,
    notes: [note, ...dialect.notes],
    doubts: isGuess ? [doubt, ...dialect.doubts] : dialect.doubts,
  };
}

function areQuoted(samples: readonly string[]): boolean {
  const [first = ''] = samples;
  const few = splitLines([first.slice(0, FIRST_CHARACTERS)]).slice(0, -1);
  if (few.length > 1 && !areMostlyQuoted(few)) return false;
  const lines = splitLines(samples);
  return lines.length >= MIN_LINES && areMostlyQuoted(lines);
}

/** The names may stand there without quotes. */
function areMostlyQuoted(lines: readonly string[]): boolean {
  let quoted = 0;
  for (const line of lines) if (isQuoted(line)) quoted++;
  return quoted >= Math.min(lines.length - 1, MIN_SHARE * lines.length);
}

/** Whether a line is one quoted cell with something that may delimit in it. */
function isQuoted(line: string): boolean {
  const text = line.trimEnd();
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return false;
  const inside = text.slice(1, -1).replaceAll('""', '');
  return !inside.includes('"') && /[,;\t|]/.test(inside);
}

/** Whether the delimiter stands in all lines, as often at least as the columns ask for. */
function areEven(samples: readonly string[], { delimiter, width }: TextDialect): boolean {
  const lines = splitLines(samples);
  const full = lines.filter((line) => line.split(delimiter).length >= width).length;
  return full >= MIN_SHARE * lines.length;
}

function splitLines(samples: readonly string[]): string[] {
  return samples.flatMap((text) => text.split(/\r\n|\n|\r/)).filter((line) => line.trim() !== '');
}
