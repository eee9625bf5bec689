import { say } from '../../../../src-shared/language/say';
import { at as elementAt } from '../../../../src-shared/present';
import type { PointSample, Surface } from '../../../../src-shared/run/live/frames';
import { formatCount } from '../../../text/format';
import type { Range } from '../../../values/range';
import { surfaceAt } from '../../../values/surface';
import type { LegendEntry } from '../../figure/figure';
import { isTrainingRow, type RowPart } from '../../shell/row-parts';
import { divergingAt, toCss } from '../../stage/colour';
import type { Plane } from '../../stage/plane';
import type { Stage } from '../../stage/stage';

/** More points would hide the output under them. */
const MAX_DRAWN = 1000;
const RADIUS = 3;

/** A row of data over a network's output. */
export interface DataPoint extends RowPart {
  readonly x1: number;
  readonly x2: number;
  /** Where its target lies between the two ends of the colours, 0 to 1; NaN without a target. */
  readonly share: number;
}

/**
 * Rows of a sample, evenly spread, held against the output that is drawn: of two classes those are wrong
 * that it has on the other class's side.
 * @param trainRows of the run; null where that is not known: all
 * @returns none where the sample has no two features
 */
export function dataPoints(
  sample: PointSample | null,
  trainRows: number | null,
  surface: Surface,
  domain: Range,
): DataPoint[] {
  if (sample === null || sample.features.length !== 2) return [];
  const { count, values, targets, classes } = sample;
  const drawn = Math.min(count, MAX_DRAWN);
  const span = domain[1] - domain[0] || 1;
  const middle = (domain[0] + domain[1]) / 2;
  return Array.from({ length: drawn }, (_, i) => {
    const point = Math.floor((i * count) / drawn);
    const [x1, x2] = [elementAt(values, 2 * point), elementAt(values, 2 * point + 1)];
    const target = targets[point] ?? NaN;
    const isOfTwo = classes.length === 2;
    const output = isOfTwo ? surfaceAt(surface, x1, x2) : NaN;
    return {
      x1,
      x2,
      share: isOfTwo ? target : (target - domain[0]) / span,
      isTraining: isTrainingRow(sample, trainRows, point),
      isWrong: Number.isFinite(output) && output >= middle !== (target === 1),
    };
  });
}

/** What the marks mean, with how many there are of each. */
export function pointLegend(points: readonly RowPart[]): LegendEntry[] {
  const colour = 'var(--text-2)';
  const count = (is: (point: RowPart) => boolean): number => points.filter(is).length;
  const training = count(({ isTraining }) => isTraining);
  const wrong = count(({ isWrong }) => isWrong);
  const entries: LegendEntry[] = [
    { label: say('training {training}', { training: formatCount(training) }), colour, shape: 'circle' },
    {
      label: say('validation {points}', { points: formatCount(points.length - training) }),
      colour,
      shape: 'circle',
      fill: 'hollow',
    },
    {
      label: say('misclassified {wrong}', { wrong: formatCount(wrong) }),
      colour,
      shape: 'circle',
      fill: 'ringed',
    },
  ];
  return entries.filter((_, i) => [training > 0, training < points.length, wrong > 0][i]);
}

/** Training rows filled by their target, validation rows outlined, a ring around those that are wrong. */
export function drawDataPoints({ context, tokens }: Stage, plane: Plane, points: readonly DataPoint[]): void {
  context.save();
  context.beginPath();
  context.rect(plane.box.left, plane.box.top, plane.box.width, plane.box.height);
  context.clip();
  for (const { x1, x2, share, isTraining, isWrong } of points) {
    const [x, y] = [plane.toX(x1), plane.toY(x2)];
    const colour = Number.isNaN(share) ? tokens.text3 : toCss(divergingAt(tokens, share));
    // The points' colours are those of the picture under them: a rim keeps them apart.
    disc(context, x, y, RADIUS + 1.25, tokens.surface);
    disc(context, x, y, RADIUS, colour);
    if (!isTraining) disc(context, x, y, RADIUS - 1.5, tokens.surface);
    if (!isWrong) continue;
    context.beginPath();
    context.arc(x, y, RADIUS + 3, 0, 2 * Math.PI);
    context.lineWidth = 1.5;
    context.strokeStyle = tokens.text;
    context.stroke();
  }
  context.restore();
}

function disc(context: CanvasRenderingContext2D, x: number, y: number, radius: number, fill: string): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
}
