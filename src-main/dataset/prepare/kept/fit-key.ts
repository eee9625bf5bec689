import type { DatasetSpec } from '../../../../src-shared/experiment/schema';
import { sha256, stableJson } from '../../../files/hash';
import type { RawTable } from '../../columns/raw-table';

/** Rows that inputs are fitted to, and for what. */
interface FittedRows {
  readonly order: Int32Array;
  readonly known: Int32Array;
  readonly trainRows: number;
  readonly hashes: boolean;
}

/** Equal only where the same inputs are fitted to the same values in the same order. */
export function toFitKey(
  spec: DatasetSpec,
  { sha256: bytes, columns }: RawTable,
  { order, known, trainRows, hashes }: FittedRows,
): string {
  const types = columns.map(({ name, type }) => [name, type]);
  return sha256(stableJson({ spec, bytes, types, trainRows, hashes, used: order.length }), order, known);
}
