/** Index of the step that lies nearest to a value; of two as near the later one. @param steps ascending */
function nearest(steps: ArrayLike<number>, value: number): number {
  let [low, high] = [0, steps.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [steps[low - 1], steps[low]];
  return before !== undefined && after !== undefined && value - before < after - value ? low - 1 : low;
}

/**
 * Where a slider over steps goes to: the kept step nearest to its value. A key moves the value by one step only,
 * which lies between two kept ones: that goes to the next one.
 * @param steps that were kept, ascending
 * @param from index that is shown
 * @returns index of the step to show
 */
export function seekStep(steps: ArrayLike<number>, from: number, value: number): number {
  const to = nearest(steps, value);
  if (to !== from) return to;
  const shown = steps[from] ?? value;
  if (value === shown) return from;
  return Math.min(steps.length - 1, Math.max(0, from + Math.sign(value - shown)));
}
