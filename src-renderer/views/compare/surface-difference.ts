import { at } from '../../../src-shared/present';
import type { Surface } from '../../../src-shared/run/live/frames';
import type { Range } from '../../values/range';
import { surfaceAt } from '../../values/surface';

/**
 * Output of one network minus another's over the plane of the first's grid, with a domain that is symmetric
 * around 0; null where their planes have nothing in common.
 */
export function surfaceDifference(a: Surface, b: Surface): { surface: Surface; domain: Range } | null {
  const [x1, x2] = [inside(a.x1, b.x1), inside(a.x2, b.x2)];
  if (x1.length < 2 || x2.length < 2) return null;
  const values = new Float32Array(x1.length * x2.length);
  let max = 0;
  for (let i = 0; i < x2.length; i++) {
    for (let j = 0; j < x1.length; j++) {
      const difference = surfaceAt(a, at(x1, j), at(x2, i)) - surfaceAt(b, at(x1, j), at(x2, i));
      values[i * x1.length + j] = difference;
      if (Math.abs(difference) > max) max = Math.abs(difference);
    }
  }
  return { surface: { x1, x2, values }, domain: max > 0 ? [-max, max] : [-1, 1] };
}

/** Places of one axis that lie on the other one. */
function inside(axis: Float64Array, other: Float64Array): Float64Array {
  const [low, high] = [other[0] ?? 0, other[other.length - 1] ?? 1];
  return axis.filter((value) => value >= low && value <= high);
}
