import { AXIS_BOTTOM, AXIS_TOP, createPlane, drawAxes, leftRoom, type Plane } from '../stage/plane';
import type { Stage } from '../stage/stage';
import { padRange } from '../../values/range';
import type { LearningCurve, LearningScores } from '../../../src-shared/group/findings/learning-curve';

export interface LearningInput {
  readonly points: LearningCurve['points'];
  readonly xTitle: string;
  readonly yTitle: string;
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
  drawScores(stage, plane, points, ({ train: scores }) => scores, train, true);
  drawScores(stage, plane, points, ({ validation: scores }) => scores, validation, false);
}

function drawScores(
  { context, tokens }: Stage,
  plane: Plane,
  points: LearningInput['points'],
  pick: (point: LearningInput['points'][number]) => LearningScores | null,
  colour: string,
  isDashed: boolean,
): void {
  const known = points.flatMap((point) => {
    const scores = pick(point);
    if (scores === null || !Number.isFinite(scores.mean)) return [];
    const sd = Number.isFinite(scores.sd) ? scores.sd : 0;
    return [
      {
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
  for (const { x, y } of known) {
    context.beginPath();
    context.arc(x, y, 4, 0, 2 * Math.PI);
    context.fillStyle = isDashed ? tokens.surface : colour;
    context.fill();
    context.stroke();
  }
  context.restore();
}
