/**
 * The elbow of a falling curve (Satopaa et al., "Finding a kneedle in a haystack", 2011, without
 * smoothing): both axes are scaled to 0 to 1, and the knee is the point farthest below the straight
 * line from the first to the last. Its index; null where no point lies below that line, or there are
 * fewer than three.
 * @param x ascending
 */
export function findKnee(x: readonly number[], y: readonly number[]): number | null {
  const last = x.length - 1;
  if (last < 2) return null;
  const [x0, x1, y0, y1] = [x[0], x[last], y[0], y[last]];
  if (!(y0 > y1)) return null;
  let knee: number | null = null;
  // What rounding leaves of a straight line is no knee.
  let farthest = 1e-9;
  for (let i = 1; i < last; i++) {
    const along = (x[i] - x0) / (x1 - x0);
    const below = 1 - along - (y[i] - y1) / (y0 - y1);
    if (below <= farthest) continue;
    farthest = below;
    knee = i;
  }
  return knee;
}
