/** What the rows `from` to `to` count together: their weights' sum, or how many they are. */
export function sumWeights(weights: Float64Array | null, from: number, to: number): number {
  if (weights === null) return to - from;
  let sum = 0;
  for (let row = from; row < to; row++) sum += weights[row];
  return sum;
}
