import type { ReadingDoubt } from '../../../src-shared/dataset/doubt';
import type { DetectedDialect, RejectedCell } from '../../../src-shared/dataset/report';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import { isSeekable } from '../source/byte-stream';
import { detectDialect, NA_TOKENS, type TextDialect } from '../dialect/dialect';
import type { CopiedFrom } from './copied-from';
import { unitBytes, type Encoding } from '../source/encodings/encoding';
import type { FoundEncoding } from '../source/encodings/detect';
import { encodingDoubts } from '../source/encodings/doubt';
import { headerNames, numberedNames, uniqueNames } from '../dialect/header';
import type { ValueType } from '../scan/cells/value-type';
import type { NumberFormat } from '../scan/cells/numbers';
import type { ReadOptions } from '../source/read-options';
import { RecordScanner } from '../scan/records';
import { RowIndex } from './row-index';
import { detectQuotedLines } from '../dialect/quoted-lines';
import { detectSourceEncoding, sampleTexts, type Source } from '../source/source';

/** How a text file is read as a table, settled from its samples and what a person said. */
export interface TextTable {
  /** What is read. */
  readonly source: Source;
  /** What a person opened: another file only where `source` is a copy of it. */
  readonly original: Source;
  readonly names: readonly string[];
  readonly dialect: TextDialect;
  readonly detected: DetectedDialect;
  readonly encoding: Encoding;
  /** Nobody said so and nothing in the file declares it: all of the bytes may tell otherwise. */
  readonly encodingIsGuess: boolean;
  readonly numbers: NumberFormat;
  readonly notes: readonly string[];
  /** Decisions that could also be otherwise, the most doubtful first. */
  readonly doubts: readonly ReadingDoubt[];
  /** Rows of another table in the file, which are not read. */
  readonly quarantined: readonly RejectedCell[];
  readonly index: RowIndex;
  /** Whether `index` helps: packed files and those that are turned into UTF-8 are read from their beginning. */
  readonly isSeekable: boolean;
  /** Rows of the samples, split: what types are guessed from. */
  readonly sampled: readonly (readonly string[])[];
  /** Of those rows, with their line ends. */
  readonly bytesPerRow: number;
  /** `source` is a copy: its rows have no lines of their own, and their numbers stand for them. */
  readonly isCopy: boolean;
  /** What the copy was made from, where that is a file of a kind of its own; else null. */
  readonly copied: CopiedFrom | null;
}

/**
 * Settles how a text file is read.
 * @param found what all of the file told of its encoding, instead of the samples
 * @throws BenchtopError where it is no text, is blank, or the given names do not fit
 */
export async function openText(
  original: Source,
  options: ReadOptions,
  found?: FoundEncoding,
): Promise<TextTable> {
  const settled = await detectSourceEncoding(original, found?.encoding ?? options.dialect?.encoding);
  const guessed = { ...settled, found: found ?? settled.found };
  const texts = sampleTexts(original, guessed.encoding);
  if (texts.every((text) => text.trim() === '')) {
    throw fail(
      'invalid-data',
      sentence('{name} holds only blank lines: it has no rows.', { name: original.name }),
      {
        file: original.path,
      },
    );
  }
  const quoted = detectQuotedLines(texts, options.dialect);
  const source = quoted === null ? original : { ...original, quotedLines: true };
  const samples = quoted?.samples ?? texts;
  const omit = options.dialect?.omit;
  const dialect: TextDialect = { ...(quoted?.dialect ?? detectDialect(texts, options.dialect)), omit };
  const { names, notes } = columnNames(source, dialect, options.columns);
  const sampled = sampleRows(samples, dialect);
  const { delimiter, quote, escape, comment, header, newline, decimal, thousands, skip } = dialect;
  const isGuess = found === undefined && options.dialect?.encoding === undefined && !guessed.mark;
  return {
    source,
    original,
    names,
    dialect,
    detected: {
      delimiter,
      quote,
      escape,
      comment,
      header,
      encoding: guessed.encoding,
      newline,
      decimal,
      thousands,
      skip,
      byteOrderMark: guessed.mark,
    },
    encoding: guessed.encoding,
    encodingIsGuess: isGuess && guessed.encoding === 'utf-8',
    numbers: { decimal, thousands },
    notes: [...dialect.notes, ...notes],
    doubts: [...encodingDoubts(guessed.found), ...dialect.doubts],
    quarantined: dialect.quarantined,
    index: new RowIndex(),
    isSeekable: isSeekable(source, guessed.encoding),
    sampled: sampled.rows,
    bytesPerRow: sampled.bytesPerRow,
    isCopy: false,
    copied: null,
  };
}

/** The type that the file itself gives a column; null where its cells tell. */
export function declaredType({ copied }: TextTable, index: number): ValueType | null {
  return copied?.types?.[index] ?? null;
}

/** The markers of a column: its own, or the table's. */
export function missingMarkers(name: string, options: ReadOptions): readonly string[] {
  return options.columnNa?.find((column) => column.name === name)?.na ?? options.dialect?.na ?? NA_TOKENS;
}

/** Rows of the whole table as the samples let expect, or as they were counted. */
export function expectedRows({ index, source, encoding, bytesPerRow }: TextTable): number {
  if (index.total !== null) return index.total;
  // Numbers pack to about a third.
  const bytes = (source.bytes * (source.gzip ? 3 : 1)) / unitBytes(encoding);
  return Math.max(1, Math.round(bytes / bytesPerRow));
}

function columnNames(
  source: Source,
  { header, head, width }: TextDialect,
  given: readonly string[] | undefined,
): { names: readonly string[]; notes: readonly string[] } {
  if (given === undefined) {
    return header > 0 ? headerNames(head, width) : { names: numberedNames(width), notes: [] };
  }
  if (given.length === width) return uniqueNames(given);
  const columns = width === 1 ? sentence('1 column') : sentence('{columns} columns', { columns: width });
  throw fail(
    'invalid-experiment',
    sentence('{name} has {columns}, but {given} names are given.', {
      name: source.name,
      columns,
      given: given.length,
    }),
    {
      file: source.path,
      field: 'dataset.columns',
    },
  );
}

const SAMPLED_ROWS = 500;

/** Some rows of every sample, the header left out. */
export function sampleRows(
  samples: readonly string[],
  dialect: TextDialect,
): { rows: (readonly string[])[]; bytesPerRow: number } {
  const rows: (readonly string[])[] = [];
  let bytes = 0;
  samples.forEach((sample, i) => {
    let left = i === 0 ? dialect.header : 0;
    let taken = 0;
    const scanner = new RecordScanner(
      i === 0 ? dialect : { ...dialect, skip: 0, omit: undefined },
      ({ cells, isBlank, parseError }) => {
        if (isBlank && dialect.width > 1) return;
        if (left > 0) left--;
        else if (taken++ < SAMPLED_ROWS && parseError === null && cells.length >= dialect.width) {
          rows.push(cells);
          for (const cell of cells) bytes += cell.length + 1;
        }
      },
    );
    // A part of a long sample is enough, and a row cut short at its end is not counted.
    scanner.push(sample.slice(0, 1 << 17));
    if (i === 0 && sample.length <= 1 << 17) scanner.end();
  });
  return { rows, bytesPerRow: rows.length === 0 ? 1 : Math.max(1, bytes / rows.length) };
}
