import { fail } from '../../../src-shared/errors';
import { counted, sentence } from '../../../src-shared/language/sentence';
import type { CategoryEncoding, DatasetSpec } from '../../../src-shared/experiment/schema';
import type { Encoder } from '../../../src-shared/run/record/dataset-facts';
import { missingChoice, type MissingChoice } from './missing-choice';
import { findLine, toErrorInfo } from './lines';
import type { RawColumn, RawTable } from '../columns/raw-table';
import { findSettings } from './roles';
import { mean, median, mode, computeRange } from '../../algorithms/numeric/statistics';
import { firstNotFinite } from '../../algorithms/numeric/finite';
import { sortedCategories, parseDay } from '../columns/categories';
import { take } from '../columns/typed/indices';

/** One-hot makes an input of each category; more of them are no categories but texts. */
export const MAX_ONE_HOT = 1000;
/** Texts are taken for categories where at most this share of them differ, as a profile says it. */
const CATEGORY_SHARE = 0.5;

/** Model inputs that an encoder makes. */
export function inputNames({ column, kind, categories, parts = [] }: Encoder): string[] {
  if (kind === 'oneHot') return categories.map((category) => `${column}=${category}`);
  return kind === 'dateParts' ? parts.map((part) => `${column}.${part}`) : [column];
}

/**
 * Refuses a feature of texts that nobody called categories.
 * @param rows of the table that filter and sample left
 */
export function checkFeatureWords(
  raw: RawTable,
  spec: DatasetSpec,
  column: RawColumn,
  rows: Int32Array,
  field: string,
): void {
  const { name, values, categories, code } = column;
  if (categories === null || findSettings(spec, name)?.settings.type === 'category') return;
  const seen = new Set<number>();
  let filled = 0;
  let first = -1;
  for (const row of rows) {
    const code = values[row] ?? NaN;
    if (Number.isNaN(code)) continue;
    if (first < 0) first = row;
    filled++;
    seen.add(code);
  }
  if (seen.size <= Math.min(MAX_ONE_HOT, CATEGORY_SHARE * filled)) return;
  const line = findLine(raw, first);
  const text = (categories[values[first] ?? 0] ?? '').slice(0, 60);
  if (code !== undefined) {
    throw fail(
      'invalid-data',
      sentence(
        'Column "{name}" of {file} holds whole numbers written as codes ("{text}", line {line}), with leading zeros or beyond 2^53, {seen} different ones in {filled} rows: leave it out, or set its type to number to use them as quantities.',
        { name, file: raw.name, text, line: line ?? 1, seen: counted(seen.size), filled: counted(filled) },
      ),
      { ...toErrorInfo(raw, line), column: name, field },
    );
  }
  throw fail(
    'invalid-data',
    sentence(
      'Column "{name}" of {file} holds text with {seen} different values in {filled} rows (line {line}: "{text}"): choose a number column as a feature, or set this one\'s type to category.',
      { name, file: raw.name, seen: counted(seen.size), filled: counted(filled), line: line ?? 1, text },
    ),
    { ...toErrorInfo(raw, line), column: name, field },
  );
}

/**
 * How a feature column becomes model inputs. Its categories are those of all used rows, so that a
 * word which only validation rows have has a place too, and the word that stands in for missing
 * cells; a fill is fitted on the training rows alone. None of the categories is left out: the models
 * here are fitted by gradients or penalised, so they need no independent columns, every category
 * lies equally far from every other, and no category looks like an unknown one.
 * @param order used rows, training rows first
 * @throws BenchtopError where the column's choices do not fit its type
 */
export function fitEncoder(
  spec: DatasetSpec,
  column: RawColumn,
  order: Int32Array,
  trainRows: number,
): Encoder {
  const choice = missingChoice(spec, column.name);
  return column.categories === null
    ? fitNumbers(spec, column, choice, order, trainRows)
    : fitCategories(spec, column, choice, order, trainRows);
}

/**
 * With what is typical of the training rows: where a form for a new point starts.
 * @param isWhole whether the used rows are all rows, in their order
 */
export function withTypical(
  encoder: Encoder,
  { values, categories }: RawColumn,
  {
    order,
    trainRows,
    isWhole,
  }: { readonly order: Int32Array; readonly trainRows: number; readonly isWhole: boolean },
): Encoder {
  const known = finiteValues(values, isWhole ? null : order, trainRows);
  if (known.length === 0) return encoder;
  if (categories === null) {
    const middle = median(known);
    if (encoder.kind !== 'dateParts') return { ...encoder, median: middle };
    const used = take(values, order).filter(Number.isFinite);
    return { ...encoder, range: computeRange(used), median: middle };
  }
  return { ...encoder, mode: findMostFrequent(known, categories, encoder.categories) };
}

/** Finite values of the first `count` rows of an order; null: that of the values. Not to be changed. */
function finiteValues(values: Float64Array, order: Int32Array | null, count: number): Float64Array {
  const own = order === null ? values.subarray(0, count) : take(values, order.subarray(0, count));
  return firstNotFinite(own) < 0 ? own : own.filter(Number.isFinite);
}

function fitNumbers(
  spec: DatasetSpec,
  { name, type, values }: RawColumn,
  { policy }: MissingChoice,
  order: Int32Array,
  trainRows: number,
): Encoder {
  const kind = type === 'date' ? 'date' : 'number';
  const encoder: Omit<Encoder, 'fill'> = { column: name, ...dateInputs(spec, name, kind), categories: [] };
  if (policy === 'drop' || policy === 'error') return { ...encoder, categories: [], fill: null };
  const fill =
    policy === 'constant'
      ? numberConstant(spec, name, kind)
      : { mean, median, mostFrequent: mode }[policy](knownValues(name, values, order, trainRows));
  return { ...encoder, categories: [], fill };
}

