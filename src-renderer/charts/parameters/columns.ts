import { at } from '../../../src-shared/present';
import { allSettings } from '../../../src-shared/run/record/compare';
import { validationFirst } from '../../../src-shared/run/figures/metric-labels';
import { decodeNumber } from '../../../src-shared/run/record/stored-number';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { formatNumber, formatSetting } from '../../text/format';
import { padRange, type Range } from '../../values/range';

/** One thing in which runs differ, or one metric of theirs. */
export interface ParameterColumn {
  readonly key: string;
  /** Numbers lie along the axis; else the distinct texts are spread over it. */
  readonly categories: readonly string[] | null;
  /** One a run: a number, or the index of the category; NaN without one. */
  readonly values: Float64Array;
  readonly isMetric: boolean;
}

/** Positive numbers that span more than this are laid out by their logarithms. */
const LOG_FROM = 30;

/** Settings of the experiments that differ between the runs, then the last values of their metrics, of the validation rows first. */
export function parameterColumns(runs: readonly StoredRun[]): ParameterColumn[] {
  const records = runs.map(({ record }) => record);
  const settings = allSettings(records)
    .filter(({ field, differs }) => differs && field !== 'name')
    .map(({ field, values }): ParameterColumn => {
      const isOfNumbers = values.every((value) => value === undefined || typeof value === 'number');
      if (isOfNumbers) {
        const numbers = Float64Array.from(values, (value) => (typeof value === 'number' ? value : NaN));
        return { key: field, categories: null, values: numbers, isMetric: false };
      }
      const texts = values.map((value) => (value === undefined ? null : String(value ?? 'none')));
      const categories = [...new Set(texts.filter((text) => text !== null))].sort();
      const indices = Float64Array.from(texts, (text) => (text === null ? NaN : categories.indexOf(text)));
      return { key: field, categories, values: indices, isMetric: false };
    });
  const names = validationFirst([...new Set(records.flatMap(({ summary }) => Object.keys(summary)))]);
  const metrics = names.map((name): ParameterColumn => ({
    key: name,
    categories: null,
    values: Float64Array.from(records, ({ summary }) => decodeNumber(summary[name] ?? 'NaN')),
    isMetric: true,
  }));
  return [...settings, ...metrics];
}

/** Of settings those that every run has, where there are two or more: others belong to one kind of model. */
export function sharedColumns(columns: readonly ParameterColumn[]): readonly ParameterColumn[] {
  const shared = columns.filter(({ values }) => values.every((value) => !Number.isNaN(value)));
  return shared.length > 1 ? shared : columns;
}

/** Axis of a column, whose values it maps to positions from 0 to 1. */
export interface ParameterAxis {
  readonly column: ParameterColumn;
  readonly range: Range;
  readonly isLog: boolean;
  /** Whether all of its values have a logarithm. */
  readonly canBeLog: boolean;
  /** NaN stays NaN. */
  readonly toShare: (value: number) => number;
  /** The value at a position, as it is written for people; of categories the nearest. */
  readonly fromShare: (share: number) => string;
}

/** How a person wants an axis laid out; what is left out follows the values. */
export interface AxisChoice {
  readonly isLog?: boolean;
  /** Largest at the foot. */
  readonly isFlipped?: boolean;
}

export function parameterAxis(
  column: ParameterColumn,
  { isLog: wantsLog, isFlipped = false }: AxisChoice = {},
): ParameterAxis {
  const finite = column.values.filter((value) => Number.isFinite(value));
  let low = Infinity;
  let high = -Infinity;
  for (const value of finite) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const canBeLog = column.categories === null && low > 0 && high > low;
  const isLog = canBeLog && (wantsLog ?? high / low > LOG_FROM);
  if (low === high || !(low <= high)) [low, high] = padRange([low, high], 0);
  const to = isLog ? Math.log : (value: number): number => value;
  const from = isLog ? Math.exp : (value: number): number => value;
  const turned = (share: number): number => (isFlipped ? 1 - share : share);
  return {
    column,
    range: [low, high],
    isLog,
    canBeLog,
    toShare: (value) => (Number.isFinite(value) ? turned((to(value) - to(low)) / (to(high) - to(low))) : NaN),
    fromShare: (share) => {
      const value = from(to(low) + turned(share) * (to(high) - to(low)));
      return column.categories === null
        ? formatNumber(Number(value.toPrecision(9)), 3)
        : (column.categories[Math.round(value)] ?? '');
    },
  };
}

/** Labels of an axis with their values from 0 to 1: its categories, or its ends and the middle. */
export function axisLabels({ column, range, isLog, toShare }: ParameterAxis): { at: number; text: string }[] {
  if (column.categories !== null)
    return column.categories.map((text, value) => ({ at: toShare(value), text }));
  const middle = isLog ? Math.sqrt(range[0] * range[1]) : (range[0] + range[1]) / 2;
  return [range[0], middle, range[1]].map((value) => ({ at: toShare(value), text: formatNumber(value, 3) }));
}

/** A value as it is written for people. */
export function valueText({ categories, isMetric }: ParameterColumn, value: number): string {
  if (Number.isNaN(value)) return '–';
  if (categories !== null) return categories[value] ?? '–';
  return isMetric ? formatNumber(value) : formatSetting(value);
}

/**
 * How much a setting has to do with a metric: the absolute rank correlation of both over the runs
 * that have them (Spearman's, ties by their mean rank), of categories the share of the ranks' variance
 * that lies between them, as a root. 0 to 1; null of fewer than three runs or where nothing varies.
 */
export function association(setting: ParameterColumn, metric: ParameterColumn): number | null {
  const rows = [...setting.values.keys()].filter(
    (row) => Number.isFinite(setting.values[row]) && Number.isFinite(metric.values[row]),
  );
  if (rows.length < 3) return null;
  const b = ranks(rows.map((row) => at(metric.values, row)));
  const values = rows.map((row) => at(setting.values, row));
  if (setting.categories === null) return Math.abs(correlation(ranks(values), b) ?? NaN) || null;
  const groups = new Map<number, number[]>();
  values.forEach((value, i) => groups.set(value, [...(groups.get(value) ?? []), at(b, i)]));
  const mean = b.reduce((sum, rank) => sum + rank, 0) / b.length;
  const all = b.reduce((sum, rank) => sum + (rank - mean) ** 2, 0);
  let between = 0;
  for (const group of groups.values()) {
    const own = group.reduce((sum, rank) => sum + rank, 0) / group.length;
    between += group.length * (own - mean) ** 2;
  }
  return all === 0 ? null : Math.sqrt(between / all);
}

function ranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => at(values, a) - at(values, b));
  const result = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && values[at(order, to + 1)] === values[at(order, from)]) to++;
    for (let i = from; i <= to; i++) result[at(order, i)] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return result;
}

function correlation(a: readonly number[], b: readonly number[]): number | null {
  const mean = (a.length + 1) / 2;
  let [both, ofA, ofB] = [0, 0, 0];
  a.forEach((value, i) => {
    both += (value - mean) * (at(b, i) - mean);
    ofA += (value - mean) ** 2;
    ofB += (at(b, i) - mean) ** 2;
  });
  return ofA === 0 || ofB === 0 ? null : both / Math.sqrt(ofA * ofB);
}
