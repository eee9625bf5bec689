import type {
  BarColumn,
  BinnedColumn,
  Chart,
  ColumnSummary,
  CorrelationAnswer,
  HistogramAnswer,
  SummaryAnswer,
  UnreadColumn,
} from '../../../src-shared/dataset/explore';
import { at } from '../../../src-shared/present';
import { pearson, spearman } from '../../algorithms/explore/correlation';
import { chooseBins, countBins } from '../../algorithms/explore/histogram';
import { computeMoments } from '../../algorithms/explore/moments';
import { slices, type Work } from '../../algorithms/explore/slices';
import { findClasses, distinct, moments, quartiles, wordCounts, type Classes } from './facts';
import type { ExploredTable, RawColumn, UnreadableColumn } from './rows';

/** Words of a category that get a bar of their own. */
const MAX_BARS = 30;
/** Rows that are ranked for Spearman's rho: a sort of more would hold up the thread. */
const MAX_RANKED = 200_000;

function isUnread(column: RawColumn | UnreadableColumn): column is UnreadableColumn {
  return 'problem' in column;
}

function unread({ name, problem }: UnreadableColumn): UnreadColumn {
  return { name, shape: 'unread', problem };
}

/** Histograms of numbers and dates, bars of categories. */
export function* computeHistograms(
  { bins }: Extract<Chart, { kind: 'histogram' }>,
  { rows, columns }: Pick<ExploredTable, 'rows' | 'columns'>,
  byClass: RawColumn | null,
): Work<HistogramAnswer> {
  const classes = byClass === null ? null : yield* findClasses(byClass);
  const drawn: HistogramAnswer['columns'][number][] = [];
  for (const column of columns) {
    if (isUnread(column)) drawn.push(unread(column));
    else if (column.type === 'category') drawn.push(yield* countBars(column, classes));
    else drawn.push(yield* binColumn(column, bins, classes));
  }
  return {
    kind: 'histogram',
    rows,
    columns: drawn,
    classes: classes === null ? null : { name: classes.name, classes: classes.classes },
  };
}

function* binColumn(column: RawColumn, wanted: number | null, classes: Classes | null): Work<BinnedColumn> {
  const { name, type, values } = column;
  const { count, missing, bad, min, max, isWhole } = yield* moments(column);
  const { q1, q3 } = yield* quartiles(column);
  const bins = chooseBins({ count, min, max, q1, q3, isWhole }, wanted);
  const counts = yield* countBins(values, bins, classes?.of ?? null, classes === null ? 1 : CLASS_SLOTS);
  const { all, byClass } = apart(counts, bins.count, classes);
  return {
    name,
    type: type === 'date' ? 'date' : 'number',
    shape: 'bins',
    missing,
    bad,
    low: bins.low,
    high: bins.high,
    counts: all,
    byClass,
  };
}

/** Class numbers go up to that of rows without one. */
const CLASS_SLOTS = 10;

/** Sums over all classes, and the classes that there are one by one. */
function apart(
  counts: Uint32Array,
  bins: number,
  classes: Classes | null,
): { all: number[]; byClass: number[][] } {
  if (classes === null) return { all: [...counts], byClass: [] };
  const byClass = classes.classes.map(({ class: index }) => [
    ...counts.subarray(index * bins, (index + 1) * bins),
  ]);
  const all = Array.from({ length: bins }, (_, bin) =>
    byClass.reduce((sum, own) => sum + (own[bin] ?? 0), 0),
  );
  return { all, byClass };
}