/** A date is one input, its days, or one for each part that was asked for. @throws BenchtopError of numbers with parts */
function dateInputs(
  spec: DatasetSpec,
  name: string,
  kind: 'number' | 'date',
): Pick<Encoder, 'kind' | 'parts'> {
  const own = findSettings(spec, name);
  const parts = own?.settings.dateParts;
  if (parts === undefined) return { kind };
  if (kind === 'date') return { kind: 'dateParts', parts: [...parts] };
  throw fail(
    'invalid-experiment',
    sentence(
      'Column "{name}" holds numbers, which have no {parts}: leave dateParts out, or set its type to date.',
      { name, parts: parts.join(', ') },
    ),
    { column: name, field: `${own?.field ?? 'dataset'}.dateParts` },
  );
}

function knownValues(name: string, values: Float64Array, order: Int32Array, trainRows: number): Float64Array {
  const known = new Float64Array(trainRows);
  let count = 0;
  for (const row of order.subarray(0, trainRows)) {
    const value = values[row] ?? NaN;
    if (!Number.isNaN(value)) known[count++] = value;
  }
  if (count > 0) return known.subarray(0, count);
  throw fail(
    'invalid-data',
    sentence('Column "{name}" has no value at all in the training rows: leave it out.', { name }),
    {
      column: name,
      field: 'dataset.features',
    },
  );
}

function numberConstant(spec: DatasetSpec, name: string, kind: 'number' | 'date'): number {
  const own = findSettings(spec, name);
  const given = own?.settings.missingValue ?? spec.missingValue;
  if (typeof given === 'number') return given;
  const day = kind === 'date' ? parseDay(given) : NaN;
  if (!Number.isNaN(day)) return day;
  const needed = kind === 'date' ? sentence('a date such as 2024-05-31') : sentence('a number');
  throw fail(
    'invalid-experiment',
    sentence('Column "{name}" needs {needed} for its missing values, not "{given}".', {
      name,
      needed,
      given: given.slice(0, 60),
    }),
    { column: name, field: `${own?.field ?? 'dataset'}.missingValue` },
  );
}

function fitCategories(
  spec: DatasetSpec,
  { name, values, categories: fileCategories }: RawColumn,
  { policy, field }: MissingChoice,
  order: Int32Array,
  trainRows: number,
): Encoder {
  if (policy === 'mean' || policy === 'median') {
    throw fail(
      'invalid-experiment',
      sentence(
        'Column "{name}" is a category and has no {policy}: fill its missing values with the most frequent one or a word, or leave the rows out.',
        { name, policy },
      ),
      { column: name, field },
    );
  }
  const own = findSettings(spec, name);
  if (own?.settings.dateParts !== undefined) {
    throw fail(
      'invalid-experiment',
      sentence(
        'Column "{name}" is a category and has no parts of a date: leave dateParts out, or set its type to date.',
        { name },
      ),
      { column: name, field: `${own.field}.dateParts` },
    );
  }
  const known = fileCategories ?? [];
  const codes = new Set<number>();
  for (const row of order) {
    const code = values[row] ?? NaN;
    if (!Number.isNaN(code)) codes.add(code);
  }
  const constant = policy === 'constant' ? wordConstant(spec, name) : null;
  const used = [...codes].map((code) => known[code] ?? '');
  const categories = sortedCategories(constant === null ? used : [...used, constant]);
  const encoding = chooseEncoding(spec, name);
  if (encoding === 'oneHot' && categories.length > MAX_ONE_HOT) {
    throw fail(
      'invalid-data',
      sentence(
        'Column "{name}" has {categories} categories, more than the {most} inputs that one-hot encoding may make of a column: choose ordinal encoding, or leave it out.',
        { name, categories: counted(categories.length), most: counted(MAX_ONE_HOT) },
      ),
      {
        column: name,
        field: own?.settings.encoding === undefined ? 'dataset.encoding' : `${own.field}.encoding`,
      },
    );
  }
  const fill =
    policy === 'mostFrequent' ? mostFrequent(name, values, known, categories, order, trainRows) : constant;
  return { column: name, kind: encoding, categories, fill };
}

export function chooseEncoding(spec: DatasetSpec, name: string): CategoryEncoding {
  const own = findSettings(spec, name)?.settings.encoding;
  return own ?? (spec.kind === 'file' ? spec.encoding : 'oneHot');
}

function mostFrequent(
  name: string,
  values: Float64Array,
  fileCategories: readonly string[],
  categories: readonly string[],
  order: Int32Array,
  trainRows: number,
): string {
  return findMostFrequent(knownValues(name, values, order, trainRows), fileCategories, categories);
}

/** Of equally frequent words the first in the order of the categories. */
function findMostFrequent(
  codes: Float64Array,
  fileCategories: readonly string[],
  categories: readonly string[],
): string {
  const counts = new Map<string, number>();
  for (const code of codes) {
    const word = fileCategories[code] ?? '';
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return categories.reduce((best, word) => ((counts.get(word) ?? 0) > (counts.get(best) ?? 0) ? word : best));
}

function wordConstant(spec: DatasetSpec, name: string): string {
  const own = findSettings(spec, name);
  const given = own?.settings.missingValue;
  if (given !== undefined && String(given).trim() !== '') return String(given).trim();
  throw fail(
    'invalid-experiment',
    sentence('Column "{name}" is a category: say which word stands in for a missing one.', { name }),
    { column: name, field: own === null ? 'dataset.missing' : `${own.field}.missingValue` },
  );
}
