import { say } from '../../language/say';
import { at } from '../../present';
import { isIdentifier, isWholeNumbers, nameWords, targetProblem } from './columns';
import type { TargetTask } from '../../models/contract/task';
import type { KnownTable, NamedColumn } from './types';

/** Which column of a table is probably the one to predict, and what it asks of a model. */

/** Names of columns that hold a class. */
const CLASS_NAMES = new Set([
  'class',
  'classes',
  'label',
  'labels',
  'species',
  'digit',
  'diagnosis',
  'category',
  'outcome',
  'survived',
  'churn',
]);
/** Names of columns that are to be predicted, whatever they hold. */
const TARGET_NAMES = new Set(['y', 'target', 'output', 'outcome', 'response']);
/** A two-valued last column of these describes who was measured, and not what was found. */
const DESCRIBING_NAMES = new Set(['sex', 'gender']);
/** A column of more values is no label. */
const MAX_LABELS = 50;
/** Whole numbers are as often counts or ratings: without a telling name, fewer of those are classes. */
const MAX_CODES = 10;
/** A last column of so many categories at most, all others numbers, is taken for what is to be learned. */
const MAX_LAST = 20;

/**
 * What a model would learn of a target. Categories are classes; so are two numbers, whole numbers from
 * 0 or 1 on without a gap up to 10, and up to 50 whole numbers where the column is called class, label
 * and the like. Where the column was not read to its end, a category counts as two classes.
 */
export function targetTask(table: Pick<KnownTable, 'preview'>, named: NamedColumn): TargetTask {
  const { type, distinct, min, max } = named.column;
  if (type === 'category') return { kind: 'classes', count: Math.max(2, distinct ?? 2) };
  if (type !== 'number' || distinct === undefined || distinct < 2) return { kind: 'numbers' };
  if (distinct === 2) return { kind: 'classes', count: 2 };
  if (!isWholeNumbers(table, named)) return { kind: 'numbers' };
  const isCounted = (min === 0 || min === 1) && max === min + distinct - 1 && distinct <= MAX_CODES;
  const isNamed = distinct <= MAX_LABELS && nameWords(named.name).some((word) => CLASS_NAMES.has(word));
  return isCounted || isNamed ? { kind: 'classes', count: distinct } : { kind: 'numbers' };
}

/**
 * The column to predict, and what it was known by; null where no column looks like one.
 * @param columns all of the file, in its order
 */
export function proposeTarget(
  table: KnownTable,
  columns: readonly NamedColumn[],
): { readonly name: string; readonly why: string } | null {
  const possible = columns.filter(
    (named) => targetProblem(named.column) === null && !isIdentifier(table, named),
  );
  const byName =
    possible.find((named) => isNamedTarget(table, named, true)) ??
    possible.find((named) => isNamedTarget(table, named, false));
  if (byName !== undefined) return { name: byName.name, why: say('its name says so') };
  const last = columns[columns.length - 1];
  if (last === undefined || columns.length < 2 || !possible.includes(last)) return null;
  const { type, distinct, min, max } = last.column;
  const isTwo =
    distinct === 2 && (type === 'category' || (type === 'number' && (min === 0 || min === -1) && max === 1));
  if (isTwo && !nameWords(last.name).some((word) => DESCRIBING_NAMES.has(word)))
    return { name: last.name, why: say('the last column, of two values') };
  // In the tables that many begin with, measured numbers come first and what they are of comes last.
  const isOnlyCategory = columns.every(({ column }) => column === last.column || column.type === 'number');
  const isFew = type === 'category' && distinct !== undefined && distinct >= 2 && distinct <= MAX_LAST;
  return isOnlyCategory && isFew
    ? { name: last.name, why: say('the last column, the only categories') }
    : null;
}

/** @param isWhole whether the whole name must be the word, or only a part of it */
function isNamedTarget(table: KnownTable, named: NamedColumn, isWhole: boolean): boolean {
  const parts = nameWords(named.name);
  const is = (names: ReadonlySet<string>): boolean =>
    isWhole ? parts.length === 1 && names.has(at(parts, 0)) : parts.some((word) => names.has(word));
  const { type, distinct } = named.column;
  if (distinct !== undefined && distinct < 2) return false;
  if (isWhole && is(TARGET_NAMES) && (type === 'number' || distinct === undefined || distinct <= MAX_LABELS))
    return true;
  if (!is(CLASS_NAMES) && !(is(TARGET_NAMES) && parts.length < 4 && parts[0] !== 'y')) return false;
  if (distinct === undefined) return type === 'category' || isWholeNumbers(table, named);
  return distinct <= MAX_LABELS && (type === 'category' || isWholeNumbers(table, named));
}
