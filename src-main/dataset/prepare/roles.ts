import { isAbsolute, join } from 'node:path';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type {
  ColumnSettings,
  DatasetSpec,
  FileDatasetSpec,
  ModelSpec,
} from '../../../src-shared/experiment/schema';
import type { DatasetFacts } from '../../../src-shared/run/record/dataset-facts';
import { drawGenerated } from './generated';
import { sha256, stableJson } from '../../files/hash';
import type { ColumnOptions, RawColumn, RawTable, WantedColumn } from '../columns/raw-table';
import { readColumns } from '../columns/column-reader';
import type { ReadOptions } from '../source/read-options';
import { isWordTarget, namesClasses } from './targets';

/** A table with what its columns are for. */
export interface RoleTable {
  readonly raw: RawTable;
  readonly features: readonly RawColumn[];
  readonly target: RawColumn | null;
  readonly weight: RawColumn | null;
  /** Words that say which part a row belongs to. */
  readonly split: RawColumn | null;
}

/** A column's own settings and where they stand, e.g. `dataset.columnSettings.3`. */
export interface OwnSettings {
  readonly settings: ColumnSettings;
  readonly field: string;
}

export function findSettings(spec: DatasetSpec, name: string): OwnSettings | null {
  if (spec.kind === 'generated') return null;
  const index = spec.columnSettings.findIndex((settings) => settings.name === name);
  const settings = spec.columnSettings[index];
  return settings === undefined ? null : { settings, field: `dataset.columnSettings.${index}` };
}

/**
 * What to read for each role, in this order: features, target, weight, split.
 * @param model tells whether the target names classes; null: nobody asks for their texts
 */
export function wantedColumns(spec: FileDatasetSpec, model: ModelSpec | null = null): WantedColumn[] {
  const { features, target, weight, split } = spec;
  if (target !== null && features.includes(target)) {
    throw fail(
      'invalid-experiment',
      sentence(
        'Column "{target}" has two roles: as the target it cannot be a feature too, for the model would only copy it.',
        { target },
      ),
      { column: target, field: 'dataset.target' },
    );
  }
  const wanted = features.map((name, i) => wantedAs(spec, name, null, `dataset.features.${i}`));
  if (target !== null) {
    const isClass = model !== null && namesClasses(model);
    wanted.push({ ...wantedAs(spec, target, null, 'dataset.target'), ...(isClass ? { isClass } : {}) });
  }
  if (weight !== null) wanted.push(wantedAs(spec, weight, 'number', 'dataset.weight'));
  const parted = splitColumn(spec);
  if (parted !== null) {
    const as = split.method === 'folds' && split.by === 'time' ? null : 'category';
    wanted.push(wantedAs(spec, parted, as, 'dataset.split.column'));
  }
  return wanted;
}

/** The column that the split goes by; null where it needs none. */
function splitColumn({ split }: DatasetSpec): string | null {
  return 'column' in split ? split.column : null;
}

function wantedAs(
  spec: FileDatasetSpec,
  name: string,
  as: WantedColumn['type'] | null,
  field: string,
): WantedColumn {
  const own = findSettings(spec, name)?.settings;
  const type = own?.type === 'text' ? 'category' : own?.type;
  return {
    name,
    type: as ?? type ?? 'auto',
    field,
    ...(own?.na === undefined ? {} : { na: own.na }),
    ...(own?.unit === undefined ? {} : { unit: own.unit }),
  };
}

/** Where and how to read, beside the data set's own choices. */
export interface ReadRequest extends Pick<ColumnOptions, 'signal' | 'onProgress' | 'room'> {
  readonly model: ModelSpec;
  /** Of the experiment. */
  readonly seed: number;
  readonly baseFolder?: string | undefined;
  /** Where the files are read instead, the first one first; null or left out: where the data set says. */
  readonly readFrom?: readonly string[] | null | undefined;
}

/** Where a data set is read. */
export type ReadLocation = Pick<ReadRequest, 'baseFolder' | 'readFrom'>;

/**
 * Reads the columns that have a role. A sample is taken while reading where no filter comes before.
 * @throws BenchtopError where a column is not there or has two roles
 */
export async function readRoles(spec: FileDatasetSpec, request: ReadRequest): Promise<RoleTable> {
  const { model, signal, onProgress, room } = request;
  const path = resolvePath(spec, request);
  const options: ColumnOptions = { ...readingChoices(spec, request), signal, onProgress };
  const wanted = wantedColumns(spec, model);
  const raw = await readColumns(path, wanted, { ...options, room });
  const count = spec.features.length;
  let target = spec.target === null ? null : (raw.columns[count] ?? null);
  const targetColumn = wanted[count];
  if (target !== null && targetColumn?.type === 'auto' && isWordTarget(target, model)) {
    // Few of its cells are words, or all are dates: read as numbers they would be bad cells.
    const asCategories = await readColumns(path, [{ ...targetColumn, type: 'category' }], options);
    target = asCategories.columns[0] ?? null;
  }
  return toRoles(raw, spec, target);
}

