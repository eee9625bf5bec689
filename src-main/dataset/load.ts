import { basename } from 'node:path';
import { fail } from '../../src-shared/errors';
import type { DatasetSpec, FileDatasetSpec, ModelSpec } from '../../src-shared/experiment/schema';
import type { PointSample } from '../../src-shared/run/frames';
import type { DatasetFacts } from '../../src-shared/run/record';
import { generateDataset } from '../algorithms/generators';
import type { TrainingData } from '../algorithms/trainer';
import { sha256, sha256OfFile, stableJson } from '../files/hash';
import { cellSql } from './cells';
import { identifier, withDatabase } from './duckdb';
import { listBad, requireColumn } from './inspect';
import { chooseRows, fillMissing, fitScaler, rangeOf } from './prepare';
import { withTable, type TextTable } from './table';
import type { Database } from './duckdb';

/** A data set as a run uses it. */
export interface LoadedDataset {
  readonly data: TrainingData;
  readonly facts: DatasetFacts;
  readonly sample: PointSample;
  /** 1-based row of the table for each used row. */
  readonly rowNumbers: Int32Array;
}

const SAMPLE_ROWS = 5000;

/** A table of numbers before anything is done to it. */
interface RawTable {
  readonly name: string;
  readonly sha256: string;
  readonly featureNames: readonly string[];
  /** One array a feature; NaN where missing. */
  readonly features: readonly Float64Array[];
  readonly targetName: string | null;
  /** Numbers, or indices into `words`; NaN where missing. */
  readonly target: Float64Array | null;
  /** The distinct texts of a text target, ascending. */
  readonly words: readonly string[] | null;
  /** Rows that could not be read at all. */
  readonly rejectedRows: number;
}

/**
 * Loads a data set as an experiment asks: read, missing values, split, scaling.
 * @throws BenchtopError naming file, line, column or field
 */
export async function loadDataset(
  spec: DatasetSpec,
  options: { seed: number; model: ModelSpec },
): Promise<LoadedDataset> {
  const raw = spec.kind === 'file' ? await readFile(spec, options.model) : generated(spec, options.seed);
  const { seed, model } = options;
  const chosen = chooseRows(raw.features, raw.featureNames, raw.target, spec, seed);
  const columns = raw.features.map((column, c) => {
    const taken = Float64Array.from(chosen.order, (row) => column[row] ?? NaN);
    fillMissing(taken, chosen.trainRows, raw.featureNames[c] ?? '', spec);
    return taken;
  });
  if (chosen.order.length === 0) {
    throw fail(
      'invalid-data',
      `${raw.name} has no rows that can be used${chosen.droppedRows > 0 ? `: all ${chosen.droppedRows} have missing values` : ''}.`,
      { field: 'dataset' },
    );
  }
  const rows = chosen.order.length;
  const width = columns.length;
  const scaler = fitScaler(spec.scaling, columns, chosen.trainRows);
  const features = new Float64Array(rows * width);
  columns.forEach((column, c) => {
    const offset = scaler.offset[c] ?? 0;
    const scale = scaler.scale[c] ?? 1;
    for (let row = 0; row < rows; row++) features[row * width + c] = (column[row]! - offset) / scale;
  });
  const taken =
    raw.target === null ? null : Float64Array.from(chosen.order, (row) => raw.target?.[row] ?? NaN);
  const { target, classes } = classesOf(taken, raw.words, model);
  const { name, featureNames, targetName } = raw;
  const facts: DatasetFacts = {
    name,
    sha256: raw.sha256,
    rows,
    droppedRows: chosen.droppedRows + raw.rejectedRows,
    trainRows: chosen.trainRows,
    validationRows: rows - chosen.trainRows,
    features: [...featureNames],
    target: targetName,
    classes: [...classes],
    featureRanges: columns.map(rangeOf),
    scaler,
    fingerprint: fingerprint(spec, raw, seed),
  };
  const data: TrainingData = {
    rows,
    trainRows: chosen.trainRows,
    width,
    features,
    target,
    classes,
    featureNames,
    scaler,
  };
  const rowNumbers = Int32Array.from(chosen.order, (row) => row + 1);
  return { data, facts, sample: sampleOf(columns, target, facts), rowNumbers };
}

/** Equal for equal data, columns and treatment: runs with equal fingerprints can be compared. */
function fingerprint(spec: DatasetSpec, raw: RawTable, seed: number): string {
  const { missing, missingValue, scaling, validationSplit } = spec;
  return sha256(
    stableJson({
      data: raw.sha256,
      features: raw.featureNames,
      target: raw.targetName,
      dialect: spec.kind === 'file' ? (spec.dialect ?? null) : null,
      missing,
      missingValue: missing === 'constant' ? missingValue : null,
      scaling,
      validationSplit,
      seed: validationSplit > 0 ? seed : null,
    }),
  );
}

function generated(spec: Extract<DatasetSpec, { kind: 'generated' }>, seed: number): RawTable {
  const table = generateDataset(spec, seed);
  const features = table.featureNames.map((_, c) =>
    Float64Array.from({ length: table.rows }, (__, row) => table.features[row * table.width + c] ?? NaN),
  );
  return {
    name: table.name,
    sha256: sha256(table.featureNames.join(','), table.features, table.target ?? ''),
    featureNames: table.featureNames,
    features,
    targetName: table.targetName,
    target: table.target,
    words: null,
    rejectedRows: 0,
  };
}

