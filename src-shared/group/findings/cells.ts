import { log } from '../../portable-math/log';
import type { SweepParameter } from '../group';

/** Cells of a range at most, as in Optuna's PED-ANOVA. */
const MOST_CELLS = 50;

/** The axis of a setting in cells, in which trials are counted. */
export interface SettingCells {
  readonly count: number;
  /** Numbers lie in their order, words do not. */
  readonly isOrdered: boolean;
  /** The cell of a value; -1 of one that the sweep does not have. */
  find(value: number | string): number;
}

/**
 * A range in 50 cells of one width, by its logarithm where it is searched so, the outer two half as wide; whole
 * numbers in one cell each, where those are no more (of a logarithmic range ceil(log2 n) + 1 of n numbers); a
 * list of numbers by their order; of words each its own.
 * @param isWhole whether the setting takes whole numbers only
 */
export function settingCells(parameter: SweepParameter, isWhole: boolean): SettingCells {
  if (parameter.kind === 'values') {
    const numbers = parameter.values.filter((value) => typeof value === 'number');
    if (numbers.length < parameter.values.length) {
      const words = [...new Set(parameter.values)];
      return { count: words.length, isOrdered: false, find: (value) => words.indexOf(value) };
    }
    const order: readonly (number | string)[] = [...new Set(numbers)].sort((a, b) => a - b);
    const cells = evenCells(0, order.length - 1, Math.min(order.length, MOST_CELLS));
    return {
      ...cells,
      find: (value) => {
        const place = order.indexOf(value);
        return place === -1 ? -1 : cells.find(place);
      },
    };
  }
  const { from, to, scale } = parameter;
  if (scale === 'linear')
    return evenCells(from, to, isWhole ? Math.min(to - from + 1, MOST_CELLS) : MOST_CELLS);
  const count = isWhole ? Math.min(ceilLog2(to - from + 1) + 1, MOST_CELLS) : MOST_CELLS;
  const cells = evenCells(log(from), log(to), count);
  return { ...cells, find: (value) => cells.find(log(Number(value))) };
}

/** Cells around evenly spaced places from `low` to `high`; what lies between two goes to the lower one. */
function evenCells(low: number, high: number, count: number): SettingCells {
  const size = (high - low) / (count - 1);
  return {
    count,
    isOrdered: true,
    find: (value) => {
      const place = Number(value);
      if (!Number.isFinite(place)) return -1;
      return count < 2 ? 0 : Math.min(count - 1, Math.max(0, Math.ceil((place - low) / size - 0.5)));
    },
  };
}

/** Of whole numbers below 2^32. */
function ceilLog2(n: number): number {
  return 32 - Math.clz32(n - 1);
}
