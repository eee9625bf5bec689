import type { DatasetSpec } from '../../../src-shared/experiment/schema';
import { at } from '../../../src-shared/present';
import { toCellType, readEncoders } from '../../../src-shared/run/points/raw-columns';
import type { ColumnMatches, MatchedColumn } from '../../../src-shared/run/points/point-file';
import type { PointModel } from './point-cells';

/** How the columns of a file stand for those of a model. */
export interface ColumnPairs {
  readonly matched: readonly Omit<MatchedColumn, 'cells'>[];
  readonly absent: readonly string[];
  readonly extra: readonly string[];
}

/**
 * Finds the model's columns in a file: as a person said, by the same name, by a name that differs in
 * case, blanks or dashes only and that is meant for no other, or by their order where the file has no
 * names and as many columns as the model takes (or as the training file had).
 * @param names of the file's columns
 * @param byHand a source that the file does not have counts as not said
 */
export function matchColumns(
  model: PointModel,
  names: readonly string[],
  hasHeader: boolean,
  spec: DatasetSpec,
  byHand: ColumnMatches = {},
): ColumnPairs {
  const encoders = readEncoders(model);
  const wanted = encoders.map(({ column }) => column);
  const ordered =
    hasHeader || wanted.some((name) => names.includes(name)) ? null : inOrder(wanted, names, spec);
  const exact = new Set(wanted);
  const alike = new Map<string, string[]>();
  for (const name of names) {
    if (exact.has(name)) continue;
    const key = plain(name);
    alike.set(key, [...(alike.get(key) ?? []), name]);
  }
  const matched = encoders.map((encoder): Omit<MatchedColumn, 'cells'> => {
    const { column, fill } = encoder;
    const common = { column, kind: toCellType(encoder), canFill: fill !== null } as const;
    const own = Object.prototype.hasOwnProperty.call(byHand, column) ? byHand[column] : undefined;
    if (own === null && common.canFill) return { ...common, source: null, how: 'hand' };
    if (typeof own === 'string' && names.includes(own)) return { ...common, source: own, how: 'hand' };
    if (names.includes(column)) return { ...common, source: column, how: 'name' };
    const index = ordered?.get(column);
    if (index !== undefined) return { ...common, source: names[index] ?? null, how: 'order' };
    const similar = alike.get(plain(column)) ?? [];
    const isMeant = wanted.filter((name) => plain(name) === plain(column)).length === 1;
    if (similar.length === 1 && isMeant) return { ...common, source: at(similar, 0), how: 'similar' };
    return { ...common, source: null, how: null };
  });
  const used = new Set(matched.flatMap(({ source }) => source ?? []));
  return {
    matched,
    absent: matched.filter(({ how }) => how === null).map(({ column }) => column),
    extra: names.filter((name) => !used.has(name)),
  };
}

/** Places of the wanted columns in a file without names; null where nothing tells. */
function inOrder(
  wanted: readonly string[],
  names: readonly string[],
  spec: DatasetSpec,
): Map<string, number> | null {
  const trained = spec.kind === 'file' ? spec.columns : undefined;
  if (trained?.length === names.length && wanted.every((name) => trained.includes(name))) {
    return new Map(wanted.map((name) => [name, trained.indexOf(name)]));
  }
  return wanted.length === names.length ? new Map(wanted.map((name, index) => [name, index])) : null;
}

/** A name without what people write differently from file to file. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/g, '');
}
