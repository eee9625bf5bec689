import type { LineageLayout, PlacedItem } from './lanes';
import { childrenOf } from './lineage';

/**
 * Where a key leads from an item of the picture: left to what it came from, right to the first that came from
 * it, else to the next in its lane; up and down to the nearest in the next lane that has one.
 * @returns null for any other key
 */
export function stepTo(key: string, from: PlacedItem | null, layout: LineageLayout): PlacedItem | null {
  const { placed, byKey } = layout;
  if (key === 'Home') return placed[0] ?? null;
  if (key === 'End') return placed.at(-1) ?? null;
  if (!['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].includes(key)) return null;
  if (from === null) return placed[0] ?? null;
  switch (key) {
    case 'ArrowLeft':
      return byKey.get(from.item.parent ?? '') ?? from;
    case 'ArrowRight': {
      const [child] = childrenOf(placed.map(({ item }) => item)).get(from.item.key) ?? [];
      const next = placed.find((other) => other.lane === from.lane && other.x0 > from.x0);
      return (child === undefined ? next : byKey.get(child.key)) ?? from;
    }
    default:
      return nearestLane(from, key === 'ArrowUp' ? -1 : 1, placed) ?? from;
  }
}

function nearestLane(from: PlacedItem, sign: -1 | 1, placed: readonly PlacedItem[]): PlacedItem | null {
  let best: PlacedItem | null = null;
  for (const other of placed) {
    const away = (other.lane - from.lane) * sign;
    if (away <= 0) continue;
    const bestAway = best === null ? Infinity : (best.lane - from.lane) * sign;
    const isNearer =
      away === bestAway && best !== null && Math.abs(other.x0 - from.x0) < Math.abs(best.x0 - from.x0);
    if (away < bestAway || isNearer) best = other;
  }
  return best;
}
