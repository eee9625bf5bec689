import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { byteOrderMark, decodeAll } from '../../source/encodings/encoding';
import { Slices } from '../../source/slices';
import type { Source } from '../../source/source';
import type { Conversion, ConversionRequest } from '../conversion';
import { wholeFile } from '../whole-file';
import { JsonProblem, toJson, JsonText, type JsonValue } from './json-text';
import { isList, isObject, writeColumns, writeLists, writeObjects, type JsonObject } from './write-rows';

/** A text may be no longer than JavaScript's. */
const MAX_CHARACTERS = 500_000_000;

/**
 * Writes a JSON document as a table: a list of objects or of lists, or an object whose values are
 * columns. Objects within objects become columns of their own, called `outer.inner`.
 * @throws BenchtopError where it is no JSON, or no table
 */
export async function convertJson(request: ConversionRequest): Promise<Conversion> {
  const { source, options } = request;
  const bytes = await wholeFile(source, options, sentence('save it as JSON lines'));
  if (bytes.length > MAX_CHARACTERS) {
    throw fail(
      'file-unreadable',
      sentence('{name} is too large for one JSON document: save it as JSON lines.', { name: source.name }),
      { file: source.path },
    );
  }
  const text = decodeAll(bytes, byteOrderMark(bytes) ?? 'utf-8').replace(/^\ufeff/, '');
  const slices = new Slices(options.signal);
  try {
    const whole = await parseDocument(text, slices);
    return await writeDocument(request, whole, slices);
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    throw fail(
      'file-unreadable',
      sentence('{name} is no JSON: {message} in line {line}.', {
        name: source.name,
        message: error.message,
        line: error.line,
      }),
      {
        file: source.path,
        line: error.line,
      },
    );
  }
}

/** The document, other work getting its turn between the values of a long list. */
async function parseDocument(text: string, slices: Slices): Promise<JsonValue> {
  const json = new JsonText(text);
  let whole: JsonValue;
  if (json.pass('[')) {
    const values: JsonValue[] = [];
    if (!json.pass(']')) {
      do {
        values.push(json.value(1));
        if ((values.length & 255) === 0) await slices.next();
      } while (json.pass(','));
      json.expect(']');
    }
    whole = values;
  } else whole = json.value();
  if (json.peek() !== '') throw json.problem('something follows the end of the document');
  return whole;
}

async function writeDocument(
  request: ConversionRequest,
  whole: JsonValue,
  slices: Slices,
): Promise<Conversion> {
  const { source, options, findings } = request;
  const wanted = options.source?.array;
  if (isObject(whole)) {
    const lists = [...whole].filter(([, value]) => isTable(value));
    if (wanted !== undefined || (lists.length > 0 && findColumns(whole) === null && !isSplit(whole))) {
      const [name, value] = lists.find(([each]) => wanted === undefined || each === wanted) ?? [];
      if (name === undefined || value === undefined)
        throw noList(
          source,
          wanted ?? '',
          lists.map(([each]) => each),
        );
      if (whole.size > 1)
        findings.note(`The list "${name}" is read; what else the document holds is left out.`);
      const sources: Conversion['sources'] = [
        {
          key: 'array',
          chosen: name,
          parts: lists.map(([each, list]) => ({
            name: each,
            isHidden: false,
            about: rowsText((list as readonly JsonValue[]).length),
          })),
        },
      ];
      return { ...(await writeTable(request, value, slices)), sources };
    }
  }
  return { ...(await writeTable(request, whole, slices)), sources: [] };
}

function rowsText(rows: number): string {
  return rows === 1 ? '1 row' : `${rows} rows`;
}

/** A list with rows in it. */
function isTable(value: JsonValue): boolean {
  return isList(value) && (isObject(value[0]) || (isList(value[0]) && value[0].length > 0));
}

async function writeTable(
  request: ConversionRequest,
  value: JsonValue,
  slices: Slices,
): Promise<Omit<Conversion, 'sources'>> {
  const { source } = request;
  if (isObject(value)) {
    if (isSplit(value)) {
      const names = (value.get('columns') as readonly JsonValue[]).map((name) =>
        typeof name === 'string' ? name : toJson(name),
      );
      return writeLists(request, value.get('data') as readonly JsonValue[], names, slices);
    }
    const columns = findColumns(value);
    if (columns !== null) return writeColumns(request, columns, slices);
    const rows = [...value.values()];
    if (rows.length > 1 && rows.every(isObject)) {
      request.findings.note('The names of the objects are the column "key".');
      return writeObjects(
        request,
        [...value].map(([key, row]) => new Map([['key', key], ...(row as JsonObject)])),
        slices,
      );
    }
    return writeObjects(request, [value], slices);
  }
  if (!isList(value) || value.length === 0) {
    throw fail(
      'invalid-data',
      sentence('{name} holds no list with rows: it has no table.', { name: source.name }),
      {
        file: source.path,
      },
    );
  }
  if (value.every(isObject)) return writeObjects(request, value, slices);
  if (value.every(isList)) return writeLists(request, value, null, slices);
  if (value.every((each) => typeof each === 'string'))
    return writeColumns(request, new Map([['value', value]]), slices);
  const odd = value.findIndex(
    (each) => isObject(each) !== isObject(value[0]) || isList(each) !== isList(value[0]),
  );
  throw fail(
    'invalid-data',
    sentence('{name} is no table: value {odd} of its list is of another kind than the first.', {
      name: source.name,
      odd: odd + 1,
    }),
    { file: source.path },
  );
}

/** pandas writes names, an index and rows side by side. */
function isSplit(value: JsonObject): boolean {
  const [columns, data] = [value.get('columns'), value.get('data')];
  return isList(columns) && isList(data) && data.every((row) => isList(row) && row.length === columns.length);
}

/** Columns of equally many cells, as lists or (as pandas writes them) as objects whose names are the rows. */
function findColumns(value: JsonObject): ReadonlyMap<string, readonly JsonValue[]> | null {
  const columns = new Map<string, readonly JsonValue[]>();
  for (const [name, column] of value) {
    if (isList(column)) columns.set(name, column);
    else if (
      isObject(column) &&
      column.size > 0 &&
      [...column.keys()].every((key, row) => key === String(row))
    ) {
      columns.set(name, [...column.values()]);
    } else return null;
  }
  const lengths = new Set([...columns.values()].map(({ length }) => length));
  return lengths.size === 1 ? columns : null;
}

function noList(source: Source, wanted: string, names: readonly string[]): Error {
  const known =
    names.length === 0 ? 'it has none' : `its lists are ${names.map((name) => `"${name}"`).join(', ')}`;
  return fail(
    'invalid-experiment',
    sentence('{name} has no list of rows "{wanted}": {known}.', { name: source.name, wanted, known }),
    {
      file: source.path,
      field: 'dataset.source.array',
    },
  );
}
