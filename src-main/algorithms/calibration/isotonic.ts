/** A function that never falls: between its points it is a line, beyond them it stays. */
export interface IsotonicCurve {
  /** Ascending. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** NumPy's `finfo(float64).resolution`. */
const EQUAL = 1e-15;

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955; scikit-learn's `IsotonicRegression`,
 * `out_of_bounds="clip"`): the rising function with the least squared distance from `y`. Equal x are one point,
 * and those that differ by less than 1e-15 are equal, as there: by a last bit nothing is told apart.
 */
export function fitIsotonic(x: Float64Array, y: Float64Array): IsotonicCurve {
  const order = Int32Array.from(x, (_, i) => i).sort((a, b) => x[a] - x[b]);
  const points: { x: number; sum: number; count: number }[] = [];
  for (const i of order) {
    const last = points[points.length - 1];
    if (last !== undefined && x[i] - last.x < EQUAL) {
      last.sum += y[i];
      last.count++;
    } else points.push({ x: x[i], sum: y[i], count: 1 });
  }
  const pools: { from: number; to: number; sum: number; count: number }[] = [];
  points.forEach(({ sum, count }, i) => {
    let pool = { from: i, to: i, sum, count };
    for (let last = pools[pools.length - 1]; last !== undefined; last = pools[pools.length - 1]) {
      if (last.sum * pool.count < pool.sum * last.count) break;
      pools.pop();
      pool = { from: last.from, to: pool.to, sum: last.sum + pool.sum, count: last.count + pool.count };
    }
    pools.push(pool);
  });
  const values = new Float64Array(points.length);
  for (const { from, to, sum, count } of pools) values.fill(sum / count, from, to + 1);
  return { x: Float64Array.from(points, (point) => point.x), y: values };
}

/** The curve's value at `at`. */
export function isotonicAt({ x, y }: IsotonicCurve, at: number): number {
  const last = x.length - 1;
  if (at <= x[0]) return y[0];
  if (at >= x[last]) return y[last];
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle] <= at) low = middle;
    else high = middle;
  }
  return y[low] + ((y[high] - y[low]) * (at - x[low])) / (x[high] - x[low]);
}
