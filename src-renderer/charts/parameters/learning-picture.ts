import { AXIS_BOTTOM, AXIS_TOP, createPlane, drawAxes, leftRoom, type Plane } from '../stage/plane';
import type { Stage } from '../stage/stage';
import { padRange } from '../../values/range';
import type { LearningCurve, LearningScores } from '../../../src-shared/group/findings/learning-curve';

export interface LearningInput {
  readonly points: LearningCurve['points'];
  readonly xTitle: string;
  readonly yTitle: string;
  /** The size whose points stand out; left out: none. */
  readonly front?: number | null;
}

/** How near a pointer must come to a point, in pixels. */
const HIT_RADIUS_PX = 16;

/** The size whose point, of either score, lies nearest to a place; null: none lies near. */
export function findSize(
  stage: Stage,
  input: LearningInput,
  place: { readonly x: number; readonly y: number },
): number | null {
  const plane = learningPlane(stage, input);
  let nearest: number | null = null;
  let closest = HIT_RADIUS_PX;
  for (const { size, trainSize, train, validation } of input.points) {
    for (const scores of [train, validation]) {
      if (scores === null || !Number.isFinite(scores.mean)) continue;
      const away = Math.hypot(plane.toX(trainSize) - place.x, plane.toY(scores.mean) - place.y);
      if (away < closest) [nearest, closest] = [size, away];
    }
  }
  return nearest;
}

function learningPlane(stage: Stage, { points }: LearningInput): Plane {
  const ends = points.flatMap(({ train, validation }) =>
    [train, validation].flatMap((scores) => {
      if (scores === null || !Number.isFinite(scores.mean)) return [];
      const sd = Number.isFinite(scores.sd) ? scores.sd : 0;
      return [scores.mean - sd, scores.mean + sd];
    }),
  );
  const yRange = padRange([Math.min(...ends), Math.max(...ends)], 0.06);
  const sizes = points.map(({ trainSize }) => trainSize);
  const height = Math.max(20, stage.height - AXIS_TOP - AXIS_BOTTOM);
  const left = leftRoom(stage, yRange, height) + 10;
  const box = { left, top: AXIS_TOP, width: Math.max(20, stage.width - left - 16), height };
  return createPlane(box, padRange([Math.min(...sizes), Math.max(...sizes)], 0.04), yRange);
}

/** Both scores over the training rows: means joined by lines, each with a band of one standard deviation. */
export function drawLearning(stage: Stage, input: LearningInput): void {
  const { points, xTitle, yTitle } = input;
  const plane = learningPlane(stage, input);
  drawAxes(stage, plane, { x: xTitle, y: yTitle });
  const [validation = '', train = ''] = stage.tokens.palette;
  const front = input.front ?? null;
  drawScores(stage, plane, points, {
    pick: ({ train: scores }) => scores,
    colour: train,
    isDashed: true,
    front,
  });
  drawScores(stage, plane, points, {
    pick: ({ validation: scores }) => scores,
    colour: validation,
    isDashed: false,
    front,
  });
}

interface ScoresLook {
  readonly pick: (point: LearningInput['points'][number]) => LearningScores | null;
  readonly colour: string;
  readonly isDashed: boolean;
  readonly front: number | null;
}

function drawScores(
  { context, tokens }: Stage,
  plane: Plane,
  points: LearningInput['points'],
  { pick, colour, isDashed, front }: ScoresLook,
): void {
  const known = points.flatMap((point) => {
    const scores = pick(point);
    if (scores === null || !Number.isFinite(scores.mean)) return [];
    const sd = Number.isFinite(scores.sd) ? scores.sd : 0;
    return [
      {
        size: point.size,
        x: plane.toX(point.trainSize),
        y: plane.toY(scores.mean),
        top: plane.toY(scores.mean + sd),
        bottom: plane.toY(scores.mean - sd),
      },
    ];
  });
  context.save();
  context.globalAlpha = 0.16;
  context.fillStyle = colour;
  context.beginPath();
  for (const { x, top } of known) context.lineTo(x, top);
  for (const { x, bottom } of [...known].reverse()) context.lineTo(x, bottom);
  context.closePath();
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.setLineDash(isDashed ? [5, 3] : []);
  context.beginPath();
  for (const { x, y } of known) context.lineTo(x, y);
  context.stroke();
  context.setLineDash([]);
  for (const { size, x, y } of known) {
    context.beginPath();
    context.arc(x, y, size === front ? 6.5 : 4, 0, 2 * Math.PI);
    context.fillStyle = isDashed ? tokens.surface : colour;
    context.fill();
    context.stroke();
  }
  context.restore();
}
