/**
 * A series cut where another column changes (the restarts of k-means): a gap is put before the
 * first value of each part.
 */
export function cutWhere(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  part: ArrayLike<number>,
): { readonly x: Float64Array; readonly y: Float64Array } {
  const cuts: number[] = [];
  for (let i = 1; i < x.length; i++) if (part[i] !== part[i - 1]) cuts.push(i);
  const cutX = new Float64Array(x.length + cuts.length);
  const cutY = new Float64Array(x.length + cuts.length);
  let next = 0;
  for (let i = 0, to = 0; i < x.length; i++, to++) {
    if (cuts[next] === i) {
      cutX[to] = x[i - 1]!;
      cutY[to] = NaN;
      to++;
      next++;
    }
    cutX[to] = x[i]!;
    cutY[to] = y[i]!;
  }
  return { x: cutX, y: cutY };
}
