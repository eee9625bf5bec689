import type { PointSample, Surface, UnitSurfaces } from '../../../../src-shared/run/live/frames';
import { divergingTable } from '../../stage/colour';
import { fillHeat } from '../surface/heat-picture';
import { drawStamp } from '../../stage/marks';
import { createPlane } from '../../stage/plane';
import type { Stage } from '../../stage/stage';
import type { TargetColours } from '../../scales/target-colours';
import { pointStamps } from '../../scales/point-stamps';
import { outputDomain } from '../../../values/surface';
import type { Range } from '../../../values/range';

/** A hidden unit: its picture, and what is said of it. */
export interface UnitView {
  /** From 1, as people count. */
  readonly unit: number;
  readonly surface: Surface;
  /** Outputs at the two ends of the colours: the activation's own, else symmetric around 0. */
  readonly domain: Range;
  /** Least and largest output over the plane. */
  readonly range: Range;
}

export interface UnitLayerView {
  /** From 1. */
  readonly layer: number;
  readonly activation: string;
  /** All units of the layer, of which the first are drawn. */
  readonly count: number;
  readonly units: readonly UnitView[];
}

/** The pictures of all units that came with a frame. */
export function unitViews({ x1, x2, layers }: UnitSurfaces): UnitLayerView[] {
  const size = x1.length * x2.length;
  return layers.map(({ units: count, activation, values }, l) => ({
    layer: l + 1,
    activation,
    count,
    units: Array.from({ length: values.length / size }, (_, u) => {
      const surface = { x1, x2, values: values.subarray(u * size, (u + 1) * size) };
      const range = computeRange(surface.values);
      return { unit: u + 1, surface, domain: computeDomain(surface, activation, range), range };
    }),
  }));
}

function computeRange(values: Float32Array): Range {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : [NaN, NaN];
}

/** Colours mean the same in every unit without bounds of its own: the low colour below 0, the high one above. */
function computeDomain(surface: Surface, activation: string, [low, high]: Range): Range {
  if (activation === 'sigmoid' || activation === 'tanh') return outputDomain(surface, activation);
  const maxAbs = Math.max(Math.abs(low), Math.abs(high));
  return maxAbs > 0 && Number.isFinite(maxAbs) ? [-maxAbs, maxAbs] : [-1, 1];
}

/** Rows of a sample to draw over a picture: evenly spread, at most so many. */
export function spreadRows(count: number, maxPoints: number): Int32Array {
  const shown = Math.min(count, maxPoints);
  return Int32Array.from({ length: shown }, (_, i) => Math.floor((i * count) / shown));
}

/** Points that are drawn over a unit. */
export interface UnitPoints {
  readonly sample: PointSample;
  /** Which of them. */
  readonly rows: Int32Array;
  readonly colours: TargetColours | null;
}

/** One unit over the whole stage, with points of the data where there are any to draw. */
export function drawUnit(
  { context, tokens, width, height, ratio }: Stage,
  { surface, domain }: Pick<UnitView, 'surface' | 'domain'>,
  points: UnitPoints | null,
  buffer: HTMLCanvasElement,
): void {
  fillHeat(buffer, { surface, domain }, divergingTable(tokens));
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(buffer, 0, 0, width, height);
  if (points === null) return;
  const { sample, rows, colours } = points;
  const { x1, x2 } = surface;
  const plane = createPlane(
    { left: 0, top: 0, width, height },
    [x1[0] ?? 0, x1[x1.length - 1] ?? 1],
    [x2[0] ?? 0, x2[x2.length - 1] ?? 1],
  );
  // As many points as there are decide how large they are; in a small picture they are small.
  const findStamp = pointStamps(width < 150 ? Infinity : sample.count, colours?.of ?? new Float64Array(0), {
    colour: colours?.scale ?? null,
    tokens,
    ratio,
    highlight: null,
  });
  context.fillStyle = tokens.surface;
  for (const row of rows) {
    const x = plane.toX(sample.values[2 * row]!);
    const y = plane.toY(sample.values[2 * row + 1]!);
    const stamp = findStamp(row);
    // A rim: the points' colours are those of the picture under them.
    context.beginPath();
    context.arc(x, y, Math.max(2, stamp.half - 1.5), 0, 2 * Math.PI);
    context.fill();
    drawStamp(context, stamp, x, y);
  }
}
