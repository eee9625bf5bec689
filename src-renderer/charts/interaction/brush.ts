import type { Range } from '../../values/range';
import type { Pixel } from './pixel';
import { clampTo } from './range';

/** A rectangle in CSS pixels. */
interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Part of a chart that a pointer has marked, in CSS pixels. */
export interface Brush {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Whether a span of x, and of y, is meant; of the other axis it has all. */
  readonly isX: boolean;
  readonly isY: boolean;
}

/**
 * The span that a pointer marked along x; null where it is too short to have been meant.
 * @param edges of the axis: the span ends there
 * @param minLength pixels that are meant
 */
export function brushSpan(from: number, to: number, edges: Range, minLength: number): Range | null {
  const [a, b] = [clampTo(edges, from), clampTo(edges, to)];
  return Math.abs(a - b) < minLength ? null : [Math.min(a, b), Math.max(a, b)];
}

/**
 * The box that a pointer marked: a flat one means a span of x, an upright one a span of y. Null where it
 * is too small both ways.
 * @param area of the axes: the box ends at its edges
 * @param minLength pixels of a side that is meant
 */
export function brushBox(from: Pixel, to: Pixel, area: Area, minLength: number): Brush | null {
  const edgesX: Range = [area.left, area.left + area.width];
  const edgesY: Range = [area.top, area.top + area.height];
  const x = brushSpan(from.x, to.x, edgesX, minLength);
  const y = brushSpan(from.y, to.y, edgesY, minLength);
  if (x === null && y === null) return null;
  const [left, right] = x ?? edgesX;
  const [top, bottom] = y ?? edgesY;
  return { left, right, top, bottom, isX: x !== null, isY: y !== null };
}
