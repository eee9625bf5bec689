import { at } from '../../../src-shared/present';
import type { Range } from '../../values/range';
import type { ParameterAxis } from './columns';

/** Marked parts of axes by the keys of their columns, as shares of the axis from its foot (0) to its top (1). */
export type Brushes = Readonly<Record<string, Range>>;

/** Whether a run lies within every marked part; one without a value lies in none. */
export function isWithin(axes: readonly ParameterAxis[], brushes: Brushes, row: number): boolean {
  return axes.every(({ column, toShare }) => {
    const marked = brushes[column.key];
    if (marked === undefined) return true;
    const share = toShare(at(column.values, row));
    // A value at the edge is meant, whatever the rounding.
    return share >= marked[0] - 1e-9 && share <= marked[1] + 1e-9;
  });
}

/** Steps of the keys along an axis. */
const STEP = 0.05;
/** What Enter marks first. */
const FIRST: Range = [0.5, 1];

/**
 * The marked part after a key: Enter marks the upper half, arrows move it, with Shift its lower end, with Ctrl
 * its upper one. Undefined: the key does nothing here; null: nothing is marked any more.
 */
export function brushAfterKey(
  { key, shiftKey, ctrlKey }: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey'>,
  marked: Range | null,
): Range | null | undefined {
  if (key === 'Enter' || key === ' ') return marked === null ? FIRST : null;
  if (marked === null) return undefined;
  if (key === 'Escape' || key === 'Delete') return null;
  const by = { ArrowUp: STEP, ArrowDown: -STEP }[key];
  if (by === undefined) return undefined;
  const clamp = (value: number, low: number, high: number): number =>
    Number(Math.min(high, Math.max(low, value)).toFixed(6));
  const [low, high] = marked;
  if (shiftKey) return [clamp(low + by, 0, high - STEP), high];
  if (ctrlKey) return [low, clamp(high + by, low + STEP, 1)];
  const shift = clamp(by, -low, 1 - high);
  return [clamp(low + shift, 0, 1), clamp(high + shift, 0, 1)];
}
