/**
 * Index, from 0 to below `units`, of the largest of the `units` outputs that begin at `at`; the first of
 * equals.
 */
export function findLargest(outputs: ArrayLike<number>, at: number, units: number): number {
  let index = 0;
  for (let u = 1; u < units; u++) if (outputs[at + u] > outputs[at + index]) index = u;
  return index;
}
