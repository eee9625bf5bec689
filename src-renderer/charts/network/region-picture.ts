import { at as elementAt } from '../../../src-shared/present';
import type { ClassRegions, PointSample } from '../../../src-shared/run/live/frames';
import { mix, parseColour } from '../stage/colour';
import { axisTicks } from '../scales/axis-ticks';
import { classColour } from '../scales/class-style';
import { isTrainingRow, type RowPart } from '../shell/row-parts';
import { drawStamp } from '../stage/marks';
import { createPlane, drawAxes, type Plane } from '../stage/plane';
import { drawQueryPoint } from '../stage/query-point';
import type { Stage } from '../stage/stage';
import type { TargetColours } from '../scales/target-colours';
import type { ChartTokens } from '../stage/theme';
import { pointStamps } from '../scales/point-stamps';
import { axisBox } from '../scales/axis-box';

export interface RegionInput {
  readonly regions: ClassRegions;
  readonly features: readonly [string, string];
  /** The points in the plane; null where they cannot be read. */
  readonly sample: PointSample | null;
  /** Part of each of its rows; empty: all are training rows, and none is known to be wrong. */
  readonly parts: readonly RowPart[];
  readonly colours: TargetColours | null;
  /** A class to bring forward; null: all alike. */
  readonly highlight: number | null;
  /** Query points, with their class. */
  readonly queryPoints: readonly { readonly x1: number; readonly x2: number; readonly text: string }[];
  /** Without titles, for small pictures side by side. */
  readonly compact: boolean;
}

/** Shares of a class's colour where it has the least and the whole of the probability. */
const PALEST = 0.1;
const FULLEST = 0.42;
const COMPACT_INSET = { left: 44, top: 8, right: 10, bottom: 24 } as const;

export function regionPlane(
  { width, height }: Pick<Stage, 'width' | 'height'>,
  { regions: { x1, x2 }, compact }: Pick<RegionInput, 'regions' | 'compact'>,
): Plane {
  const { left, top, right, bottom } = COMPACT_INSET;
  const box = compact
    ? {
        left,
        top,
        width: Math.max(20, width - left - right),
        height: Math.max(20, height - top - bottom),
      }
    : axisBox(width, height, 'number');
  return createPlane(box, [x1[0] ?? 0, x1[x1.length - 1] ?? 1], [x2[0] ?? 0, x2[x2.length - 1] ?? 1]);
}

/**
 * The regions as pixels, a grid value each, x2 upwards: the colour of the likeliest class, the fuller
 * the likelier it is.
 * @param numbers of the classes in their colour scale, by index; empty: the indices themselves
 */
export function regionPixels(
  { x1, x2, labels, probabilities }: ClassRegions,
  numbers: readonly number[],
  tokens: ChartTokens,
): Uint8ClampedArray {
  const width = x1.length;
  const height = x2.length;
  const surface = parseColour(tokens.surface);
  const pixels = new Uint8ClampedArray(4 * width * height);
  const full = new Map<number, ReturnType<typeof parseColour>>();
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      const label = labels[at]!;
      let colour = full.get(label);
      if (colour === undefined) {
        colour = parseColour(classColour(tokens, numbers[label] ?? label));
        full.set(label, colour);
      }
      const share = PALEST + (FULLEST - PALEST) * Math.min(1, Math.max(0, probabilities[at]!));
      pixels.set([...mix(surface, colour, share), 255], 4 * ((height - 1 - row) * width + column));
    }
  }
  return pixels;
}

/** The likeliest class at a point of the plane, and its probability; null outside. */
export function regionAt(
  { x1, x2, labels, probabilities }: ClassRegions,
  at1: number,
  at2: number,
): { readonly label: number; readonly probability: number } | null {
  const column = nearestOnAxis(x1, at1);
  const row = nearestOnAxis(x2, at2);
  if (column === null || row === null) return null;
  const at = row * x1.length + column;
  return { label: elementAt(labels, at), probability: elementAt(probabilities, at) };
}