function* countBars(column: RawColumn, classes: Classes | null): Work<BarColumn> {
  const { name, values } = column;
  const categories = column.categories ?? [];
  const { missing, bad } = yield* moments(column);
  const counts = yield* wordCounts(column);
  const ranked = categories
    .map((_, code) => code)
    .filter((code) => at(counts, code) > 0)
    .sort((a, b) => at(counts, b) - at(counts, a) || a - b);
  const shown = ranked.slice(0, MAX_BARS);
  const rest = ranked.slice(MAX_BARS);
  const slots = new Int32Array(categories.length).fill(shown.length);
  shown.forEach((code, slot) => {
    slots[code] = slot;
  });
  const width = shown.length + 1;
  const apartCounts = new Uint32Array(classes === null ? 0 : CLASS_SLOTS * width);
  if (classes !== null) {
    yield* slices(values.length, (from, to) => {
      for (let i = from; i < to; i++) {
        const code = values[i]!;
        if (code - code === 0) apartCounts[classes.of[i]! * width + slots[code]!]!++;
      }
    });
  }
  return {
    name,
    type: 'category',
    shape: 'bars',
    missing,
    bad,
    categories: shown.map((code) => categories[code] ?? ''),
    counts: shown.map((code) => counts[code] ?? 0),
    other: { count: rest.reduce((sum, code) => sum + (counts[code] ?? 0), 0), categories: rest.length },
    byClass: classes === null ? [] : apart(apartCounts, width, classes).byClass,
  };
}

/** Correlations of all columns of numbers and dates. */
export function* correlateColumns(
  { method }: Extract<Chart, { kind: 'correlation' }>,
  { rows, columns }: Pick<ExploredTable, 'rows' | 'columns'>,
): Work<CorrelationAnswer> {
  const leftOut: { name: string; reason: string }[] = [];
  const used: RawColumn[] = [];
  for (const column of columns) {
    if (isUnread(column)) leftOut.push({ name: column.name, reason: column.problem });
    else if (column.type === 'category') leftOut.push({ name: column.name, reason: 'category' });
    else used.push(column);
  }
  const from = method === 'spearman' ? Math.min(rows.used, MAX_RANKED) : rows.used;
  const arrays = used.map(({ values }) => (values.length > from ? evenly(values, from) : values));
  const facts: { mean: number; std: number }[] = [];
  if (method === 'pearson') for (const values of arrays) facts.push(yield* computeMoments(values));
  const { values, pairs } = method === 'pearson' ? yield* pearson(arrays, facts) : yield* spearman(arrays);
  return {
    kind: 'correlation',
    rows,
    method,
    from,
    columns: used.map(({ name }) => name),
    values,
    pairs,
    leftOut,
  };
}

function evenly(values: Float64Array, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => at(values, Math.floor((i * values.length) / count)));
}

/** The figures of each column. */
export function* summarizeColumns({
  rows,
  columns,
}: Pick<ExploredTable, 'rows' | 'columns'>): Work<SummaryAnswer> {
  const summaries: ColumnSummary[] = [];
  for (const column of columns) {
    if (isUnread(column)) continue;
    summaries.push(column.type === 'category' ? yield* ofWords(column) : yield* ofNumbers(column));
  }
  return { kind: 'summary', rows, columns: summaries, unread: columns.filter(isUnread).map(unread) };
}

function* ofNumbers(column: RawColumn): Work<ColumnSummary> {
  const { count, missing, bad, min, max, mean, std } = yield* moments(column);
  const { q1, median, q3 } = yield* quartiles(column);
  const { distinct: different, isAtLeast, mode } = yield* distinct(column);
  return {
    name: column.name,
    type: column.type,
    count,
    missing,
    bad,
    mean: orNull(mean),
    std: orNull(std),
    min: orNull(min),
    q1: orNull(q1),
    median: orNull(median),
    q3: orNull(q3),
    max: orNull(max),
    distinct: different,
    distinctAtLeast: isAtLeast,
    mostFrequent: mode !== null && mode.count > 1 ? mode : null,
  };
}

function* ofWords(column: RawColumn): Work<ColumnSummary> {
  const { name, categories } = column;
  const { count, missing, bad } = yield* moments(column);
  const counts = yield* wordCounts(column);
  let top = -1;
  let different = 0;
  counts.forEach((own, code) => {
    if (own > 0) different++;
    if (own > (counts[top] ?? 0)) top = code;
  });
  const most = counts[top] ?? 0;
  return {
    name,
    type: 'category',
    count,
    missing,
    bad,
    mean: null,
    std: null,
    min: null,
    q1: null,
    median: null,
    q3: null,
    max: null,
    distinct: different,
    distinctAtLeast: false,
    mostFrequent: most > 1 ? { value: categories?.[top] ?? '', count: most } : null,
  };
}

/** Also the deviation of values too far apart for their squares. */
function orNull(statistic: number): number | null {
  return Number.isFinite(statistic) ? statistic : null;
}
