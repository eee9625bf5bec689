/**
 * Exponential moving average with bias correction: s = w s + (1 - w) y from s = 0, over 1 - w^n, so
 * that the first values are not drawn towards 0 (Kingma and Ba 2015, section 3). As in TensorBoard,
 * what is not finite stays where it is and counts for nothing, and a constant stays exactly as it is.
 * @param weight w, from 0 (nothing is smoothed: the values themselves are returned) to below 1
 */
export function smoothed(values: Float64Array, weight: number): Float64Array {
  if (weight <= 0 || isConstant(values)) return values;
  const result = new Float64Array(values.length);
  let average = 0;
  // w^n
  let rest = 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) {
      result[i] = value;
      continue;
    }
    average = average * weight + value * (1 - weight);
    rest *= weight;
    result[i] = average / (1 - rest);
  }
  return result;
}

function isConstant(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}
