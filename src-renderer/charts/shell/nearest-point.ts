import type { PointSample } from '../../../src-shared/run/live/frames';
import { formatNumber } from '../../text/format';
import type { Plane } from '../stage/plane';

export interface PointFact {
  readonly name: string;
  readonly value: string;
}

const MOST_FACTS = 8;

/** The row of a sample nearest to a pixel, within `reach` pixels; null when none is. */
function nearestRow(
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

/** What the pointer is at: the row nearest to it, and where it is on the chart; null when far from all. */
export function pointedRow(
  event: PointerEvent & { readonly currentTarget: HTMLElement },
  sample: PointSample,
  plane: Plane | null,
  coordinates: (row: number) => readonly [number, number],
): { readonly row: number; readonly x: number; readonly y: number } | null {
  if (plane === null) return null;
  const box = event.currentTarget.getBoundingClientRect();
  const at = { x: event.clientX - box.left, y: event.clientY - box.top };
  const row = nearestRow(sample, plane, at, coordinates);
  return row === null ? null : { row, ...at };
}

/** Where a row lies on the plane of two features. */
export function onFeatures(
  { values, features }: PointSample,
  [x, y]: readonly [number, number],
): (row: number) => readonly [number, number] {
  const width = features.length;
  return (row) => [values[row * width + x]!, values[row * width + y]!];
}

/** The first features of a row as its card shows them. */
export function featureFacts({ features, values }: PointSample, row: number): PointFact[] {
  return features
    .slice(0, MOST_FACTS)
    .map((name, j) => ({ name, value: formatNumber(values[row * features.length + j] ?? NaN) }));
}
