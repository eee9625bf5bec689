import { say, sayNumber } from '../../language/say';
import type { KnownColumn, KnownTable, NamedColumn } from './types';

/** What a column of a data file can be used for, and what its name and values say of it. */

/** A category of more values would become more one-hot inputs than a first try wants. */
const MAX_CATEGORIES = 50;
/** A column with more missing cells than this share costs more rows than it is worth. */
const MAX_MISSING = 0.5;

/** Letters and digits in parts: `001`, `A-17`, `b2.c3`, `f3a9-77`. */
const CODE = /^[\p{L}\d]+([-_.][\p{L}\d]+)*$/u;

/** A number as columns of numbers hold it: one of text has something else beside it. */
const PLAIN_NUMBER = /^(0|[1-9]\d{0,14})$/;

/** Whether texts are codes, which name something, and no sentences: of one word each, with a digit. */
function areCodes(texts: readonly string[]): boolean {
  return (
    texts.every((text) => CODE.test(text) && /\d/.test(text)) &&
    texts.some((text) => !PLAIN_NUMBER.test(text))
  );
}

/** What a column of text holds: codes such as `001`, or free text. */
function textContent({ top = [] }: Pick<KnownColumn, 'top'>): string {
  return areCodes(top.map(({ word }) => word)) ? say('codes') : say('free text');
}

/** Why a column cannot be a feature, or null where it can. */
export function featureProblem(column: Pick<KnownColumn, 'type' | 'top'>): string | null {
  return column.type === 'text'
    ? say('This column holds {column}: make it a category to use its values as a feature.', {
        column: textContent(column),
      })
    : null;
}

/** Why a column cannot be the target, or null where it can: amounts with a unit are numbers. */
export function targetProblem(column: Pick<KnownColumn, 'type' | 'unit' | 'top'>): string | null {
  const { type, unit } = column;
  if (type === 'number' || type === 'category' || unit !== undefined) return null;
  const content = type === 'date' ? say('dates') : textContent(column);
  return say('This column holds {content}; a target is a number or a category.', { content });
}

/** Why a column cannot weigh the rows, or null where it can. */
export function weightProblem({ type, min }: Pick<KnownColumn, 'type' | 'min'>): string | null {
  if (type !== 'number') return say('A weight is a number of 0 or more.');
  return min !== undefined && min !== null && min < 0 ? say('A weight cannot be below 0.') : null;
}

/** Whether a number column holds whole numbers only, as far as its range and the first rows tell. */
export function isWholeNumbers(
  { preview }: Pick<KnownTable, 'preview'>,
  { column, position }: NamedColumn,
): boolean {
  if (column.type !== 'number') return false;
  const bounds = [column.min ?? 0, column.max ?? 0];
  if (!bounds.every(Number.isInteger)) return false;
  return preview.every((row) => {
    const cell = row[position] ?? null;
    return cell === null || Number.isInteger(Number(cell));
  });
}

/** Names that mean a row's own number or key. */
const ID_NAMES = new Set([
  'id',
  'ids',
  'uid',
  'uuid',
  'guid',
  'rowid',
  'index',
  'idx',
  'rownum',
  'rownumber',
]);
const ROW_NAMES = /^(unnamed(: ?\d+)?|row|no|nr|nb|#|number|key|serial)\.?$/i;

/** The words of a column's name in lower case: `patient_ID` is patient, id. */
export function nameWords(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}#]+/u)
    .filter((word) => word !== '');
}

/**
 * Whether a column tells rows apart and nothing else: its name ends in id or index, or it counts the
 * rows from 0 or 1.
 */
export function isIdentifier(table: KnownTable, named: NamedColumn): boolean {
  const { column, name } = named;
  if (column.type === 'date') return false;
  const words = nameWords(name);
  const last = words[words.length - 1] ?? '';
  if (ID_NAMES.has(last) || ID_NAMES.has(words.join(''))) {
    return column.type !== 'number' || isWholeNumbers(table, named);
  }
  if (ROW_NAMES.test(name.trim()) && column.distinct !== undefined && column.distinct >= table.rows)
    return true;
  return countsRows(table, named);
}

