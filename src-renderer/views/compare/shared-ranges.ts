import type { PointSample } from '../../../src-shared/run/live/frames';
import type { PlaneRanges, SharedRanges } from '../../models/contract/view';
import type { Range } from '../../values/range';

/** Ranges that one picture covers. */
export interface CoveredRanges {
  readonly sample: PointSample | null;
  /** Outputs at the ends of its colours; null: it draws no surface. */
  readonly domain: Range | null;
  /** Ranges of the first two features; null: it draws no such plane. */
  readonly plane: PlaneRanges | null;
}

/** Ranges of pictures side by side, each wide enough for all. */
export function sharedRanges(pictures: readonly CoveredRanges[]): SharedRanges {
  const pairs = new Set(
    pictures.flatMap(({ sample }) =>
      sample === null || sample.features.length < 2 ? [] : [JSON.stringify(sample.features.slice(0, 2))],
    ),
  );
  const domains = pictures.flatMap(({ domain }) => (domain === null ? [] : [domain]));
  const planes = pictures.flatMap(({ plane }) => (plane === null ? [] : [plane]));
  return {
    domain: domains.length === 0 ? null : domains.reduce(union),
    ranges:
      planes.length === 0 || pairs.size > 1
        ? null
        : planes.reduce((a, b) => ({ x: union(a.x, b.x), y: union(a.y, b.y) })),
  };
}

function union(a: Range, b: Range): Range {
  return [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
}
