import { rowsOfBlock } from '../../../src-shared/dataset/look';
import type { InspectReport } from '../../../src-shared/dataset/report';
import { at } from '../../../src-shared/present';
import { sha256OfFile } from '../../files/hash';
import { decodeBytes } from '../scan/cell-text';
import { amountReader, mixedUnitsNote, unitNote } from '../columns/cell-types/amounts';
import { codeNote, type CodeColumn } from '../columns/cell-types/code-notes';
import type { ValueType } from '../scan/cells/value-type';
import { lowerTables } from '../dialect/reading-doubts';
import { MissingMarkers } from '../scan/missing';
import { numberReader } from '../scan/cells/number-reader';
import { rememberTypes, findTypes } from '../preview/page';
import { DateProfile } from './counts/date-profile';
import { NumberProfile } from './counts/number-profile';
import { CategoryProfile } from './counts/category-profile';
import type { Profile } from './counts/column-profile';
import type { ReadOptions } from '../source/read-options';
import { Rejects } from '../table/batch/rejects';
import type { RowBatch } from '../table/batch/row-batch';
import { scanRows, type StraightRows } from '../table/scan-rows';
import { straightRows } from '../table/read-ahead/straight-rows';
import { withTable } from '../open/open-table';
import { declaredType, missingMarkers, type TextTable } from '../table/text-table';
import { findCell } from '../table/batch/row-batch';

const PREVIEW_ROWS = 100;

/**
 * Reads a file and says what is in it: dialect, columns, the first rows, and every cell and row that
 * does not fit. What `options` leaves out is detected.
 * @throws BenchtopError where the file cannot be read as a table
 */
export function inspectFile(path: string, options: ReadOptions = {}): Promise<InspectReport> {
  return withTable(path, options, (table) => inspectTable(table, options));
}

async function inspectTable(table: TextTable, options: ReadOptions): Promise<InspectReport> {
  const { original, names, quarantined } = table;
  const indices = names.map((_, index) => index);
  const missing = names.map(
    (name) => new MissingMarkers(missingMarkers(name, options), table.numbers, table.encoding),
  );
  const { types, units: guessedUnits, mixed } = findTypes(table, options);
  const unitBy = new Map(guessedUnits.map(({ name, unit }) => [name, unit]));
  const profiles = indices.map((index) => {
    const unit = unitBy.get(names[index] ?? '');
    const type = unit === undefined ? at(types, index) : 'number';
    return newProfile(table, index, type, at(missing, index), unit);
  });
  const rejects = new Rejects();
  for (const row of quarantined) rejects.add(row.reason, { ...row, column: null });
  const preview: (string | null)[][] = [];
  const previewRows = Math.min(PREVIEW_ROWS, rowsOfBlock(names.length));
  const { signal, onProgress } = options;
  const { sha256, rows, leftOut } = await scanRows(
    table,
    (batch) => {
      for (const profile of profiles) profile.take(batch);
      for (const { row, reason, text } of batch.suspects) {
        rejects.add(reason, rejects.lists ? { line: at(batch.lines, row), column: null, text } : null);
      }
      rejects.settle();
      for (let row = 0; row < batch.rows && preview.length < previewRows; row++) {
        preview.push(readTexts(table, batch, row, missing));
      }
      return true;
    },
    {
      signal,
      onProgress,
      hashes: !table.isCopy,
      straight: straight(table, profiles, options, () => preview.length >= previewRows),
    },
  );
  await profileAnew(table, profiles, missing, options);
  const units = profiles.flatMap(({ name, unit }) => (unit === undefined ? [] : [{ name, unit }]));
  const codes = profiles.flatMap((profile): CodeColumn[] =>
    profile instanceof CategoryProfile && profile.code !== null
      ? [{ name: profile.name, code: profile.code }]
      : [],
  );
  // A column of amounts is read as numbers where an experiment says so, else as it was expected.
  const found = profiles.map(
    ({ detectedType: own, unit }, index) =>
      declaredType(table, index) ?? (unit === undefined ? own : at(types, index)),
  );
  rememberTypes(table, { types: found, codes, units, mixed }, options);
  for (const profile of profiles) rejects.merge(profile.allRejects());
  if (table.copied !== null) rejects.takeIn(table.copied.reasons, table.copied.cells);
  const notes = [...table.notes, ...new Set(profiles.flatMap(({ note }) => note ?? []))];
  notes.push(...[codeNote(codes), unitNote(units), mixedUnitsNote(mixed)].filter((note) => note !== null));
  if (rows === 0) notes.push('The file has a header but no rows.');
  return {
    path: original.path,
    name: original.name,
    bytes: original.bytes,
    sha256: table.isCopy ? await sha256OfFile(original.path) : sha256,
    format: original.format,
    sources: table.copied?.sources ?? [],
    dialect: table.detected,
    rows,
    columns: profiles.map((profile, index) => {
      const { unit } = profile;
      const result = { ...profile.result(), ...(unit === undefined ? {} : { unit }) };
      return declaredType(table, index) === 'category' ? { ...result, type: 'category' as const } : result;
    }),
    rejected: rejects.listed,
    rejectedCount: rejects.count,
    reasons: rejects.reasons,
    notes,
    doubts: [...table.doubts, ...lowerTables(leftOut)],
    leftOut,
    preview,
  };
}

