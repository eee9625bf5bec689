import type { Pixel } from './pixel';

/** Largest distance from the pointer at which a point is picked, in CSS pixels. */
const HIT_RADIUS_PX = 12;

/**
 * Index of the point nearest to a pixel; null where none lies within reach.
 * @param pixels x and y of the `index`-th point; a point at NaN is never the nearest
 * @param radius in CSS pixels, 12 by default
 */
export function nearestPoint(
  count: number,
  pixels: (index: number) => readonly [number, number],
  at: Pixel,
  radius = HIT_RADIUS_PX,
): number | null {
  let best = radius * radius;
  let nearest: number | null = null;
  for (let index = 0; index < count; index++) {
    const [x, y] = pixels(index);
    const dx = x - at.x;
    const dy = y - at.y;
    const distance = dx * dx + dy * dy;
    if (distance < best) {
      best = distance;
      nearest = index;
    }
  }
  return nearest;
}
