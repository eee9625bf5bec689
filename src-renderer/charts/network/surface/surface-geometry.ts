import type { Surface } from '../../../../src-shared/run/live/frames';
import { divergingTable, type Diverging } from '../../stage/colour';
import type { Range } from '../../../values/range';
import { surfaceAt } from '../../../values/surface';
import type { DataPoint } from './data-points';

/** How high a solid is; its floor is 1 x 1. */
export const SOLID_HEIGHT = 0.7;

/** How far a point that lies on the surface stands above it: it would be half inside. */
const LIFT = 0.012;

/** Most grid lines a side: a software renderer stays smooth with these. */
const MESH_SIDE = 64;

/** A surface as a mesh in a unit cube around the origin: x1 right, x2 away, the output up. */
export interface SurfaceMesh {
  /** [side * side * 3] */
  readonly positions: Float32Array;
  /** [side * side * 3], 0 to 1, in the sRGB of the tokens. */
  readonly colours: Float32Array;
  readonly indices: Uint32Array;
  readonly side: number;
}

/** Thins the grid to at most {@link MESH_SIDE} lines and colours it as the flat map is coloured. */
export function surfaceMesh(
  surface: Surface,
  domain: Range,
  scale: Diverging,
  height = SOLID_HEIGHT,
): SurfaceMesh {
  const side = Math.min(MESH_SIDE, surface.x1.length, surface.x2.length);
  const table = divergingTable(scale);
  const positions = new Float32Array(side * side * 3);
  const colours = new Float32Array(side * side * 3);
  const span = domain[1] - domain[0] || 1;
  const pick = (at: number, count: number): number =>
    side < 2 ? 0 : Math.round((at * (count - 1)) / (side - 1));
  for (let i = 0; i < side; i++) {
    for (let j = 0; j < side; j++) {
      const row = pick(i, surface.x2.length);
      const column = pick(j, surface.x1.length);
      const value = surface.values[row * surface.x1.length + column] ?? NaN;
      const share = Number.isFinite(value) ? Math.min(1, Math.max(0, (value - domain[0]) / span)) : 0;
      const at = 3 * (i * side + j);
      positions[at] = side < 2 ? 0 : j / (side - 1) - 0.5;
      positions[at + 1] = (share - 0.5) * height;
      positions[at + 2] = side < 2 ? 0 : 0.5 - i / (side - 1);
      const colour = 4 * Math.round(share * 255);
      for (let channel = 0; channel < 3; channel++) colours[at + channel] = table[colour + channel]! / 255;
    }
  }
  const indices = new Uint32Array(Math.max(0, side - 1) ** 2 * 6);
  let next = 0;
  for (let i = 0; i + 1 < side; i++) {
    for (let j = 0; j + 1 < side; j++) {
      const corner = i * side + j;
      indices.set([corner, corner + 1, corner + side, corner + 1, corner + side + 1, corner + side], next);
      next += 6;
    }
  }
  return { positions, colours, indices, side };
}

/** A row of data in a solid. */
export interface SolidPoint extends DataPoint {
  /** In the unit cube of the mesh. */
  readonly position: readonly [number, number, number];
}

/**
 * The rows that lie over a surface, in its cube: of two classes on the surface, whose colour they have or miss; of
 * numbers at their target, above or below it.
 * @param hasClasses whether the rows are of two classes
 */
export function solidPoints(
  points: readonly DataPoint[],
  surface: Surface,
  domain: Range,
  hasClasses: boolean,
): SolidPoint[] {
  const span = domain[1] - domain[0] || 1;
  return points.flatMap((point) => {
    const output = surfaceAt(surface, point.x1, point.x2);
    if (!Number.isFinite(output)) return [];
    const isOnSurface = hasClasses || Number.isNaN(point.share);
    const share = isOnSurface ? (output - domain[0]) / span : point.share;
    const height = (Math.min(1, Math.max(0, share)) - 0.5) * SOLID_HEIGHT + (isOnSurface ? LIFT : 0);
    return [
      {
        ...point,
        position: [shareOf(surface.x1, point.x1) - 0.5, height, 0.5 - shareOf(surface.x2, point.x2)] as const,
      },
    ];
  });
}

function shareOf(axis: Float64Array, at: number): number {
  const [low, high] = [axis[0] ?? 0, axis[axis.length - 1] ?? 1];
  return high === low ? 0.5 : (at - low) / (high - low);
}
