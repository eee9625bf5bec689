import { squaredDistance, type Points } from './math';

/**
 * Squared Euclidean distances of row `row` to all centres, each added up as {@link squaredDistance} does: four side
 * by side, for one alone waits for its last addition.
 * @param centers [k][width]
 * @param distances [k], written to
 */
export function squaredDistances(
  points: Pick<Points, 'values' | 'width'>,
  row: number,
  centers: Float64Array,
  distances: Float64Array,
): void {
  const { values, width } = points;
  const from = row * width;
  let c = 0;
  for (; c + 3 < distances.length; c += 4) {
    const first = c * width;
    const second = first + width;
    const third = second + width;
    const fourth = third + width;
    let toFirst = 0;
    let toSecond = 0;
    let toThird = 0;
    let toFourth = 0;
    for (let j = 0; j < width; j++) {
      const value = values[from + j];
      const a = value - centers[first + j];
      const b = value - centers[second + j];
      const d = value - centers[third + j];
      const e = value - centers[fourth + j];
      toFirst += a * a;
      toSecond += b * b;
      toThird += d * d;
      toFourth += e * e;
    }
    distances[c] = toFirst;
    distances[c + 1] = toSecond;
    distances[c + 2] = toThird;
    distances[c + 3] = toFourth;
  }
  for (; c < distances.length; c++) distances[c] = squaredDistance(points, row, centers, c);
}
