import type { NetworkFrame, Surface } from '../../../../src-shared/run/live/frames';
import type { Range } from '../../../values/range';
import { outputDomain } from '../../../values/surface';
import type { PlaneRanges } from '../../contract/view';

/** A network's output over two features, with the ends of its colours; null: it has no such output. */
export function networkSurface({
  surface,
  layers,
}: NetworkFrame): { readonly surface: Surface; readonly domain: Range } | null {
  if (surface === null) return null;
  return { surface, domain: outputDomain(surface, layers[layers.length - 1]?.activation ?? 'sigmoid') };
}

/** Ranges of the features that a network's surface lies over. */
export function networkPlane({ surface }: NetworkFrame): PlaneRanges | null {
  return surface === null ? null : { x: ends(surface.x1), y: ends(surface.x2) };
}

function ends(axis: Float64Array): Range {
  return [axis[0] ?? 0, axis[axis.length - 1] ?? 1];
}
