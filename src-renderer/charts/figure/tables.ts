import type { PointSample } from '../../../src-shared/run/live/frames';

/** One line a point, with what is said of it. */
export function pointRows(
  sample: PointSample | null,
  of: (row: number) => readonly (string | number | null)[],
): (string | number | null)[][] {
  if (sample === null) return [];
  const { values, features, count } = sample;
  const width = features.length;
  return Array.from({ length: count }, (_, row) => [
    'point',
    ...values.subarray(row * width, (row + 1) * width),
    ...of(row),
  ]);
}

/** Rows of a grid, one a point, x1 first. */
export function gridRows(
  { x1, x2 }: { readonly x1: Float64Array; readonly x2: Float64Array },
  of: (at: number) => number,
): [number, number, number][] {
  return Array.from(x2, (y, i) =>
    Array.from(x1, (x, j): [number, number, number] => [x, y, of(i * x1.length + j)]),
  ).flat();
}

/** Names of the data's columns beside those that are added: one that is taken gets a number. */
export function apart(names: readonly string[], added: readonly string[]): string[] {
  const taken = new Set(added);
  return names.map((name) => {
    let free = name;
    for (let n = 2; taken.has(free); n++) free = `${name}_${n}`;
    taken.add(free);
    return free;
  });
}
