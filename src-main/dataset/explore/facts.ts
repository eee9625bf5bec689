import {
  NO_CLASS,
  OTHER_CLASS,
  MAX_CLASSES_SHOWN,
  type ClassCount,
  type ColourScale,
} from '../../../src-shared/dataset/explore';
import {
  countCodes,
  countDistinct,
  computeMoments,
  computeQuartiles,
  type Distinct,
  type Moments,
  type Quartiles,
} from '../../algorithms/explore/moments';
import { slices, type Work } from '../../algorithms/explore/slices';
import type { RawColumn } from './rows';

/** What was counted of a column once is true as long as its values are there. */
function remembered<T>(count: (column: RawColumn) => Work<T>): (column: RawColumn) => Work<T> {
  const known = new WeakMap<Float64Array, T>();
  return function* (column) {
    const before = known.get(column.values);
    if (before !== undefined) return before;
    const facts = yield* count(column);
    known.set(column.values, facts);
    return facts;
  };
}

export const moments: (column: RawColumn) => Work<Moments> = remembered(({ values }) =>
  computeMoments(values),
);
export const quartiles: (column: RawColumn) => Work<Quartiles> = remembered(({ values }) =>
  computeQuartiles(values),
);
export const distinct: (column: RawColumn) => Work<Distinct> = remembered(({ values }) =>
  countDistinct(values),
);
export const wordCounts: (column: RawColumn) => Work<Uint32Array> = remembered(({ values, categories }) =>
  countCodes(values, categories?.length ?? 0),
);

/** A column as classes: which of {@link ClassCount.class} each row is of. */
export interface Classes {
  readonly name: string;
  readonly of: Uint8Array;
  /** The most frequent first, then the others, then rows without one; only those that there are. */
  readonly classes: readonly ClassCount[];
}

/**
 * A column as classes: a category by its words, whole numbers by their values where there are no
 * more than can be told apart. null where it is neither.
 */
export const findClasses: (column: RawColumn) => Work<Classes | null> = remembered(function* (column) {
  const { name, type, values, categories } = column;
  const ranked: { value: number; label: string; count: number }[] = [];
  if (type === 'category') {
    const counts = yield* wordCounts(column);
    counts.forEach((count, code) => {
      if (count > 0) ranked.push({ value: code, label: categories?.[code] ?? '', count });
    });
    ranked.sort((a, b) => b.count - a.count);
  } else {
    const { isWhole } = yield* moments(column);
    if (!isWhole || type === 'date') return null;
    const found = new Map<number, number>();
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (value - value !== 0) continue;
      found.set(value, (found.get(value) ?? 0) + 1);
      if (found.size > MAX_CLASSES_SHOWN) return null;
      if (i % 65536 === 65535) yield;
    }
    for (const [value, count] of [...found].sort(([a], [b]) => a - b)) {
      ranked.push({ value, label: String(value), count });
    }
  }
  const shown = ranked.slice(0, MAX_CLASSES_SHOWN);
  const indexByValue = new Map(shown.map(({ value }, index) => [value, index]));
  const of = new Uint8Array(values.length);
  let other = 0;
  let none = 0;
  yield* slices(values.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const value = values[i]!;
      if (value - value !== 0) {
        of[i] = NO_CLASS;
        none++;
        continue;
      }
      const index = indexByValue.get(value);
      of[i] = index ?? OTHER_CLASS;
      if (index === undefined) other++;
    }
  });
  const classes: ClassCount[] = shown.map(({ label, count }, index) => ({ class: index, label, count }));
  const rest = ranked.length - shown.length;
  if (other > 0) {
    classes.push({
      class: OTHER_CLASS,
      label: `${rest} other ${rest === 1 ? 'value' : 'values'}`,
      count: other,
    });
  }
  if (none > 0) classes.push({ class: NO_CLASS, label: 'missing', count: none });
  return { name, of, classes };
});

/** How a column colours points. */
export function* colourScale(column: RawColumn): Work<{ scale: ColourScale; classes: Classes | null }> {
  const { name, type } = column;
  const classes = yield* findClasses(column);
  if (classes !== null) return { scale: { kind: 'classes', name, classes: classes.classes }, classes };
  const { min, max } = yield* moments(column);
  const { p1, p99 } = yield* quartiles(column);
  const [low, high] = p1 < p99 ? [p1, p99] : [min, max];
  const scale: ColourScale = {
    kind: 'values',
    name,
    type: type === 'date' ? 'date' : 'number',
    low,
    high,
    min,
    max,
  };
  return { scale, classes: null };
}
