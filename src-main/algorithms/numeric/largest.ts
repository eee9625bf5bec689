/** Index of the largest of `units` outputs from `at` on; the first of equals. */
export function findLargest(outputs: ArrayLike<number>, at: number, units: number): number {
  let index = 0;
  for (let u = 1; u < units; u++) if (outputs[at + u] > outputs[at + index]) index = u;
  return index;
}
