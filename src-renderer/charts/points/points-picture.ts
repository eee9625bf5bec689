import type { PointSample } from '../../../src-shared/run/live/frames';
import { axisTicks } from '../scales/axis-ticks';
import { drawStamp } from '../stage/marks';
import { createPlane, drawAxes, type Plane } from '../stage/plane';
import type { Stage } from '../stage/stage';
import type { TargetColours } from '../scales/target-colours';
import { featureRanges } from '../../values/range';
import { pointStamps } from '../scales/point-stamps';
import { axisBox } from '../scales/axis-box';

export interface PointsInput {
  readonly sample: PointSample;
  /** Which two features are drawn. */
  readonly features: readonly [number, number];
  /** Names of the whole numbers on the y axis; empty for numbers. */
  readonly yCategories: readonly string[];
  readonly colours: TargetColours | null;
  /** A class to bring forward; null: all alike. */
  readonly highlight: number | null;
}

export function pointsPlane({ width, height }: Stage, { sample, features, yCategories }: PointsInput): Plane {
  const [x, y] = featureRanges(sample, features);
  return createPlane(axisBox(width, height, yCategories.length > 0 ? 'category' : 'number'), x, y);
}

/** The points over two features, in the colours of their target. */
export function drawSample(stage: Stage, plane: Plane, input: PointsInput): void {
  const { context, tokens, ratio } = stage;
  const { sample, features, yCategories, colours, highlight } = input;
  const { box, xRange, yRange } = plane;
  const [x, y] = features.map((feature) => sample.features[feature] ?? '') as [string, string];
  const yAxis = {
    name: y,
    type: yCategories.length > 0 ? 'category' : 'number',
    categories: yCategories,
  } as const;
  drawAxes(
    stage,
    plane,
    { x, y },
    {
      x: axisTicks({ name: x, type: 'number', categories: [] }, xRange, box.width, 84),
      y: axisTicks(yAxis, yRange, box.height, yCategories.length > 0 ? 20 : 52),
    },
  );
  const width = sample.features.length;
  const stampFor = pointStamps(sample.count, colours?.of ?? new Float64Array(0), {
    colour: colours?.scale ?? null,
    tokens,
    ratio,
    highlight,
  });
  for (let row = 0; row < sample.count; row++) {
    const toX = plane.toX(sample.values[row * width + features[0]]!);
    const toY = plane.toY(sample.values[row * width + features[1]]!);
    drawStamp(context, stampFor(row), toX, toY);
  }
}
