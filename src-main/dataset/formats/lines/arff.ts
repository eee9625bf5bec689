import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { decodeAll } from '../../source/encodings/encoding';
import { Slices } from '../../source/slices';
import { detectSourceEncoding, type Source } from '../../source/source';
import type { Conversion, ConversionRequest } from '../conversion';
import type { CopiedSuspect } from '../../table/copied-from';
import { LineMap } from '../../table/line-map';
import { wholeFile } from '../whole-file';

/** A column as `@attribute` declares it. */
interface Attribute {
  readonly name: string;
  /** Values of a nominal one; null for others. */
  readonly values: readonly string[] | null;
  readonly isNumber: boolean;
}

const WRONG_COUNT = 'another number of values than there are attributes';
const UNLISTED = 'a value that @attribute does not list';

/**
 * Writes an ARFF file, Weka's format, as a table: names and nominal types are those of its
 * `@attribute` lines, `?` is missing, rows between braces are sparse.
 * @throws BenchtopError where the header is damaged or has relational attributes
 */
export async function convertArff(request: ConversionRequest): Promise<Conversion> {
  const { source, options, writer, findings } = request;
  const bytes = await wholeFile(source, options, sentence('save it as CSV'));
  const text = decodeAll(
    bytes,
    (await detectSourceEncoding(source, options.dialect?.encoding)).encoding,
  ).replace(/^\ufeff/, '');
  const lines = text.split(/\r\n|\r|\n/);
  const { attributes, start } = readHeader(source, lines);
  const slices = new Slices(options.signal);
  const map = new LineMap();
  const doubtful = new Map<number, CopiedSuspect>();
  const declared = attributes.map(({ values }) => (values === null ? null : new Set(values)));
  let rows = 0;
  let weights = 0;
  for (let i = start; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (line.trim() === '' || line.trimStart().startsWith('%')) continue;
    const { cells, hasWeight } = readCells(line, attributes);
    if (hasWeight) weights++;
    if (cells.length !== attributes.length)
      doubtful.set(rows, { reason: WRONG_COUNT, text: line.slice(0, 1000) });
    map.note(writer.lines + 1, i + 1);
    attributes.forEach((_, c) => {
      const cell = cells[c] ?? '';
      if (cell !== '' && declared[c]?.has(cell) === false) findings.cell(UNLISTED, i + 1, c, cell);
      writer.cell(cell);
    });
    // A second column stands where there is only one: an empty line would be no row at all.
    if (attributes.length === 1) writer.cell('0');
    writer.endRow();
    rows++;
    if (writer.isFull) await writer.flush();
    if ((i & 1023) === 0) await slices.next();
  }
  if (weights > 0)
    findings.note(
      `${weights === 1 ? '1 row has a weight' : `${weights} rows have weights`} in braces at the end, which ${weights === 1 ? 'is' : 'are'} not read.`,
    );
  return {
    names: attributes.map(({ name }) => name),
    types: attributes.map(({ values, isNumber }) =>
      values !== null ? 'category' : isNumber ? 'number' : null,
    ),
    rows,
    lines: map,
    sources: [],
    others: [],
    doubtful,
  };
}

function readHeader(source: Source, lines: readonly string[]): { attributes: Attribute[]; start: number } {
  const attributes: Attribute[] = [];
  for (const [i, line] of lines.entries()) {
    const trimmed = line.trim();
    if (/^@data\b/i.test(trimmed)) {
      if (attributes.length > 0) return { attributes, start: i + 1 };
      break;
    }
    if (!/^@attribute\s/i.test(trimmed)) continue;
    const attribute = attributeIn(trimmed.slice(10).trim());
    if (attribute === null) {
      throw fail(
        'file-unreadable',
        sentence('Line {line} of {name} declares an attribute in a way that is not known here: {text}', {
          line: i + 1,
          name: source.name,
          text: trimmed.slice(0, 100),
        }),
        {
          file: source.path,
          line: i + 1,
        },
      );
    }
    attributes.push(attribute);
  }
  throw fail(
    'file-unreadable',
    sentence('{name} is no whole ARFF file: it has no @attribute lines with @data below them.', {
      name: source.name,
    }),
    {
      file: source.path,
    },
  );
}

/** `name type`, either part with quotes. */
function attributeIn(text: string): Attribute | null {
  const quoted = /^(['"])((?:\\.|(?!\1).)*)\1\s*(.*)$/.exec(text);
  const bare = /^(\S+)\s+(.*)$/.exec(text);
  const name = quoted === null ? bare?.[1] : unescaped(quoted[2] ?? '');
  const type = (quoted === null ? bare?.[2] : quoted[3])?.trim() ?? '';
  if (name === undefined) return null;
  if (type.startsWith('{')) {
    const values = splitValues(type.slice(1, type.lastIndexOf('}')));
    return { name, values: values.map(({ text: value }) => value), isNumber: false };
  }
  if (/^(numeric|real|integer)\b/i.test(type)) return { name, values: null, isNumber: true };
  return /^(string|date)\b/i.test(type) ? { name, values: null, isNumber: false } : null;
}

interface Value {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** Values between commas (or tabs), in quotes or not. */
function splitValues(text: string): Value[] {
  const values: Value[] = [];
  for (let at = 0; at <= text.length;) {
    const part = /^[ ]*(?:(['"])((?:\\[^]|(?!\1)[^\\])*)\1[ ]*(?=[,\t]|$)|([^,\t]*))/.exec(
      text.slice(at, at + 1_000_000),
    );
    const [whole = '', quote, inside = '', bare = ''] = part ?? [];
    values.push(
      quote === undefined
        ? { text: bare.trim(), isQuoted: false }
        : { text: unescaped(inside), isQuoted: true },
    );
    at += whole.length + 1;
  }
  return values;
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function unescaped(text: string): string {
  return text.replace(/\\([^])/g, (_, letter: string) => ESCAPED[letter] ?? letter);
}

/** The cells of a row; `?` without quotes is missing. */
function readCells(line: string, attributes: readonly Attribute[]): { cells: string[]; hasWeight: boolean } {
  const trimmed = line.trim();
  const weight = /,\s*\{[\d.eE+-]+\}$/.exec(trimmed);
  const row = weight === null ? trimmed : trimmed.slice(0, weight.index);
  const toText = ({ text, isQuoted }: Value): string => (!isQuoted && text === '?' ? '' : text);
  if (!row.startsWith('{')) return { cells: splitValues(row).map(toText), hasWeight: weight !== null };
  // What a sparse row does not name is 0, or the first of the values.
  const cells = attributes.map(({ values, isNumber }) => values?.[0] ?? (isNumber ? '0' : ''));
  for (const { text } of splitSparse(row.slice(1, row.lastIndexOf('}')))) {
    const pair = /^(\d+)\s+([^]*)$/.exec(text);
    if (pair !== null) cells[Number(pair[1])] = splitValues(pair[2] ?? '').map(toText)[0] ?? '';
  }
  return { cells, hasWeight: weight !== null };
}

/** Pairs of place and value between commas that stand outside quotes. */
function splitSparse(text: string): { text: string }[] {
  return (text.match(/(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[^,])+/g) ?? []).map((part) => ({
    text: part.trim(),
  }));
}
