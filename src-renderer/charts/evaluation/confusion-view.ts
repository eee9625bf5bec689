import { say } from '../../../src-shared/language/say';
import { at } from '../../../src-shared/present';

/** A confusion matrix as it is shown: all classes, or the largest ones and one for all others. */
export interface ConfusionView {
  readonly labels: readonly string[];
  /** [labels][labels] flattened, true class by predicted class. */
  readonly counts: readonly number[];
  /** Sum of each row's cells. */
  readonly totals: readonly number[];
  /** Classes that are together in the last label. */
  readonly grouped: number;
}

/** More classes are no longer cells that can be read. */
const MAX_SHOWN = 30;

/** @param limit how many rows and columns there may be */
export function confusionView(
  confusion: ArrayLike<number>,
  classes: readonly (number | string)[],
  limit = MAX_SHOWN,
): ConfusionView {
  const count = classes.length;
  const weights = classes.map((_, index) => {
    let sum = 0;
    for (let j = 0; j < count; j++) sum += at(confusion, index * count + j);
    return sum;
  });
  const indices = classes.map((_, index) => index);
  const byWeight = [...indices].sort((a, b) => at(weights, b) - at(weights, a) || a - b);
  const own = new Set(count <= limit ? indices : byWeight.slice(0, limit - 1));
  const shown = indices.filter((index) => own.has(index));
  const grouped = count - shown.length;
  const size = shown.length + (grouped > 0 ? 1 : 0);
  const labelByClass = new Map(shown.map((index, label) => [index, label]));
  const counts = new Array<number>(size * size).fill(0);
  for (const i of indices) {
    for (const j of indices) {
      const cell = (labelByClass.get(i) ?? size - 1) * size + (labelByClass.get(j) ?? size - 1);
      counts[cell] = (counts[cell] ?? 0) + at(confusion, i * count + j);
    }
  }
  const labels = shown.map((index) => String(classes[index]));
  if (grouped > 0) labels.push(say('{grouped} other classes', { grouped }));
  const totals = labels.map((_, row) =>
    counts.slice(row * size, (row + 1) * size).reduce((sum, value) => sum + value, 0),
  );
  return { labels, counts, totals, grouped };
}

/** Share of a row's rows that are in a cell; 0 in a row without any. */
export function computeShare({ counts, totals, labels }: ConfusionView, row: number, column: number): number {
  const total = totals[row] ?? 0;
  return total > 0 ? (counts[row * labels.length + column] ?? 0) / total : 0;
}

/** The cell that an arrow key, Home or End leads to; null for any other key. */
export function cellAfter(
  key: string,
  { row, column }: { readonly row: number; readonly column: number },
  size: number,
): { row: number; column: number } | null {
  const bounded = (value: number): number => Math.min(size - 1, Math.max(0, value));
  const moves: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    Home: [0, -size],
    End: [0, size],
  };
  const move = moves[key];
  return move === undefined ? null : { row: bounded(row + move[0]), column: bounded(column + move[1]) };
}