async function readFile(spec: FileDatasetSpec, model: ModelSpec): Promise<RawTable> {
  const { path, features, target } = spec;
  return withDatabase((database) =>
    withTable(database, path, { columns: spec.columns, dialect: spec.dialect }, async (table) => {
      features.forEach((name, i) => {
        requireColumn(table.names, name, path, `dataset.features.${i}`);
      });
      if (target !== null) requireColumn(table.names, target, path, 'dataset.target');
      await refuseText(database, table, features, path);
      const cells = cellSql(table.dialect);
      const words = target === null ? null : await targetWords(database, table, target, path, model);
      const wanted = features.map((name) => numbersOf(cells.missing(name), cells.number(name)));
      if (target !== null) {
        wanted.push(
          words === null
            ? numbersOf(cells.missing(target), cells.number(target))
            : `CASE WHEN ${cells.missing(target)} THEN 'nan'::DOUBLE ELSE CAST(list_position((SELECT list(w ORDER BY w) FROM target_words), trim(${identifier(target)})) - 1 AS DOUBLE) END`,
        );
      }
      const arrays = await database.doubles(
        `SELECT ${wanted.join(', ')} FROM data ORDER BY "benchtop row"`,
        wanted.length,
      );
      if ((arrays[0]?.length ?? 0) === 0)
        throw fail('invalid-data', `${basename(path)} has a header but no rows.`, { file: path });
      return {
        name: basename(path),
        sha256: await sha256OfFile(path),
        featureNames: features,
        features: arrays.slice(0, features.length),
        targetName: target,
        target: target === null ? null : (arrays[features.length] ?? null),
        words,
        rejectedRows: table.ragged.length,
      };
    }),
  );
}

/** Missing is NaN, so that no chunk needs a validity mask. */
function numbersOf(missing: string, number: string): string {
  return `coalesce(CASE WHEN NOT ${missing} THEN ${number} END, 'nan'::DOUBLE)`;
}

/** A chosen feature must be of numbers; the first cell that is not is named. */
async function refuseText(
  database: Database,
  table: TextTable,
  names: readonly string[],
  path: string,
): Promise<void> {
  const cells = cellSql(table.dialect);
  for (const name of names) {
    const [bad] = await listBad(database, name, cells, table, 1);
    if (bad === undefined) continue;
    throw fail(
      'invalid-data',
      `Column "${name}" of ${basename(path)} holds text (line ${bad.line}: "${bad.text.slice(0, 60)}"): choose a column of numbers as a feature.`,
      { file: path, line: bad.line, column: name, field: `dataset.features.${names.indexOf(name)}` },
    );
  }
}

/** The distinct texts of a target that is not of numbers, kept in `target_words`; null for numbers. */
async function targetWords(
  database: Database,
  table: TextTable,
  target: string,
  path: string,
  model: ModelSpec,
): Promise<string[] | null> {
  const cells = cellSql(table.dialect);
  const [bad] = await listBad(database, target, cells, table, 1);
  if (bad === undefined) return null;
  await database.run(
    `CREATE TEMP TABLE target_words AS SELECT DISTINCT trim(${identifier(target)}) AS w FROM data WHERE NOT ${cells.missing(target)} LIMIT 1001`,
  );
  const words = (await database.rows('SELECT w FROM target_words ORDER BY w')).map(([word]) => String(word));
  const most = model.kind === 'network' ? 2 : 1000;
  if (words.length > most) {
    throw fail(
      'invalid-data',
      `Column "${target}" of ${basename(path)} holds text with ${words.length > 1000 ? 'over 1000' : words.length} different values (line ${bad.line}: "${bad.text.slice(0, 60)}"): choose a target of numbers${model.kind === 'network' ? ' or of two classes' : ''}.`,
      { file: path, line: bad.line, column: target, field: 'dataset.target' },
    );
  }
  return words;
}

/** SVM targets become class indices; two texts or 0 and 1 under a network are classes too. */
function classesOf(
  target: Float64Array | null,
  words: readonly string[] | null,
  model: ModelSpec,
): { target: Float64Array | null; classes: readonly (number | string)[] } {
  if (target === null) return { target, classes: [] };
  if (words !== null) return { target, classes: words };
  const distinct = new Set<number>();
  for (const value of target) {
    distinct.add(value);
    if (distinct.size > 1000) break;
  }
  const values = [...distinct].sort((a, b) => a - b);
  if (model.kind === 'network') {
    const isBinary = values.every((value) => value === 0 || value === 1);
    return {
      target,
      classes: isBinary && model.layers[model.layers.length - 1]?.activation === 'sigmoid' ? [0, 1] : [],
    };
  }
  if (model.kind === 'kmeans') return { target, classes: [] };
  return { target: target.map((value) => values.indexOf(value)), classes: values };
}

/** All rows up to 5,000, else an even spread over them. */
function sampleOf(
  columns: readonly Float64Array[],
  target: Float64Array | null,
  facts: DatasetFacts,
): PointSample {
  const count = Math.min(SAMPLE_ROWS, facts.rows);
  const width = columns.length;
  const values = new Float64Array(count * width);
  const targets = new Float64Array(target === null ? 0 : count);
  for (let i = 0; i < count; i++) {
    const row = Math.floor((i * facts.rows) / count);
    for (let c = 0; c < width; c++) values[i * width + c] = columns[c]?.[row] ?? NaN;
    if (target !== null) targets[i] = target[row] ?? NaN;
  }
  return {
    features: facts.features,
    target: facts.target,
    totalRows: facts.rows,
    count,
    values,
    targets,
    classes: facts.classes,
  };
}
