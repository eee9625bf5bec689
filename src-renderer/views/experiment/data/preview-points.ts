import type { PointSample } from '../../../../src-shared/run/live/frames';

/** More whole numbers than this are drawn as numbers. */
const MAX_CLASSES = 10;

/**
 * The sample with its target's values as classes, where they look like such: two values of any kind,
 * or a few whole numbers that come again and again.
 */
export function withClasses(sample: PointSample): PointSample {
  const { target, targets, classes } = sample;
  if (classes.length > 0 || target === null) return sample;
  const distinct = new Set<number>();
  for (const value of targets) {
    if (distinct.add(value).size > MAX_CLASSES) return sample;
  }
  const values = [...distinct].sort((a, b) => a - b);
  const areFew = values.length > 2 && values.every(Number.isInteger) && values.length * 2 <= targets.length;
  if (values.length !== 2 && !areFew) return sample;
  const indexByValue = new Map(values.map((value, index) => [value, index]));
  return { ...sample, classes: values, targets: targets.map((value) => indexByValue.get(value) ?? -1) };
}

/** Names of the classes on an axis; empty where the target is a number. */
export function classNames({ classes }: PointSample): string[] {
  return classes.map(String);
}

/** One feature alone is drawn over its target, not over itself; classes keep their colours there. */
export function withTargetAxis(sample: PointSample): PointSample {
  const [feature, ...others] = sample.features;
  const { target, targets, values, count, classes } = sample;
  if (feature === undefined || others.length > 0 || target === null) return sample;
  const pairs = new Float64Array(2 * count);
  for (let row = 0; row < count; row += 1) {
    pairs[2 * row] = values[row] ?? NaN;
    pairs[2 * row + 1] = targets[row] ?? NaN;
  }
  const drawn = { ...sample, features: [feature, target], values: pairs };
  return classes.length > 0 ? drawn : { ...drawn, target: null, targets: new Float64Array(0) };
}