/**
 * A table with its columns in the order of {@link wantedColumns}.
 * @param target in place of the column that was read for it
 */
export function toRoles(
  raw: RawTable,
  spec: FileDatasetSpec,
  target = spec.target === null ? null : (raw.columns[spec.features.length] ?? null),
): RoleTable {
  const count = spec.features.length;
  const rest = raw.columns.slice(count + (spec.target === null ? 0 : 1));
  return {
    raw,
    features: raw.columns.slice(0, count),
    target,
    weight: spec.weight === null ? null : (rest[0] ?? null),
    split: splitColumn(spec) === null ? null : (rest[rest.length - 1] ?? null),
  };
}

/** What decides how the rows of a data set's files are read, whatever columns are. */
export function readingChoices(
  spec: FileDatasetSpec,
  request: Pick<ReadRequest, 'seed' | 'baseFolder' | 'readFrom'>,
): Pick<ColumnOptions, 'source' | 'moved' | 'columns' | 'dialect' | 'sample'> {
  const { columns, dialect, sample } = spec;
  return {
    ...resolveSource(spec, request),
    columns,
    dialect,
    sample: spec.filter === null && sample !== null ? { ...sample, seed: sample.seed ?? request.seed } : null,
  };
}

/** Where the first file of a data set is read. */
export function resolvePath({ path }: FileDatasetSpec, { baseFolder, readFrom }: ReadLocation): string {
  const [first] = readFrom ?? [];
  if (first !== undefined) return first;
  return baseFolder === undefined || isAbsolute(path) ? path : join(baseFolder, path);
}

/** What is read of the files: further ones that are relative from the same folder as the first. */
export function resolveSource(
  spec: FileDatasetSpec,
  { baseFolder, readFrom }: ReadLocation,
): Pick<ReadOptions, 'source' | 'moved'> {
  const { source } = spec;
  if (source?.files === undefined) return { source };
  const files =
    baseFolder === undefined
      ? source.files
      : source.files.map((file) => (isAbsolute(file) ? file : join(baseFolder, file)));
  const isMoved = readFrom !== null && readFrom !== undefined;
  return {
    source: { ...source, files },
    ...(isMoved ? { moved: { path: resolvePath(spec, { baseFolder }), files: readFrom.slice(1) } } : {}),
  };
}

/** @param seed of the experiment: draws the points unless the data set has a seed of its own */
export async function generatedRoles(
  spec: Extract<DatasetSpec, { kind: 'generated' }>,
  seed: number,
  signal?: AbortSignal,
): Promise<RoleTable> {
  const column = splitColumn(spec);
  if (column !== null && spec.split.method === 'folds') {
    throw fail(
      'invalid-data',
      sentence('Generated data has no column "{column}" to make folds by.', { column }),
      {
        field: 'dataset.split.column',
        column,
      },
    );
  }
  const table = await drawGenerated(spec, seed, signal);
  const { rows, width, featureNames, targetName } = table;
  const numbers = (name: string, values: Float64Array): RawColumn => ({
    name,
    type: 'number',
    values,
    categories: null,
  });
  const features = featureNames.map((name, c) => {
    const column = new Float64Array(rows);
    for (let row = 0; row < rows; row++) column[row] = table.features[row * width + c]!;
    return numbers(name, column);
  });
  const target = table.target === null ? null : numbers(targetName ?? 'target', table.target);
  return {
    raw: {
      name: table.name,
      file: null,
      isText: false,
      sha256: sha256(stableJson([featureNames, targetName]), table.features, table.target ?? ''),
      others: [],
      rows,
      columns: target === null ? features : [...features, target],
      suspect: null,
      rowNumbers: null,
      lines: null,
      rejected: [],
      rejectedCount: 0,
      leftOut: [],
    },
    features,
    target,
    weight: null,
    split: null,
  };
}

/** The columns as read, for the run's record. */
export function toSchema({ features, target, weight, split }: RoleTable): DatasetFacts['schema'] {
  const as = (role: DatasetFacts['schema'][number]['role'], columns: readonly (RawColumn | null)[]) =>
    columns.flatMap((column) => (column === null ? [] : [{ name: column.name, type: column.type, role }]));
  return [
    ...as('feature', features),
    ...as('target', [target]),
    ...as('weight', [weight]),
    ...as('split', [split]),
  ];
}
