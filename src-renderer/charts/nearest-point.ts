import type { PointSample } from '../../src-shared/run/frames';
import type { Plane } from './plane';

/** The row of a sample nearest to a pixel, within `reach` pixels; null when none is. */
export function nearestRow(
  sample: PointSample,
  plane: Plane,
  at: { readonly x: number; readonly y: number },
  coordinates: (row: number) => readonly [number, number],
  reach = 12,
): number | null {
  let best = reach * reach;
  let nearest: number | null = null;
  for (let row = 0; row < sample.count; row++) {
    const [x, y] = coordinates(row);
    const dx = plane.toX(x) - at.x;
    const dy = plane.toY(y) - at.y;
    const distance = dx * dx + dy * dy;
    if (distance < best) {
      best = distance;
      nearest = row;
    }
  }
  return nearest;
}
