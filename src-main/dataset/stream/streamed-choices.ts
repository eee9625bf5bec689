import { fail } from '../../../src-shared/errors';
import type { FileDatasetSpec } from '../../../src-shared/experiment/schema';
import { present, at } from '../../../src-shared/present';
import { modelAlgorithm } from '../../algorithms/models';
import type { LoadOptions } from '../prepare/load';
import { chooseEncoding } from '../prepare/encoders';
import { findSettings } from '../prepare/roles';
import type { SummedColumn } from './rows/first-sums';
import type { Refusal, RowRulesOptions } from './rows/row-rules';
import { missingPolicies, type StreamedColumn, type StreamedTable } from './streamed-columns';

/**
 * Refuses what needs all rows at once.
 * @throws BenchtopError `invalid-experiment` naming the field, and what to choose instead
 */
export function requireStreamable(
  spec: FileDatasetSpec,
  { model, opensTest, keepsTable }: LoadOptions,
): void {
  const refuse = (field: string, message: string): Error => fail('invalid-experiment', message, { field });
  const { split } = spec;
  if (modelAlgorithm(model.kind).training.createStreamedTrainer === null)
    throw refuse(
      'model.kind',
      'Rows that are streamed train a network, k-means or a linear SVM: choose one of these, or a sample of the rows in one file.',
    );
  if (split.method !== 'random' && split.method !== 'last')
    throw refuse(
      'dataset.split.method',
      'Rows that are streamed are split at random or by their order: choose "random" or "last".',
    );
  if (split.method === 'random' && split.groupEqualRows === true)
    throw refuse(
      'dataset.split.groupEqualRows',
      'Rows that are streamed are not compared with each other: leave groupEqualRows out.',
    );
  if ((spec.testSize ?? 0) > 0)
    throw refuse(
      'dataset.testSize',
      'No test part is set apart of rows that are streamed: keep some of the files for the end instead.',
    );
  if (spec.copy)
    throw refuse(
      'dataset.copy',
      'A table that is streamed is not copied into the workspace: turn the copy off.',
    );
  if (spec.source?.files !== undefined)
    throw refuse(
      'dataset.source.files',
      'Several files are streamed as a folder or a pattern, such as data/*.parquet, in dataset.path.',
    );
  if (spec.columns !== undefined)
    throw refuse('dataset.columns', 'Parquet files have names for their columns: leave the names out.');
  if (opensTest === true || keepsTable === true)
    throw fail(
      'invalid-data',
      'The rows of this run are streamed and not held: ask the model about the files with "benchtop predict".',
      { field: 'dataset.stream' },
    );
}

/** How rows are told apart, as the experiment says. */
export function rowRules(
  spec: FileDatasetSpec,
  {
    tableRows,
    seed,
    targetAt,
    weightAt,
  }: {
    readonly tableRows: number;
    readonly seed: number;
    readonly targetAt: number;
    readonly weightAt: number;
  },
): RowRulesOptions {
  const { split, validationSplit, sample, rejects } = spec;
  return {
    features: spec.features.length,
    target: targetAt,
    weight: weightAt,
    missing: missingPolicies(spec),
    rejects,
    tableRows,
    sample: sample === null ? null : { ...sample, seed: sample.seed ?? seed },
    split: {
      method: split.method === 'last' ? 'last' : 'random',
      share: validationSplit,
      seed: splitSeed(spec, seed),
    },
  };
}

/** The seed that draws the validation rows. */
export function splitSeed({ split }: FileDatasetSpec, seed: number): number {
  return split.method === 'random' ? (split.seed ?? seed) : seed;
}

/** What the first pass sums up of each feature. */
export function columnsTold(spec: FileDatasetSpec, columns: readonly StreamedColumn[]): SummedColumn[] {
  return spec.features.map((name, c) => {
    const { type, categories } = at(columns, c);
    const parts = findSettings(spec, name)?.settings.dateParts;
    return {
      categories: categories?.length ?? null,
      parts: type === 'date' && parts !== undefined ? parts : null,
    };
  });
}

/** Inputs of a row at most: a category has one for each of its texts where they are one-hot. */
export function countInputs(spec: FileDatasetSpec, columns: readonly StreamedColumn[]): number {
  return columnsTold(spec, columns).reduce((sum, { categories, parts }, c) => {
    const isOneHot = categories !== null && chooseEncoding(spec, at(spec.features, c)) === 'oneHot';
    return sum + (isOneHot ? categories : (parts?.length ?? 1));
  }, 0);
}

/** Error of a table that one cell makes useless, because the experiment says so. */
export function refused({ columns, files }: StreamedTable, spec: FileDatasetSpec, refusal: Refusal): Error {
  const { name } = present(columns[refusal.column]);
  const row = (refusal.row + 1).toLocaleString('en');
  return refusal.why === 'missing'
    ? fail('invalid-data', `Column "${name}" of ${files.name} has no value in row ${row}.`, {
        column: name,
        field:
          findSettings(spec, name)?.settings.missing === undefined
            ? 'dataset.missing'
            : 'dataset.columnSettings',
      })
    : fail('invalid-data', `Column "${name}" of ${files.name} holds no number in row ${row}.`, {
        column: name,
        field: 'dataset.rejects',
      });
}