/** Whether the first column only counts the rows: 1..n or 0..n-1, ascending. */
function isRowIndex(table: KnownTable): boolean {
  const column = table.columns[0];
  if (column === undefined || table.columns.length < 2) return false;
  return countsRows(table, { column, name: column.name, position: 0 });
}

function countsRows({ rows, preview }: KnownTable, { column, position }: NamedColumn): boolean {
  if (column.type !== 'number' || rows < 2) return false;
  const cells = preview.map((row) => row[position] ?? null);
  // A first look knows the first rows alone; only in the first column are they enough.
  if (column.distinct === undefined) return position === 0 && cells.length > 2 && countsUp(cells, 1);
  if ((column.missing ?? 0) > 0 || column.distinct !== rows) return false;
  const { min, max } = column;
  if ((min !== 0 && min !== 1) || max !== min + rows - 1) return false;
  return countsUp(cells, Infinity);
}

/** Whether the first cells ascend, by at most `step` each and then from 0 or 1. */
function countsUp(cells: readonly (string | null)[], step: number): boolean {
  let last = step === 1 ? (Number(cells[0]) === 0 ? -1 : 0) : -Infinity;
  for (const cell of cells) {
    const value = Number(cell ?? NaN);
    if (!(value > last) || value > last + step) return false;
    last = value;
  }
  return true;
}

const NAMELESS = /^(column|col|c|v|f|field|x)?[ _]?\d+$/i;

/** Names for the columns of a file without a header: what the reader made up reads poorly in a chart. */
export function proposeNames(table: KnownTable): string[] {
  const indexed = isRowIndex(table);
  return table.columns.map((column, position) => {
    if (!NAMELESS.test(column.name)) return column.name;
    if (indexed && position === 0) return say('Index');
    return `x${indexed ? position : position + 1}`;
  });
}

/** Whether the file itself names its columns. */
export function hasNames({ format, dialect }: Pick<KnownTable, 'format' | 'dialect'>): boolean {
  return format !== 'csv' || dialect.header > 0;
}

/** Why a column that could be a feature is better left out, as a clause; null where nothing speaks against it. */
export function whyLeftOut(table: KnownTable, named: NamedColumn): string | null {
  const { type, distinct, distinctAtLeast, missing } = named.column;
  if (isIdentifier(table, named)) return say('only tells rows apart');
  if (type === 'text') return whyTextLeftOut(table, named);
  if (distinct !== undefined && distinct < 2) return distinct === 0 ? 'empty' : say('the same in every row');
  if (missing !== undefined && table.rows > 0 && missing > MAX_MISSING * table.rows)
    return say('missing in {missing} % of the rows', { missing: Math.round((100 * missing) / table.rows) });
  if (type !== 'category') return null;
  if (distinct === undefined) return say('not fully read yet');
  if (distinctAtLeast === true || distinct > MAX_CATEGORIES)
    return say('{value}{count} categories', {
      value: distinctAtLeast === true ? say('more than ') : '',
      count: sayNumber(distinct),
    });
  return null;
}

/** Why a column of text is left out: an identifier, codes, or free text. */
function whyTextLeftOut({ rows, preview }: KnownTable, { column, position }: NamedColumn): string {
  const first = preview.flatMap((row) => row[position] ?? []);
  const frequent = (column.top ?? []).map(({ word }) => word);
  if (!areCodes([...first, ...frequent])) return say('free text');
  const { distinct, distinctAtLeast, missing = 0 } = column;
  if (distinct === undefined) return say('codes');
  if (distinct >= rows - missing) return say('an identifier, different in every row');
  return say('{value}{count} codes', {
    value: distinctAtLeast === true ? say('more than ') : '',
    count: sayNumber(distinct),
  });
}
