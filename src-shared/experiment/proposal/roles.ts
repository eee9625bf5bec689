import { say } from '../../language/say';
import { MODELS } from '../../models';
import type { Reason } from '../../models/contract/proposal';
import type { ColumnSettings, DatePart, FileDatasetSpec } from '../schema';
import { hasNames, proposeNames, whyLeftOut } from './columns';
import { proposeTarget } from './target';
import type { KnownColumn, KnownTable, NamedColumn, Wish } from './types';

/** Columns that are told by name, in a reason. */
const MAX_TOLD = 6;

type Roles = Pick<FileDatasetSpec, 'features' | 'target' | 'weight' | 'columnSettings'>;

/**
 * The columns of a table under the names that an experiment uses. One of amounts with a unit counts as
 * the numbers that it is proposed to be read as.
 */
export function namedColumns(table: KnownTable, names?: readonly string[]): NamedColumn[] {
  const used = names ?? (hasNames(table) ? [] : proposeNames(table));
  return table.columns.map((column, position) => ({
    column: column.unit === undefined ? column : { ...column, type: 'number' },
    name: used[position] ?? column.name,
    position,
  }));
}

/**
 * Which column to predict and which ones to learn from: the target as wished or as it looks, and all
 * numbers, dates and categories of up to 50 values but those that only tell rows apart, never change,
 * or are mostly missing. A column that looks like a label is no feature of k-means either.
 * @param names of the columns, in the file's order; left out: as read, or made up for a file without a header
 */
export function proposeRoles(
  table: KnownTable,
  wish: Pick<Wish, 'target' | 'model'> = {},
  names?: readonly string[],
): Roles & { readonly reasons: readonly Reason[] } {
  const columns = namedColumns(table, names);
  const reasons: Reason[] = [];
  const guess = wish.target === undefined ? proposeTarget(table, columns) : null;
  const label = wish.target ?? guess?.name ?? null;
  const clusters = wish.model === undefined ? label === null : !MODELS[wish.model].usesTarget;
  const target = clusters ? null : label;
  if (guess !== null && target !== null) reasons.push({ field: 'dataset.target', text: guess.why });
  const leftOut: string[] = [];
  const features: NamedColumn[] = [];
  for (const named of columns) {
    if (named.name === label) continue;
    const isDate = clusters && named.column.type === 'date';
    const why = isDate ? say('a date, whose days would outweigh the rest') : whyLeftOut(table, named);
    if (why === null) features.push(named);
    else leftOut.push(`${named.name} (${why})`);
  }
  if (target === null && label !== null) leftOut.push(say('{label} (looks like the answer)', { label }));
  if (leftOut.length > 0) {
    const more =
      leftOut.length > MAX_TOLD ? say(' and {leftOut} more', { leftOut: leftOut.length - MAX_TOLD }) : '';
    const text = say('without {leftOut}{more}', {
      leftOut: leftOut.slice(0, MAX_TOLD).join(', '),
      more,
    });
    reasons.push({ field: 'dataset.features', text });
  }
  const missing = features.reduce((sum, { column }) => sum + (column.missing ?? 0), 0);
  const isCostly = table.rows > 0 && missing > MAX_DROPPED * table.rows;
  const settings = features.map((named) => proposeSettings(named, isCostly)).filter(isSome);
  const learned = target === null ? undefined : columns.find(({ name }) => name === target);
  if (learned?.column.unit !== undefined) settings.push(readWithUnit(learned.name, learned.column.unit));
  const withUnits = settings.filter(({ unit }) => unit !== undefined);
  const dates = settings.filter(({ dateParts }) => dateParts !== undefined);
  const filled = settings.filter(({ missing }) => missing !== undefined);
  const read = [
    ...dates.map(({ name, dateParts }) => `${name} as ${(dateParts ?? []).join(', ')}`),
    ...withUnits.map(({ name, unit }) => say('{name} as numbers in {unit}', { name, unit: unit ?? '' })),
  ];
  if (read.length > 0) reasons.push({ field: 'dataset.columnSettings', text: read.join('; ') });
  if (filled.length > 0)
    reasons.push({
      field: 'dataset.missing',
      text: say('{filled}: missing values are filled, as dropping would cost more than a tenth of the rows', {
        filled: filled
          .map(({ name }) => name)
          .slice(0, MAX_TOLD)
          .join(', '),
      }),
    });
  return {
    features: features.map(({ name }) => name),
    target,
    weight: null,
    columnSettings: settings,
    reasons,
  };
}

/** Rows with a missing feature are dropped unless that costs more than this share of them. */
const MAX_DROPPED = 0.1;

/** @param isFilled whether missing values are filled, as dropping their rows would cost too many */
function proposeSettings({ column, name }: NamedColumn, isFilled: boolean): ColumnSettings | null {
  const fill = column.type === 'category' ? 'mostFrequent' : 'median';
  const settings: ColumnSettings = {
    name,
    ...(column.unit === undefined ? {} : readWithUnit(name, column.unit)),
    ...(column.type === 'date' ? { dateParts: proposeDateParts(column) } : {}),
    ...(isFilled && (column.missing ?? 0) > 0 ? { missing: fill } : {}),
  };
  return Object.keys(settings).length > 1 ? settings : null;
}

/** Amounts such as `5 kg` read as the numbers that they are of. */
function readWithUnit(name: string, unit: string): ColumnSettings {
  return { name, type: 'number', unit };
}

const DAYS_A_YEAR = 365.25;

/**
 * The parts of a date that vary: the year alone for yearly dates, no weekday for monthly ones, the hour
 * where there are more moments than days; and the days elapsed, for a trend.
 */
function proposeDateParts({ distinct, histogram }: KnownColumn): DatePart[] {
  if (histogram === null || histogram === undefined || distinct === undefined)
    return ['year', 'month', 'weekday', 'elapsed'];
  const days = histogram.high - histogram.low;
  const years = days / DAYS_A_YEAR;
  if (years >= 2 && distinct <= years + 2) return ['year'];
  const isMonthly = years >= 0.5 && distinct <= 12 * years + 2;
  return [
    ...(years >= 1 ? (['year'] as const) : []),
    ...(days > 31 ? (['month'] as const) : []),
    ...(isMonthly ? [] : (['weekday'] as const)),
    ...(distinct > days + 2 ? (['hour'] as const) : []),
    'elapsed',
  ];
}

function isSome<T>(value: T | null): value is T {
  return value !== null;
}
