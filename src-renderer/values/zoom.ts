import type { Range } from './range';

/** Range that a person zoomed to; null: all there is. */
export interface Zoom {
  readonly x: Range | null;
  readonly y: Range | null;
}
export const NO_ZOOM: Zoom = { x: null, y: null };