/** Where all columns are of numbers, only the first rows need batches: they are shown. */
function straight(
  table: TextTable,
  profiles: readonly Profile[],
  options: ReadOptions,
  isReady: () => boolean,
): StraightRows | null {
  const numbers = profiles.flatMap((profile) =>
    profile instanceof NumberProfile && profile.isPlain ? [profile] : [],
  );
  if (numbers.length !== profiles.length) return null;
  const markersAt = (index: number): readonly string[] => missingMarkers(table.names[index] ?? '', options);
  return straightRows(table, numbers, { markersAt, isReady, stopsAtCodes: true });
}

/** Text of every cell of a row, null where missing. */
function readTexts(
  { encoding }: TextTable,
  batch: RowBatch,
  row: number,
  missing: readonly MissingMarkers[],
): (string | null)[] {
  const { bytes } = batch;
  return missing.map((markers, column) => {
    const [start, end] = findCell(batch, row, column);
    return markers.has(bytes, start, end) ? null : decodeBytes(bytes, start, end, encoding);
  });
}

function newProfile(
  table: TextTable,
  index: number,
  type: ValueType,
  missing: MissingMarkers,
  unit?: string,
): Profile {
  const { names, numbers, encoding } = table;
  const readNumber = numberReader(numbers, encoding);
  const plan = {
    index,
    name: names[index] ?? '',
    readNumber: unit === undefined ? readNumber : amountReader(readNumber, unit, encoding),
    missing,
    encoding,
    capacity: 0,
    seeksCodes: true,
    hasUnit: unit !== undefined,
  };
  if (type === 'number') return new NumberProfile(plan, unit);
  return type === 'date' ? new DateProfile(plan) : new CategoryProfile(plan);
}

/** Profiles the columns once more whose type is another than the samples made expect. */
async function profileAnew(
  table: TextTable,
  profiles: Profile[],
  missing: readonly MissingMarkers[],
  { signal, onProgress }: ReadOptions,
): Promise<void> {
  const tried = profiles.map(({ readAs }) => new Set([readAs]));
  for (;;) {
    const wrong = profiles.flatMap(({ detectedType }, index) =>
      at(tried, index).has(detectedType) || declaredType(table, index) !== null
        ? []
        : [{ index, found: detectedType }],
    );
    if (wrong.length === 0) return;
    for (const { index, found } of wrong) {
      at(tried, index).add(found);
      profiles[index] = newProfile(table, index, found, at(missing, index));
    }
    await scanRows(
      table,
      (batch) => {
        for (const { index } of wrong) at(profiles, index).take(batch);
        return true;
      },
      { signal, onProgress },
    );
  }
}
