import { say } from '../../../src-shared/language/say';
import { at as elementAt } from '../../../src-shared/present';
import {
  MAX_CLASSES_SHOWN,
  NO_CLASS,
  OTHER_CLASS,
  type ClassCount,
  type ColourScale,
} from '../../../src-shared/dataset/explore';
import type { PointSample } from '../../../src-shared/run/live/frames';

/** The target of a sample as colours, in the way that the explore view colours a column. */
export interface TargetColours {
  readonly scale: ColourScale;
  /** The number of each point's class as in the scale, or its value. */
  readonly of: Float64Array;
  /** Index in the scale of each class of the target; empty for numbers. */
  readonly numbers: readonly number[];
}

/**
 * Classes by their index, the eight most frequent and "other" where there are more; numbers on a scale
 * from the 1st to the 99th percentile. null without a target.
 */
export function targetColours(sample: PointSample): TargetColours | null {
  const { target, classes, targets } = sample;
  if (target === null || targets.length === 0) return null;
  return classes.length > 0 ? classColours(target, classes, targets) : valueColours(target, targets);
}

function classColours(
  name: string,
  classes: readonly (number | string)[],
  targets: Float64Array,
): TargetColours {
  const counts = classes.map(() => 0);
  for (const target of targets) if (counts[target] !== undefined) counts[target] += 1;
  const indices = counts.map((_, index) => index);
  const byCount = [...indices].sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
  const isOwn = new Set(byCount.slice(0, MAX_CLASSES_SHOWN));
  const numbers = new Map<number, number>();
  for (const index of indices) if (isOwn.has(index)) numbers.set(index, numbers.size);
  const shown: ClassCount[] = [...numbers].map(([index, number]) => ({
    class: number,
    label: String(classes[index]),
    count: counts[index] ?? 0,
  }));
  const others = indices.filter((index) => !isOwn.has(index));
  if (others.length > 0) {
    const count = others.reduce((sum, index) => sum + (counts[index] ?? 0), 0);
    shown.push({ class: OTHER_CLASS, label: say('{others} other', { others: others.length }), count });
  }
  const of = targets.map((target) =>
    counts[target] === undefined ? NO_CLASS : (numbers.get(target) ?? OTHER_CLASS),
  );
  return {
    scale: { kind: 'classes', name, classes: shown },
    of,
    numbers: indices.map((index) => numbers.get(index) ?? OTHER_CLASS),
  };
}

function valueColours(name: string, targets: Float64Array): TargetColours | null {
  const sorted = targets.filter(Number.isFinite).sort();
  const last = sorted.length - 1;
  if (last < 0) return null;
  const at = (share: number): number => {
    const position = share * last;
    const low = Math.floor(position);
    const value = elementAt(sorted, low);
    return value + (elementAt(sorted, Math.min(last, low + 1)) - value) * (position - low);
  };
  return {
    scale: {
      kind: 'values',
      name,
      type: 'number',
      low: at(0.01),
      high: at(0.99),
      min: elementAt(sorted, 0),
      max: elementAt(sorted, last),
    },
    of: targets,
    numbers: [],
  };
}
