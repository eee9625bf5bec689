import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENCODINGS } from '../../../src-shared/dataset/encodings';
import { LEFT_OUT_KINDS } from '../../../src-shared/dataset/left-out';
import { BenchtopError } from '../../../src-shared/errors';
import type { Dialect } from '../../../src-shared/experiment/schema';
import { useScratch } from '../../testing/files/scratch';
import { previewFile } from './preview';

const file = useScratch();
let written = 0;

const DELIMITERS = [',', ';', '\t', '|', '::', ' '];
const QUOTES = ['"', "'"];
/** Cells of what a reader could stumble over: every delimiter, quote and line end, blanks, what looks like numbers. */
const cell = fc.string({
  unit: fc.constantFrom(
    'a',
    'é',
    '中',
    '7',
    '.',
    ',',
    ';',
    '|',
    ':',
    '\t',
    ' ',
    '"',
    "'",
    '#',
    '\n',
    '\r\n',
    '-',
  ),
  maxLength: 8,
});
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((columns) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 12 }),
  );

describe('a file of any cells', () => {
  it('is read as it was written, by the options that it was written with', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(...DELIMITERS),
        fc.constantFrom(...QUOTES),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom('utf-8' as const, 'utf-16le' as const),
        async (rows, delimiter, quote, end, encoding) => {
          const quoted = (text: string): string => quote + text.replaceAll(quote, quote + quote) + quote;
          const header = (rows[0] ?? []).map((_, i) => `column ${i + 1}`);
          const text = [header, ...rows].map((cells) => cells.map(quoted).join(delimiter) + end).join('');
          const path = file(
            `table-${written++}.csv`,
            Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'utf16le'),
          );
          const dialect: Dialect = {
            ...{ delimiter, quote, escape: quote, comment: '', header: 1, encoding, skip: 0, na: [] },
            ...{ quotedLines: false, inlineComments: false, keep: [...LEFT_OUT_KINDS] },
          };
          const { page, columns } = await previewFile(path, { dialect });
          expect(columns.map(({ name }) => name)).toEqual(header);
          // Blanks are no value.
          const missing = (text: string): string | null => (text.trim() === '' ? null : text);
          expect(page.rows.map(({ cells }) => cells)).toEqual(rows.map((cells) => cells.map(missing)));
        },
      ),
      { numRuns: 60 },
    );
  });
});

const dialect: fc.Arbitrary<Dialect> = fc.record(
  {
    delimiter: fc.oneof(
      fc.constantFrom(...DELIMITERS, 'whitespace'),
      fc.string({ minLength: 1, maxLength: 3 }),
    ),
    quote: fc.constantFrom('', '"', "'", 'a', '\n'),
    escape: fc.constantFrom('', '"', '\\', 'a'),
    comment: fc.constantFrom('', '#', '//', '"'),
    header: fc.integer({ min: 0, max: 10 }),
    encoding: fc.constantFrom(...ENCODINGS),
    decimal: fc.constantFrom('.' as const, ',' as const),
    thousands: fc.constantFrom('', ',', '.', ' ', "'"),
    skip: fc.integer({ min: 0, max: 20 }),
    omit: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 5 }),
    keep: fc.subarray([...LEFT_OUT_KINDS]),
    inlineComments: fc.boolean(),
    quotedLines: fc.boolean(),
    na: fc.array(fc.string({ maxLength: 4 }), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

describe('any bytes with any options', () => {
  it('are read, or refused in a sentence', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
          fc
            .array(fc.array(cell, { maxLength: 6 }), { maxLength: 15 })
            .map((rows) => Buffer.from(rows.map((cells) => cells.join(',')).join('\n'))),
        ),
        dialect,
        async (bytes, options) => {
          const path = file(`bytes-${written++}.csv`, bytes);
          try {
            const { page, columns } = await previewFile(path, { dialect: options });
            for (const { cells } of page.rows) expect(cells).toHaveLength(columns.length);
          } catch (error) {
            if (!(error instanceof BenchtopError)) throw error;
            expect(error.info.kind).not.toBe('internal');
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