/** The nearest grid value of an axis; null where the point is outside it. */
function nearestOnAxis(axis: Float64Array, at: number): number | null {
  const first = axis[0] ?? NaN;
  const last = axis[axis.length - 1] ?? NaN;
  if (!(at >= first && at <= last)) return null;
  return last === first ? 0 : Math.round(((at - first) / (last - first)) * (axis.length - 1));
}

/** The regions, the points by their class on top, and the query points. */
export function drawRegions(stage: Stage, plane: Plane, input: RegionInput, buffer: HTMLCanvasElement): void {
  const { context, tokens } = stage;
  const { box, xRange, yRange } = plane;
  fillBuffer(buffer, input, tokens);
  context.save();
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(buffer, box.left, box.top, box.width, box.height);
  context.restore();
  const [x, y] = input.features;
  drawAxes(stage, plane, input.compact ? { x: '', y: '' } : { x, y }, {
    x: axisTicks({ name: x, type: 'number', categories: [] }, xRange, box.width, 84),
    y: axisTicks({ name: y, type: 'number', categories: [] }, yRange, box.height, 52),
  });
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  drawPoints(stage, plane, input);
  context.restore();
  for (const { x1, x2, text } of input.queryPoints) drawQuery(stage, plane, x1, x2, text);
}

const RING_RADIUS = 6;
const TRAINING: RowPart = { isTraining: true, isWrong: false };

/**
 * Part of each row of a sample over two features.
 * @param trainRows of the run, which the sample begins with; null: all
 */
export function regionParts(
  sample: PointSample,
  regions: ClassRegions,
  trainRows: number | null,
): readonly RowPart[] {
  if (sample.features.length !== 2) return [];
  return Array.from({ length: sample.count }, (_, row) => {
    const here = regionAt(regions, sample.values[2 * row] ?? NaN, sample.values[2 * row + 1] ?? NaN);
    const target = sample.targets[row] ?? NaN;
    return {
      isTraining: isTrainingRow(sample, trainRows, row),
      isWrong: here !== null && target >= 0 && here.label !== target,
    };
  });
}

function fillBuffer(buffer: HTMLCanvasElement, { regions, colours }: RegionInput, tokens: ChartTokens): void {
  const width = regions.x1.length;
  const height = regions.x2.length;
  if (buffer.width !== width) buffer.width = width;
  if (buffer.height !== height) buffer.height = height;
  const context = buffer.getContext('2d');
  if (context === null) return;
  const image = context.createImageData(width, height);
  image.data.set(regionPixels(regions, colours?.numbers ?? [], tokens));
  context.putImageData(image, 0, 0);
}

function drawPoints({ context, tokens, ratio }: Stage, plane: Plane, input: RegionInput): void {
  const { sample, parts, colours, highlight } = input;
  if (sample === null || sample.features.length !== 2) return;
  const [hollow, filled] = [true, false].map((isHollow) =>
    pointStamps(sample.count, colours?.of ?? new Float64Array(0), {
      colour: colours?.scale ?? null,
      tokens,
      ratio,
      highlight,
      isHollow,
    }),
  );
  context.strokeStyle = tokens.text;
  context.lineWidth = 1.4;
  for (let row = 0; row < sample.count; row++) {
    const [x, y] = [plane.toX(sample.values[2 * row]!), plane.toY(sample.values[2 * row + 1]!)];
    const { isTraining, isWrong } = parts[row] ?? TRAINING;
    const stamp = (isTraining ? filled : hollow)?.(row);
    if (stamp !== undefined) drawStamp(context, stamp, x, y);
    if (!isWrong) continue;
    context.beginPath();
    context.arc(x, y, RING_RADIUS, 0, 2 * Math.PI);
    context.stroke();
  }
}

function drawQuery(stage: Stage, plane: Plane, x1: number, x2: number, text: string): void {
  const { box, xRange, yRange } = plane;
  if (!(x1 >= xRange[0] && x1 <= xRange[1] && x2 >= yRange[0] && x2 <= yRange[1])) return;
  drawQueryPoint(stage, box, plane.toX(x1), plane.toY(x2), text);
}
