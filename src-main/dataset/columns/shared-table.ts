import { deserialize, serialize } from 'node:v8';
import { RowLines, type RowLinesState } from '../table/row-lines';
import type { RawColumn, RawTable } from './raw-table';

/** A table in memory that all threads share. */
export interface SharedTable {
  /** All that it holds. */
  readonly bytes: number;
  /** All but the values of the columns, as V8 writes it. */
  readonly facts: SharedArrayBuffer;
  /** Where the values of the columns lie. */
  readonly values: readonly SharedArrayBuffer[];
}

/** Where a column's values lie. */
interface ColumnPlace {
  readonly buffer: number;
  readonly byteOffset: number;
  readonly length: number;
}

interface TableFacts {
  readonly raw: Omit<RawTable, 'columns' | 'lines'>;
  readonly lines: RowLinesState | null;
  readonly columns: readonly (Omit<RawColumn, 'values'> & { readonly place: ColumnPlace })[];
}

/** A table and its columns in the memory that threads share; values that lie elsewhere are copied there. */
export function shareTable(raw: RawTable, columns: readonly RawColumn[] = raw.columns): SharedTable {
  const buffers: SharedArrayBuffer[] = [];
  const placed = columns.map(({ values, ...column }) => {
    const own = values.buffer instanceof SharedArrayBuffer ? values : shared(values);
    const buffer = own.buffer as SharedArrayBuffer;
    if (!buffers.includes(buffer)) buffers.push(buffer);
    const place = { buffer: buffers.indexOf(buffer), byteOffset: own.byteOffset, length: own.length };
    return { ...column, place };
  });
  const { columns: _columns, lines, ...facts } = raw;
  const all: TableFacts = { raw: facts, lines: lines?.state ?? null, columns: placed };
  const written = serialize(all);
  const bytes = new SharedArrayBuffer(written.length);
  new Uint8Array(bytes).set(written);
  const held = columns.reduce((sum, { values }) => sum + values.byteLength, written.length);
  return { bytes: held, facts: bytes, values: buffers };
}

/** Some columns of a shared table, by their places among those that it has. Their values are not to be changed. */
export function readShared(table: SharedTable, places: readonly number[]): RawTable {
  const { raw, lines, columns } = deserialize(Buffer.from(new Uint8Array(table.facts))) as TableFacts;
  const wanted = places.map((at): RawColumn => {
    const column = columns[at];
    const buffer = table.values[column?.place.buffer ?? -1];
    if (column === undefined || buffer === undefined) throw new Error(`A shared table has no column ${at}`);
    const { place, ...facts } = column;
    return { ...facts, values: new Float64Array(buffer, place.byteOffset, place.length) };
  });
  return { ...raw, columns: wanted, lines: lines === null ? null : RowLines.from(lines) };
}

function shared(values: Float64Array): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
