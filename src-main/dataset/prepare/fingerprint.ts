import { LEFT_OUT_KINDS } from '../../../src-shared/dataset/left-out';
import type { DatasetSpec, Dialect, FileDatasetSpec } from '../../../src-shared/experiment/schema';
import type { DatasetFacts } from '../../../src-shared/run/record/dataset-facts';
import { sha256, stableJson } from '../../files/hash';
import { missingChoice } from './missing-choice';
import { chooseEncoding } from './encoders';
import type { RawColumn } from '../columns/raw-table';
import { findSettings, type RoleTable } from './roles';

/**
 * Equal for equal data and equal choices: runs with equal fingerprints can be compared. Types count
 * as they were read, seeds only where they decide something, settings only of columns in use.
 * @param weightPart what counts of the column of weights; another for the first runs that had one
 */
export function computeFingerprint(
  table: RoleTable,
  spec: DatasetSpec,
  split: DatasetFacts['split'],
  seed: number,
  weightPart = requiredPart,
): string {
  return sha256(
    stableJson({
      data: table.raw.sha256,
      ...(table.raw.others.length === 0 ? {} : { others: table.raw.others }),
      features: table.features.map((column) => featurePart(spec, column)),
      target: table.target === null ? null : requiredPart(spec, table.target),
      split: splitPart(table, spec, split),
      // The rows that are left for all else follow from it, and from what it goes by.
      ...((spec.testSize ?? 0) > 0 ? { testSize: spec.testSize, testBy: testPartBy(spec) } : {}),
      ...(spec.kind === 'file' ? filePart(table, spec, seed, weightPart) : {}),
    }),
  );
}

/** Data that was loaded, with what its fingerprint is made of. */
interface FingerprintedData {
  readonly table: RoleTable;
  readonly spec: DatasetSpec;
  readonly seed: number;
  readonly facts: DatasetFacts;
}

/**
 * Whether data that was loaded again is what a stored run was trained on.
 * @param stored facts of the run, of whatever version
 */
export function isSameData({ table, spec, seed, facts }: FingerprintedData, stored: DatasetFacts): boolean {
  if (facts.fingerprint === stored.fingerprint) return true;
  if (facts.rows !== stored.rows || facts.trainRows !== stored.trainRows) return false;
  return (
    computeFirstFingerprint(facts.sha256, stored, spec, seed) === stored.fingerprint ||
    (table.weight !== null &&
      computeFingerprint(table, spec, facts.split, seed, columnPart) === stored.fingerprint)
  );
}

/** Fingerprint as it was until 24 November 2026, before columns had roles and settings of their own. */
function computeFirstFingerprint(
  data: string,
  { features, target }: DatasetFacts,
  spec: DatasetSpec,
  seed: number,
): string {
  const { missing, missingValue, scaling, validationSplit } = spec;
  const { columns = null, dialect } = spec.kind === 'file' ? spec : {};
  return sha256(
    stableJson({
      data,
      columns,
      dialect: dialect === undefined ? null : dialectPart(dialect),
      features,
      target,
      missing,
      missingValue: missing === 'constant' ? missingValue : null,
      scaling,
      validationSplit,
      seed: validationSplit > 0 ? seed : null,
    }),
  );
}

function filePart(
  { weight, raw }: RoleTable,
  spec: FileDatasetSpec,
  seed: number,
  weightPart: typeof requiredPart,
): object {
  const { source, columns, dialect, rejects, filter, sample } = spec;
  return {
    // Only where one is chosen: the fingerprints of older runs stay what they were.
    ...(source === undefined ? {} : { source }),
    columns: columns ?? null,
    dialect: dialect === undefined ? null : dialectPart(dialect),
    // What is read as it always was has none.
    ...(raw.leftOut.length === 0
      ? {}
      : { leftOut: raw.leftOut.map(({ kind, from, to }) => [kind, from, to]) }),
    rejects,
    filter,
    weight: weight === null ? null : weightPart(spec, weight),
    sample:
      sample === null ? null : { ...sample, seed: sample.method === 'random' ? (sample.seed ?? seed) : null },
  };
}

/**
 * What was chosen of how the text is read. A stored run from before rows were left out is read with all
 * of them kept; it was fingerprinted without these three fields.
 */
function dialectPart(dialect: Dialect): object | null {
  const { keep, inlineComments, quotedLines, ...chosen } = dialect;
  const isAsBefore =
    inlineComments === false &&
    quotedLines === false &&
    LEFT_OUT_KINDS.every((kind) => keep?.includes(kind) === true);
  if (!isAsBefore) return dialect;
  return Object.keys(chosen).length === 0 ? null : chosen;
}

function columnPart(spec: DatasetSpec, { name, type }: RawColumn): object {
  const { na, unit } = findSettings(spec, name)?.settings ?? {};
  return {
    name,
    type,
    na: na === undefined ? null : [...new Set(na)].sort(),
    // Left out where there is none, as in fingerprints from before there were units.
    ...(unit === undefined ? {} : { unit }),
  };
}

function featurePart(spec: DatasetSpec, column: RawColumn): object {
  const own = findSettings(spec, column.name)?.settings;
  const { policy } = missingChoice(spec, column.name);
  const isCategory = column.type === 'category';
  const encoding = isCategory ? chooseEncoding(spec, column.name) : null;
  return {
    ...columnPart(spec, column),
    missing: policy,
    missingValue: policy === 'constant' ? (own?.missingValue ?? spec.missingValue) : null,
    encoding,
    scaling: encoding === 'oneHot' ? 'none' : (own?.scaling ?? spec.scaling),
    ...(own?.dateParts === undefined ? {} : { dateParts: own.dateParts }),
  };
}

/** Rows without a target or a weight are left out, or refused: no other policy means anything. */
function requiredPart(spec: DatasetSpec, column: RawColumn): object {
  return { ...columnPart(spec, column), isRequired: missingChoice(spec, column.name).policy === 'error' };
}

function testPartBy({ split }: DatasetSpec): string {
  return split.method === 'folds' ? split.by : split.method;
}

function splitPart(
  { split: column }: RoleTable,
  spec: DatasetSpec,
  facts: DatasetFacts['split'],
): object | null {
  if (facts === null) return null;
  if (facts.folds !== undefined) return facts;
  if (spec.split.method !== 'column' || column === null) return { ...facts, share: spec.validationSplit };
  return {
    ...facts,
    column: columnPart(spec, column),
    validation: [...new Set(spec.split.validation.map((word) => word.trim()))].sort(),
  };
}
