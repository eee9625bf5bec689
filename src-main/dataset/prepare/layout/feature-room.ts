import type { FeatureTable } from '../../../algorithms/contract/feature-table';
import type { ColumnRoom } from '../../columns/column-room';
import type { RawColumn } from '../../columns/raw-table';
import { tileRows } from './rows-in-place';

/** From so many numbers on, a table is not held beside the features that are made of it. */
export const LARGE_TABLE = 2 ** 21;
/** Classes that room is kept for before they are known: what is not used of it takes no memory. */
const EXPECTED_CLASSES = 8;

/** Memory for the columns of a large table in which its features lie afterwards. */
export class FeatureRoom {
  readonly #allocate: (features: FeatureTable) => Float64Array;
  readonly #columns: number;
  #room: ColumnRoom | null = null;

  /**
   * @param allocate makes the array of zeros for features
   * @param columns that become features: the first ones that are read
   */
  constructor(allocate: (features: FeatureTable) => Float64Array, columns: number) {
    this.#allocate = allocate;
    this.#columns = columns;
  }

  /** Room for so many rows; null where the table is not a large one. @param types of the columns */
  take(rows: number, types: readonly RawColumn['type'][]): ColumnRoom | null {
    const columns = this.#columns;
    this.#room = null;
    if (rows * columns < LARGE_TABLE) return null;
    const stride = tileRows(columns) * Math.ceil(rows / tileRows(columns));
    // Words and dates may become several inputs each.
    const hasOthers = types.slice(0, columns).some((type) => type !== 'number');
    const width = hasOthers ? 2 * columns + 64 : columns;
    const values = this.#allocate({ rows: stride, width, trainRows: stride, classes: EXPECTED_CLASSES });
    this.#room = { values, stride, columns };
    return this.#room;
  }

  /**
   * The columns as they lie in the room, for features of so many inputs.
   * @returns null where they lie elsewhere, or have no room
   */
  holding(columns: readonly RawColumn[], rows: number, width: number): ColumnRoom | null {
    const room = this.#room;
    if (room === null || columns.length !== room.columns || rows * width > room.values.length) return null;
    const { values, stride } = room;
    const isThere = ({ values: own }: RawColumn, c: number): boolean =>
      own.buffer === values.buffer && own.byteOffset === values.byteOffset + 8 * c * stride;
    return columns.every(isThere) ? room : null;
  }
}
