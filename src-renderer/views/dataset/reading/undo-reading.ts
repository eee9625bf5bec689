import type { Dialect } from '../../../../src-shared/experiment/schema';
import type { DialectPatch } from '../../../state/dataset/edit/dataset-edit';

/**
 * The change that takes another reading back: every field that it sets, as it stands in the dialect
 * chosen by hand; undefined where it was detected.
 */
export function findUndo(dialect: Dialect, other: Dialect): DialectPatch {
  const keys = Object.keys(other) as (keyof Dialect)[];
  return Object.fromEntries(keys.map((key) => [key, dialect[key]]));
}
