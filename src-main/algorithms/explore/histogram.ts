import { pow } from '../../../src-shared/portable-math/pow';
import { exponentAbove } from '../../../src-shared/portable-math/powers-of-two';
import { slices, type Work } from './slices';

/**
 * Bins of a histogram: `count` of equal width over [low, high], each closed below, the last one above
 * as well.
 */
export interface Bins {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Largest number of bins in a histogram, whether chosen by the rule or asked for. */
export const MAX_BINS = 100;

/**
 * How to cut a column into bins: 2 · IQR · n^(−1/3) wide (Freedman and Diaconis, "On the histogram
 * as a density estimator", 1981), at most {@link MAX_BINS}; by Sturges' rule where the middle half
 * of the values does not differ. Whole numbers get bins that each hold equally many of them, for
 * otherwise the picture is a comb.
 * @param bins how many instead, or null
 */
export function chooseBins(
  values: {
    readonly count: number;
    readonly min: number;
    readonly max: number;
    readonly q1: number;
    readonly q3: number;
    readonly isWhole: boolean;
  },
  bins: number | null,
): Bins {
  const { count, min, max, q1, q3, isWhole } = values;
  if (count === 0) return { low: 0, high: 1, count: 1 };
  if (min === max) {
    const room = isWhole ? 0.5 : Math.abs(min) * 0.05 || 0.5;
    return { low: min - room, high: max + room, count: 1 };
  }
  // By halves, because the span of doubles is no double.
  const span = max / 2 - min / 2;
  const width = (q3 / 2 - q1 / 2) * 2 * pow(count, -1 / 3);
  const requested =
    bins ?? Math.min(MAX_BINS, Math.max(1, Math.ceil(width > 0 ? span / width : exponentAbove(count) + 1)));
  if (isWhole && max - min < 2 ** 52) {
    // Nudged, so that 1,000 numbers in 10 bins are 100 each.
    const step = Math.max(1, Math.ceil((max - min + 1) / requested - 1e-9));
    const fitting = Math.ceil((max - min + 1) / step);
    return { low: min - 0.5, high: min - 0.5 + fitting * step, count: fitting };
  }
  return { low: min, high: max, count: requested };
}

/**
 * Counts values in bins, apart by class.
 * @param classes class of each row below `classCount`; null: all in one
 * @returns [classCount][bins] flattened
 */
export function* countBins(
  values: Float64Array,
  { low, high, count }: Bins,
  classes: Uint8Array | null,
  classCount = 1,
): Work<Uint32Array> {
  const counts = new Uint32Array(classCount * count);
  const halfLow = low / 2;
  const perHalf = count / (high / 2 - halfLow);
  yield* slices(values.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const value = values[i];
      if (value - value !== 0) continue;
      const bin = Math.min(count - 1, Math.max(0, Math.floor((value / 2 - halfLow) * perHalf)));
      counts[(classes === null ? 0 : classes[i] * count) + bin]++;
    }
  });
  return counts;
}
