import type { ColumnType, DatasetSpec } from '../../../src-shared/experiment/schema';

/** A column as the Explore view needs to know it. */
export interface ExploreColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** Equal where the rows and their reading are the same, whatever roles and preparation say. */
export function exploredKey(dataset: DatasetSpec, seed: number): string {
  if (dataset.kind === 'generated') return JSON.stringify([dataset.generator, dataset.params, seed]);
  const { path, source, columns, dialect, columnSettings, rejects, filter, sample } = dataset;
  const settings = columnSettings.flatMap(({ name, type, na, unit }) =>
    type === undefined && na === undefined && unit === undefined ? [] : [[name, type, na, unit]],
  );
  const isDrawn = sample?.method === 'random' && sample.seed === null;
  return JSON.stringify([
    path,
    source,
    columns,
    dialect,
    settings,
    rejects,
    filter,
    sample,
    isDrawn ? seed : null,
  ]);
}

/** Two number columns, features first, and the target as the colour. */
export function defaultAxes(
  columns: readonly ExploreColumn[],
  dataset: DatasetSpec,
): { x: string | null; y: string | null; colour: string | null } {
  const features = dataset.kind === 'file' ? dataset.features : [];
  const target = dataset.kind === 'file' ? dataset.target : null;
  const rank = ({ name, type }: ExploreColumn): number =>
    (name === target ? 4 : 0) +
    (type === 'number' ? 0 : type === 'date' ? 1 : 2) * 8 +
    (features.includes(name) ? 0 : 2);
  const ranked = columns
    .map((column, index) => ({ column, index }))
    .sort((a, b) => rank(a.column) - rank(b.column) || a.index - b.index)
    .map(({ column }) => column.name);
  const [x = null, y = x] = ranked;
  const exists = target !== null && columns.some(({ name }) => name === target);
  return { x, y, colour: exists && target !== x && target !== y ? target : null };
}

/** Columns of some types with some letters in their names, at most so many. */
export function boundedColumns(
  columns: readonly ExploreColumn[],
  types: readonly ColumnType[],
  search: string,
  limit: number,
): { names: readonly string[]; of: number } {
  const letters = search.trim().toLowerCase();
  const fitting = columns.filter(
    ({ name, type }) => types.includes(type) && (letters === '' || name.toLowerCase().includes(letters)),
  );
  return { names: fitting.slice(0, limit).map(({ name }) => name), of: fitting.length };
}
