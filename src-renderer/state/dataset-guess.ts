import type { ColumnProfile, InspectReport } from '../../src-shared/dataset/report';
import type { TableLook } from '../../src-shared/dataset/look';
import { fileDatasetSchema, type FileDatasetSpec } from '../../src-shared/experiment/schema';

/** First guesses for a data file: names, roles, and what a column can be used as. */

const TARGET_NAMES = /^(y|target|label|labels|class|classes|output|outcome)$/i;
const NAMELESS = /^(column|col|c|v|f|field|x)?[ _]?\d+$/i;
/** A category of more words would become more one-hot columns than a first try wants. */
const FEW_WORDS = 50;

/** A last column of so many words at most, all others numbers, is taken for what is to be learned. */
const FEW_KINDS = 20;

/** A column as far as it is known: a first look tells its name and type only. */
export type KnownColumn = Pick<ColumnProfile, 'name' | 'type'> & Partial<ColumnProfile>;

/** A file as far as it is known. */
export interface KnownTable extends Pick<InspectReport, 'path' | 'format' | 'rows' | 'preview'> {
  readonly dialect: Pick<InspectReport['dialect'], 'header'>;
  readonly columns: readonly KnownColumn[];
}

/** What a first look tells, in the form of a report. */
export function tableOf({ path, format, dialect, columns, page }: TableLook): KnownTable {
  return {
    path,
    format,
    dialect,
    columns,
    rows: page.totalRows,
    preview: page.rows.map(({ cells }) => cells),
  };
}

/** Why a column cannot be a feature, or null where it can. */
export function featureProblem({ type }: Pick<KnownColumn, 'type'>): string | null {
  return type === 'text'
    ? 'This column holds free text: make it a category to use its words as a feature.'
    : null;
}

/** Why a column cannot be the target, or null where it can. */
export function targetProblem({ type }: Pick<KnownColumn, 'type'>): string | null {
  if (type === 'number' || type === 'category') return null;
  const words = type === 'date' ? 'dates' : 'free text';
  return `This column holds ${words}; a target is a number or a category.`;
}

/** Why a column cannot weigh the rows, or null where it can. */
export function weightProblem({ type, min }: Pick<KnownColumn, 'type' | 'min'>): string | null {
  if (type !== 'number') return 'A weight is a number of 0 or more.';
  return min !== undefined && min !== null && min < 0 ? 'A weight cannot be below 0.' : null;
}

/** Whether the first column only counts the rows: 1..n or 0..n-1, ascending. */
export function isRowIndex({ columns, rows, preview }: KnownTable): boolean {
  const first = columns[0];
  if (first === undefined || columns.length < 2 || first.type !== 'number' || rows < 2) return false;
  if (first.distinct === undefined) return preview.length > 2 && countsUp(preview, 1);
  if ((first.missing ?? 0) > 0 || first.distinct !== rows) return false;
  const { min, max } = first;
  if ((min !== 0 && min !== 1) || max !== min + rows - 1) return false;
  return countsUp(preview, Infinity);
}

/** Whether the first cells ascend, by at most `step` each and then from 0 or 1. */
function countsUp(rows: KnownTable['preview'], step: number): boolean {
  let last = step === 1 ? (Number(rows[0]?.[0]) === 0 ? -1 : 0) : -Infinity;
  for (const row of rows) {
    const value = Number(row[0] ?? NaN);
    if (!(value > last) || value > last + step) return false;
    last = value;
  }
  return true;
}

/** Names for the columns of a file without a header: what the reader made up reads poorly in a chart. */
export function guessNames(table: KnownTable): string[] {
  const indexed = isRowIndex(table);
  return table.columns.map((column, position) => {
    if (!NAMELESS.test(column.name)) return column.name;
    if (indexed && position === 0) return 'Index';
    return `x${indexed ? position : position + 1}`;
  });
}

/** Whether the file itself names its columns. */
export function hasNames({ format, dialect }: Pick<KnownTable, 'format' | 'dialect'>): boolean {
  return format !== 'csv' || dialect.header > 0;
}

/** How to use a file that was just opened: which columns are features, which one is the target. */
export function guessDataset(table: KnownTable): FileDatasetSpec {
  const names = hasNames(table) ? table.columns.map((column) => column.name) : guessNames(table);
  return {
    ...fileDatasetSchema.parse({ kind: 'file', path: 'x', features: ['x'] }),
    path: table.path,
    ...(hasNames(table) ? {} : { columns: names }),
    ...guessRoles(table, names),
  };
}

/** Roles for columns of these names: numbers and categories of few words are features. */
export function guessRoles(
  table: KnownTable,
  names: readonly string[],
): Pick<FileDatasetSpec, 'features' | 'target' | 'weight'> {
  const indexed = isRowIndex(table);
  const named = table.columns
    .map((column, position) => ({ column, name: names[position] ?? column.name }))
    .slice(indexed ? 1 : 0);
  const target = guessTarget(named);
  const features = named.filter(({ column, name }) => name !== target && isLikelyFeature(column));
  return { features: features.map(({ name }) => name), target, weight: null };
}

function isLikelyFeature({ type, distinct, distinctAtLeast }: KnownColumn): boolean {
  if (type === 'number') return true;
  return type === 'category' && distinct !== undefined && distinctAtLeast !== true && distinct <= FEW_WORDS;
}

function guessTarget(
  columns: readonly { readonly column: KnownColumn; readonly name: string }[],
): string | null {
  const named = columns.find(({ column, name }) => TARGET_NAMES.test(name) && targetProblem(column) === null);
  if (named !== undefined) return named.name;
  const last = columns[columns.length - 1];
  if (last === undefined || columns.length < 2) return null;
  const { type, distinct, min, max } = last.column;
  const binary = type === 'number' && distinct === 2 && (min === 0 || min === -1) && max === 1;
  if (binary || (type === 'category' && distinct === 2)) return last.name;
  // As in the tables that many begin with: measured numbers, and what was measured in the last column.
  const isOnlyWords = columns.every(({ column }) => column === last.column || column.type === 'number');
  const isKind = type === 'category' && distinct !== undefined && distinct >= 2 && distinct <= FEW_KINDS;
  return isOnlyWords && isKind ? last.name : null;
}
