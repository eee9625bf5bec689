import type {
  ColumnSettings,
  Dialect,
  FileDatasetSpec,
  FileSource,
} from '../../../../src-shared/experiment/schema';

/** Changes of a file's data set as plain functions: each hands back a new one. */

export const ROLES = ['feature', 'target', 'weight', 'ignore'] as const;
export type Role = (typeof ROLES)[number];

export type ColumnChoices = Omit<ColumnSettings, 'name'>;
/** undefined takes a choice back, so that the column follows the data set again. */
export type ColumnPatch = { readonly [K in keyof ColumnChoices]?: ColumnChoices[K] | undefined };
export type DialectPatch = { readonly [K in keyof Dialect]?: Dialect[K] | undefined };
/** Which table of the file is read; undefined leaves the choice to the reader. */
export type SourcePatch = { readonly [K in keyof FileSource]?: FileSource[K] | undefined };

type Roles = Pick<FileDatasetSpec, 'features' | 'target' | 'weight'>;

export function findRole({ features, target, weight }: Roles, name: string): Role {
  if (target === name) return 'target';
  if (weight === name) return 'weight';
  return features.includes(name) ? 'feature' : 'ignore';
}

/** The role of each of these columns; quick for thousands of them. */
export function findRoles(
  { features, target, weight }: Roles,
  names: readonly string[],
): ReadonlyMap<string, Role> {
  const used = new Set(features);
  return new Map(
    names.map((name): [string, Role] => {
      if (target === name) return [name, 'target'];
      if (weight === name) return [name, 'weight'];
      return [name, used.has(name) ? 'feature' : 'ignore'];
    }),
  );
}

/**
 * Gives columns a role. A column has one role, and there is one target and one weight: the column
 * that was it before is ignored from then on.
 * @param order names of all columns, for the order of the features
 * @param names for `target` and `weight` the first one counts
 */
export function withRole(
  dataset: FileDatasetSpec,
  names: readonly string[],
  role: Role,
  order: readonly string[],
): FileDatasetSpec {
  const taken = role === 'target' || role === 'weight' ? names.slice(0, 1) : names;
  const changed = new Set(taken);
  const chosen = new Set(dataset.features);
  for (const name of changed) {
    if (role === 'feature') chosen.add(name);
    else chosen.delete(name);
  }
  const [only = null] = taken;
  const without = (name: string | null): string | null => (name !== null && changed.has(name) ? null : name);
  return {
    ...dataset,
    features: inOrder(chosen, order),
    target: role === 'target' ? only : without(dataset.target),
    weight: role === 'weight' ? only : without(dataset.weight),
  };
}

/** Names in the file's order; those that the file does not have stay, at the end. */
function inOrder(names: ReadonlySet<string>, order: readonly string[]): string[] {
  const known = new Set(order);
  return [...order.filter((name) => names.has(name)), ...[...names].filter((name) => !known.has(name))];
}

export function findSettings(dataset: FileDatasetSpec, name: string): ColumnChoices {
  return dataset.columnSettings.find((settings) => settings.name === name) ?? {};
}

/** Changes what differs from the data set's own choices in some columns. */
export function withColumns(
  dataset: FileDatasetSpec,
  names: readonly string[],
  patch: ColumnPatch,
): FileDatasetSpec {
  const kept = new Map(dataset.columnSettings.map((settings) => [settings.name, settings]));
  for (const name of names) {
    const changed = withoutUndefined({ ...kept.get(name), ...patch, name });
    if (Object.keys(changed).length > 1) kept.set(name, changed);
    else kept.delete(name);
  }
  return { ...dataset, columnSettings: [...kept.values()] };
}

/** Changes how the file is read. */
export function withDialect(dataset: FileDatasetSpec, patch: DialectPatch): FileDatasetSpec {
  const dialect = withoutUndefined<Dialect>({ ...dataset.dialect, ...patch });
  const { dialect: _, ...rest } = dataset;
  return Object.keys(dialect).length === 0 ? rest : { ...rest, dialect };
}

/**
 * Takes another table of the file. Names that were given to columns, and how its text is read, were
 * chosen for the table before and go.
 */
export function withSource(dataset: FileDatasetSpec, patch: SourcePatch): FileDatasetSpec {
  const source = withoutUndefined<FileSource>({ ...dataset.source, ...patch });
  const { source: _, columns: _columns, dialect: _dialect, ...rest } = dataset;
  return Object.keys(source).length === 0 ? rest : { ...rest, source };
}

/** Calls a column by another name wherever the data set names it. */
export function withName(
  dataset: FileDatasetSpec,
  names: readonly string[],
  position: number,
  name: string,
): FileDatasetSpec {
  const before = names[position];
  if (before === undefined) return dataset;
  const renamed = <T extends string | null>(given: T): T | string => (given === before ? name : given);
  const { split } = dataset;
  return {
    ...dataset,
    columns: names.map((column, index) => (index === position ? name : column)),
    features: dataset.features.map(renamed),
    target: renamed(dataset.target),
    weight: renamed(dataset.weight),
    columnSettings: dataset.columnSettings.map((settings) => ({
      ...settings,
      name: renamed(settings.name),
    })),
    split: 'column' in split && split.column !== null ? { ...split, column: renamed(split.column) } : split,
  };
}

/** Choices of a data set that go by its columns' names. */
export type NamedChoices = Pick<FileDatasetSpec, 'features' | 'target' | 'weight' | 'columnSettings'> & {
  readonly columns: readonly string[] | undefined;
};

export function namedChoices(dataset: FileDatasetSpec): NamedChoices {
  const { columns, features, target, weight, columnSettings } = dataset;
  return { columns, features, target, weight, columnSettings };
}

export function withNamedChoices(dataset: FileDatasetSpec, choices: NamedChoices): FileDatasetSpec {
  const { columns, ...named } = choices;
  const { columns: _, ...rest } = dataset;
  return {
    ...rest,
    ...named,
    features: [...named.features],
    ...(columns === undefined ? {} : { columns: [...columns] }),
  };
}

/** Only what is about columns that are there. */
export function onlyColumns(dataset: FileDatasetSpec, names: readonly string[]): FileDatasetSpec {
  const existing = new Set(names);
  const keepExisting = (name: string | null): string | null =>
    name !== null && existing.has(name) ? name : null;
  const { split } = dataset;
  return {
    ...dataset,
    features: dataset.features.filter((name) => existing.has(name)),
    target: keepExisting(dataset.target),
    weight: keepExisting(dataset.weight),
    columnSettings: dataset.columnSettings.filter(({ name }) => existing.has(name)),
    split:
      split.method === 'column' && !existing.has(split.column) ? { method: 'random', seed: null } : split,
  };
}

function withoutUndefined<T extends object>(given: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
}
