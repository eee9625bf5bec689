import { RowLines } from '../table/row-lines';
import type { RawColumn, RawTable } from './raw-table';

/** A table in memory that all threads share. */
export interface SharedTable {
  /** All that it holds. */
  readonly bytes: number;
  /** All but its arrays of numbers, as JSON in UTF-8. */
  readonly facts: SharedArrayBuffer;
  /** Where the arrays lie. */
  readonly values: readonly SharedArrayBuffer[];
}

/** Where an array lies. */
interface ArrayPlace {
  readonly buffer: number;
  readonly byteOffset: number;
  readonly length: number;
}

type Shared = Float64Array | Int32Array | Uint8Array;

interface TableFacts {
  readonly raw: Omit<RawTable, 'columns' | 'lines' | 'suspect' | 'rowNumbers'>;
  readonly suspect: ArrayPlace | null;
  readonly rowNumbers: ArrayPlace | null;
  readonly lines: { readonly rows: ArrayPlace; readonly lines: ArrayPlace } | null;
  readonly columns: readonly (Omit<RawColumn, 'values' | 'classTexts'> & {
    readonly place: ArrayPlace;
    readonly texts: {
      readonly byValue: readonly (readonly [number, string])[];
      readonly others: NonNullable<RawColumn['classTexts']>['others'];
    } | null;
  })[];
}

/** Arrays in buffers that threads share; those that lie elsewhere are copied there. */
class SharedArrays {
  readonly buffers: SharedArrayBuffer[] = [];
  bytes = 0;

  place(array: Shared): ArrayPlace {
    const own = array.buffer instanceof SharedArrayBuffer ? array : shared(array);
    const buffer = own.buffer as SharedArrayBuffer;
    if (!this.buffers.includes(buffer)) this.buffers.push(buffer);
    this.bytes += own.byteLength;
    return { buffer: this.buffers.indexOf(buffer), byteOffset: own.byteOffset, length: own.length };
  }
}

/**
 * A table with some columns in the memory that threads share. (V8's own writing of objects is no way there:
 * Electron 22 ends the process when it frees what that has written.)
 */
export function shareTable(raw: RawTable, columns: readonly RawColumn[] = raw.columns): SharedTable {
  const arrays = new SharedArrays();
  const placed = columns.map(({ values, classTexts, ...column }) => ({
    ...column,
    place: arrays.place(values),
    texts: classTexts === undefined ? null : { byValue: [...classTexts.byValue], others: classTexts.others },
  }));
  const { columns: _columns, lines, suspect, rowNumbers, ...facts } = raw;
  const state = lines?.state ?? null;
  const all: TableFacts = {
    raw: facts,
    suspect: suspect === null ? null : arrays.place(suspect),
    rowNumbers: rowNumbers === null ? null : arrays.place(rowNumbers),
    lines: state === null ? null : { rows: arrays.place(state.rows), lines: arrays.place(state.lines) },
    columns: placed,
  };
  const written = new TextEncoder().encode(JSON.stringify(all));
  const kept = new SharedArrayBuffer(written.byteLength);
  new Uint8Array(kept).set(written);
  return {
    bytes: arrays.bytes + kept.byteLength,
    facts: kept,
    values: arrays.buffers,
  };
}

/** Some columns of a shared table, by their places among those that it has. Their values are not to be changed. */
export function readShared({ facts, values }: SharedTable, places: readonly number[]): RawTable {
  const text = new TextDecoder().decode(new Uint8Array(facts).slice());
  const { raw, lines, suspect, rowNumbers, columns } = JSON.parse(text) as TableFacts;
  const bufferOf = ({ buffer }: ArrayPlace): SharedArrayBuffer => {
    const found = values[buffer];
    if (found === undefined) throw new Error(`A shared table has no buffer ${buffer}`);
    return found;
  };
  const doubles = (at: ArrayPlace): Float64Array => new Float64Array(bufferOf(at), at.byteOffset, at.length);
  const integers = (at: ArrayPlace): Int32Array => new Int32Array(bufferOf(at), at.byteOffset, at.length);
  const wanted = places.map((index): RawColumn => {
    const column = columns[index];
    if (column === undefined) throw new Error(`A shared table has no column ${index}`);
    const { place, texts, ...own } = column;
    return {
      ...own,
      values: doubles(place),
      ...(texts === null ? {} : { classTexts: { byValue: new Map(texts.byValue), others: texts.others } }),
    };
  });
  return {
    ...raw,
    columns: wanted,
    suspect: suspect === null ? null : new Uint8Array(bufferOf(suspect), suspect.byteOffset, suspect.length),
    rowNumbers: rowNumbers === null ? null : integers(rowNumbers),
    lines: lines === null ? null : RowLines.from({ rows: integers(lines.rows), lines: doubles(lines.lines) }),
  };
}

function shared<T extends Shared>(array: T): T {
  const Type = array.constructor as new (buffer: SharedArrayBuffer) => T;
  const copy = new Type(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
}
