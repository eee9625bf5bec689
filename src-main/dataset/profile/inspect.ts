import { rowsOfBlock } from '../../../src-shared/dataset/look';
import type { InspectReport } from '../../../src-shared/dataset/report';
import { sha256OfFile } from '../../files/hash';
import { decodeBytes } from '../scan/cell-text';
import { amountReader, mixedUnitsNote, unitNote } from '../columns/cell-types/amounts';
import { codeNote, type CodeColumn } from '../columns/cell-types/code-notes';
import type { CellType } from '../scan/cells/value-type';
import { lowerTables } from '../dialect/reading-doubts';
import { MissingMarkers } from '../scan/missing';
import { numberReader } from '../scan/cells/number-reader';
import { rememberTypes, typesOf } from '../preview/page';
import { DateProfile } from './date-profile';
import { NumberProfile } from './number-profile';
import { WordProfile } from './category-profile';
import type { Profile } from './column-profile';
import type { ReadOptions } from '../source/read-options';
import { Rejects } from '../table/rejects';
import type { RowBatch } from '../table/row-batch';
import { scanRows, type StraightRows } from '../table/scan-rows';
import { straightRows } from '../table/read-ahead/straight-rows';
import { withTable } from '../open/open-table';
import { declaredType, markersOf, type TextTable } from '../table/text-table';

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
  const { original, names, aside } = table;
  const places = names.map((_, place) => place);
  const missing = names.map(
    (name) => new MissingMarkers(markersOf(name, options), table.numbers, table.encoding),
  );
  const { types, units: guessedUnits, mixed } = typesOf(table, options);
  const unitBy = new Map(guessedUnits.map(({ name, unit }) => [name, unit]));
  const profiles = places.map((place) => {
    const unit = unitBy.get(names[place] ?? '');
    const type = unit === undefined ? types[place]! : 'number';
    return newProfile(table, place, type, missing[place]!, unit);
  });
  const rejects = new Rejects();
  for (const row of aside) rejects.add(row.reason, { ...row, column: null });
  const preview: (string | null)[][] = [];
  const previewRows = Math.min(PREVIEW_ROWS, rowsOfBlock(names.length));
  const { signal, onProgress } = options;
  const { sha256, rows, leftOut } = await scanRows(
    table,
    (batch) => {
      for (const profile of profiles) profile.take(batch);
      for (const { row, reason, text } of batch.doubts) {
        rejects.add(reason, rejects.lists ? { line: batch.lines[row]!, column: null, text } : null);
      }
      rejects.settle();
      for (let row = 0; row < batch.rows && preview.length < previewRows; row++) {
        preview.push(textsOf(table, batch, row, missing));
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
    profile instanceof WordProfile && profile.code !== null
      ? [{ name: profile.name, code: profile.code }]
      : [],
  );
  // A column of amounts is read as numbers where an experiment says so, else as it was expected.
  const found = profiles.map(
    ({ found: own, unit }, place) => declaredType(table, place) ?? (unit === undefined ? own : types[place]!),
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
    columns: profiles.map((profile, place) => {
      const { unit } = profile;
      const result = { ...profile.result(), ...(unit === undefined ? {} : { unit }) };
      return declaredType(table, place) === 'category' ? { ...result, type: 'category' as const } : result;
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
  const markersAt = (place: number): readonly string[] => markersOf(table.names[place] ?? '', options);
  return straightRows(table, numbers, { markersAt, isReady, stopsAtCodes: true });
}

/** Text of every cell of a row, null where missing. */
function textsOf(
  { encoding, names }: TextTable,
  { bytes, starts, ends, base }: RowBatch,
  row: number,
  missing: readonly MissingMarkers[],
): (string | null)[] {
  return names.map((_, place) => {
    const cell = base[row]! + place;
    const [start, end] = [starts[cell]!, ends[cell]!];
    return missing[place]!.has(bytes, start, end) ? null : decodeBytes(bytes, start, end, encoding);
  });
}

function newProfile(
  table: TextTable,
  place: number,
  type: CellType,
  missing: MissingMarkers,
  unit?: string,
): Profile {
  const { names, numbers, encoding } = table;
  const readNumber = numberReader(numbers, encoding);
  const plan = {
    place,
    name: names[place] ?? '',
    readNumber: unit === undefined ? readNumber : amountReader(readNumber, unit, encoding),
    missing,
    encoding,
    capacity: 0,
    seeksCodes: true,
    hasUnit: unit !== undefined,
  };
  if (type === 'number') return new NumberProfile(plan, unit);
  return type === 'date' ? new DateProfile(plan) : new WordProfile(plan);
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
    const wrong = profiles.flatMap(({ found }, place) =>
      tried[place]!.has(found) || declaredType(table, place) !== null ? [] : [{ place, found }],
    );
    if (wrong.length === 0) return;
    for (const { place, found } of wrong) {
      tried[place]!.add(found);
      profiles[place] = newProfile(table, place, found, missing[place]!);
    }
    await scanRows(
      table,
      (batch) => {
        for (const { place } of wrong) profiles[place]!.take(batch);
        return true;
      },
      { signal, onProgress },
    );
  }
}
