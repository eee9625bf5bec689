import { fail } from '../../../../src-shared/errors';
import { counted, sentence } from '../../../../src-shared/language/sentence';
import type { Slices } from '../../source/slices';
import type { Conversion, ConversionRequest } from '../conversion';
import { toJson, type JsonValue } from './json-text';

const MAX_COLUMNS = 100_000;

export type JsonObject = ReadonlyMap<string, JsonValue>;

export const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);
export const isObject = (value: JsonValue | undefined): value is JsonObject => value instanceof Map;

/** Lists of cells side by side, by the columns' names. */
export async function writeColumns(
  request: ConversionRequest,
  columns: ReadonlyMap<string, readonly JsonValue[]>,
  slices: Slices,
): Promise<Omit<Conversion, 'sources'>> {
  const lists = [...columns.values()];
  const rows = lists[0]?.length ?? 0;
  return writeRows(request, [...columns.keys()], rows, (row) => lists.map((list) => list[row] ?? ''), slices);
}

/** Lists of cells; the first may hold names, which is looked for as in any text. */
export async function writeLists(
  request: ConversionRequest,
  rows: readonly JsonValue[],
  names: readonly string[] | null,
  slices: Slices,
): Promise<Omit<Conversion, 'sources'>> {
  const width = rows.reduce<number>((most, row) => Math.max(most, (row as readonly JsonValue[]).length), 0);
  const cellsAt = (index: number): readonly JsonValue[] => {
    const row = rows[index] as readonly JsonValue[];
    return row.length === width ? row : [...row, ...Array.from({ length: width - row.length }, () => '')];
  };
  const short = rows.filter((row) => (row as readonly JsonValue[]).length < width).length;
  if (short > 0)
    request.findings.note(
      `${short} of ${rows.length} lists are shorter than the longest: their last cells are missing.`,
    );
  return writeRows(request, names, rows.length, cellsAt, slices);
}

/** An object a row; objects within objects become columns of their own. @throws BenchtopError of too many names */
export async function writeObjects(
  request: ConversionRequest,
  rows: readonly JsonObject[],
  slices: Slices,
): Promise<Omit<Conversion, 'sources'>> {
  const { source, findings } = request;
  const indexByName = new Map<string, number>();
  const nested = new Set<string>();
  const flat = rows.map((row) => {
    const cells: JsonValue[] = [];
    const put = (name: string, value: JsonValue): void => {
      let index = indexByName.get(name);
      if (index === undefined) indexByName.set(name, (index = indexByName.size));
      cells[index] = value;
    };
    for (const [name, value] of row) {
      if (!isObject(value)) put(name, value);
      else {
        nested.add(name);
        for (const [inner, each] of value) put(`${name}.${inner}`, each);
      }
    }
    if (indexByName.size > MAX_COLUMNS) {
      throw fail(
        'invalid-data',
        sentence('{name} is no table: its objects have more than {most} different names.', {
          name: source.name,
          most: counted(MAX_COLUMNS),
        }),
        { file: source.path },
      );
    }
    return cells;
  });
  if (nested.size > 0) {
    const names = [...nested]
      .slice(0, 5)
      .map((name) => `"${name}"`)
      .join(', ');
    findings.note(
      `Objects in ${names} are columns of their own, called such as "${[...indexByName.keys()].find((name) => name.includes('.')) ?? ''}".`,
    );
  }
  return writeRows(request, [...indexByName.keys()], flat.length, (row) => flat[row] ?? [], slices);
}

async function writeRows(
  { source, options, writer, findings }: ConversionRequest,
  names: readonly string[] | null,
  rows: number,
  cellsAt: (row: number) => readonly JsonValue[],
  slices: Slices,
): Promise<Omit<Conversion, 'sources'>> {
  let lists = 0;
  for (let row = 0; row < rows; row++) {
    const cells = cellsAt(row);
    const width = names?.length ?? cells.length;
    for (let c = 0; c < width; c++) {
      const cell = cells[c] ?? '';
      if (typeof cell !== 'string') lists++;
      writer.cell(typeof cell === 'string' ? cell : toJson(cell));
    }
    // A second column stands where there is only one: an empty line would be no row at all.
    if (names?.length === 1) writer.cell('0');
    writer.endRow();
    if (!writer.isFull && (row & 1023) !== 0) continue;
    await writer.flush();
    options.onProgress?.({
      bytes: Math.round((source.bytes * row) / rows),
      totalBytes: source.bytes,
      rows: row,
    });
    await slices.next();
  }
  if (lists > 0)
    findings.note(
      `${lists === 1 ? '1 cell holds a list or an object and is' : `${lists} cells hold lists or objects and are`} read as text.`,
    );
  return { names, types: null, rows: names === null ? null : rows, lines: null, others: [] };
}
