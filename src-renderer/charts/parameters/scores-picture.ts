import { at } from '../../../src-shared/present';
import type { LearningScores } from '../../../src-shared/group/findings/learning-curve';
import { padRange, type Range } from '../../values/range';
import {
  AXIS_BOTTOM,
  AXIS_TOP,
  clipText,
  createPlane,
  drawAxes,
  leftRoom,
  numberTicks,
  tickCount,
  type Plane,
  type Tick,
} from '../stage/plane';
import type { Stage } from '../stage/stage';
import { closeLogTicks, formatLogTicks, logTicks } from '../stage/ticks';

/** Training and validation score of runs that share a place on the x axis. */
export interface ScorePoint {
  /** On the axis; of words their index. */
  readonly x: number;
  readonly train: LearningScores;
  readonly validation: LearningScores | null;
}

export interface ScoresInput {
  readonly points: readonly ScorePoint[];
  /** Numbers, numbers by their logarithms, or words, which no line joins. */
  readonly axis: 'linear' | 'log' | readonly string[];
  readonly xTitle: string;
  readonly yTitle: string;
  /** Index of the point that is marked as the best; left out: none. */
  readonly best?: number | null;
  /** Indices of the points between which the ground is shaded. */
  readonly stretch?: readonly [number, number] | null;
  /** Index of the point that stands out; left out: none. */
  readonly front?: number | null;
}

/** How near a pointer must come to a point, in pixels. */
const HIT_RADIUS_PX = 16;
/** More points than these are drawn smaller. */
const MANY_POINTS = 40;
/** From a word's place to either score. */
const ASIDE_PX = 7;

/** Index of the point, of either score, that lies nearest to a place; null: none lies near. */
export function findScore(
  stage: Stage,
  input: ScoresInput,
  place: { readonly x: number; readonly y: number },
): number | null {
  const plane = scoresPlane(stage, input);
  let nearest: number | null = null;
  let closest = HIT_RADIUS_PX;
  input.points.forEach(({ x, train, validation }, index) => {
    for (const scores of [train, validation]) {
      if (scores === null || !Number.isFinite(scores.mean)) continue;
      const left = plane.toX(toAxis(input, x)) + shift(input, scores === train);
      const away = Math.hypot(left - place.x, plane.toY(scores.mean) - place.y);
      if (away < closest) [nearest, closest] = [index, away];
    }
  });
  return nearest;
}

function toAxis({ axis }: ScoresInput, x: number): number {
  return axis === 'log' ? Math.log10(x) : x;
}

/** Over words the two scores stand side by side, so that neither bar hides the other. */
function shift({ axis }: ScoresInput, isTraining: boolean): number {
  if (typeof axis === 'string') return 0;
  return isTraining ? ASIDE_PX : -ASIDE_PX;
}

function scoresPlane(stage: Stage, input: ScoresInput): Plane {
  const { points, axis } = input;
  const ends = points.flatMap(({ train, validation }) =>
    [train, validation].flatMap((scores) => {
      if (scores === null || !Number.isFinite(scores.mean)) return [];
      const sd = Number.isFinite(scores.sd) ? scores.sd : 0;
      return [scores.mean - sd, scores.mean + sd];
    }),
  );
  const yRange = padRange([Math.min(...ends), Math.max(...ends)], 0.06);
  const places = points.map(({ x }) => toAxis(input, x));
  const height = Math.max(20, stage.height - AXIS_TOP - AXIS_BOTTOM);
  const left = leftRoom(stage, yRange, height) + 10;
  const box = { left, top: AXIS_TOP, width: Math.max(20, stage.width - left - 16), height };
  const xRange: Range =
    typeof axis === 'string'
      ? padRange([Math.min(...places), Math.max(...places)], 0.04)
      : [-0.5, axis.length - 0.5];
  return createPlane(box, xRange, yRange);
}

function xTicks({ context }: Stage, { box, xRange }: Plane, { axis }: ScoresInput): Tick[] {
  if (axis === 'linear') return numberTicks(xRange, box.width, 84);
  if (axis === 'log') {
    const range: Range = [10 ** xRange[0], 10 ** xRange[1]];
    const count = tickCount(box.width, 84);
    const values = xRange[1] - xRange[0] < 1.5 ? closeLogTicks(range, count) : logTicks(range, count);
    const labels = formatLogTicks(values);
    return values.map((value, i) => ({ value: Math.log10(value), label: at(labels, i) }));
  }
  const room = box.width / axis.length - 8;
  return axis.map((word, value) => ({ value, label: clipText(context, word, room) }));
}

/**
 * Both scores over the x axis: means joined by lines, each with a band of one standard deviation; over words
 * points with bars.
 */
export function drawScores(stage: Stage, input: ScoresInput): void {
  const { xTitle, yTitle } = input;
  const plane = scoresPlane(stage, input);
  drawStretch(stage, plane, input);
  drawAxes(
    stage,
    plane,
    { x: xTitle, y: yTitle },
    { x: xTicks(stage, plane, input), y: numberTicks(plane.yRange, plane.box.height, 52) },
  );
  drawBest(stage, plane, input);
  const [validation = '', train = ''] = stage.tokens.palette;
  drawOne(stage, plane, input, { pick: (point) => point.train, colour: train, isTraining: true });
  drawOne(stage, plane, input, { pick: (point) => point.validation, colour: validation, isTraining: false });
}

function drawStretch({ context, tokens }: Stage, { box, toX }: Plane, input: ScoresInput): void {
  if (input.stretch === undefined || input.stretch === null) return;
  const [from, to] = input.stretch.map((index) => toX(toAxis(input, at(input.points, index).x)));
  if (from === undefined || to === undefined) return;
  context.save();
  context.globalAlpha = 0.12;
  context.fillStyle = tokens.text3;
  context.fillRect(Math.min(from, to), box.top, Math.abs(to - from), box.height);
  context.restore();
}

function drawBest({ context, tokens }: Stage, { box, toX }: Plane, input: ScoresInput): void {
  if (input.best === undefined || input.best === null) return;
  const x = Math.round(toX(toAxis(input, at(input.points, input.best).x))) + 0.5;
  context.save();
  context.strokeStyle = tokens.text3;
  context.setLineDash([2, 3]);
  context.beginPath();
  context.moveTo(x, box.top);
  context.lineTo(x, box.top + box.height);
  context.stroke();
  context.restore();
}

interface ScoresLook {
  readonly pick: (point: ScorePoint) => LearningScores | null;
  readonly colour: string;
  readonly isTraining: boolean;
}

function drawOne(
  { context, tokens }: Stage,
  plane: Plane,
  input: ScoresInput,
  { pick, colour, isTraining }: ScoresLook,
): void {
  const known = input.points.flatMap((point, index) => {
    const scores = pick(point);
    if (scores === null || !Number.isFinite(scores.mean)) return [];
    const sd = Number.isFinite(scores.sd) ? scores.sd : 0;
    return [
      {
        index,
        x: plane.toX(toAxis(input, point.x)) + shift(input, isTraining),
        y: plane.toY(scores.mean),
        top: plane.toY(scores.mean + sd),
        bottom: plane.toY(scores.mean - sd),
      },
    ];
  });
  context.save();
  context.strokeStyle = colour;
  context.fillStyle = colour;
  if (typeof input.axis === 'string') {
    context.globalAlpha = 0.16;
    context.beginPath();
    for (const { x, top } of known) context.lineTo(x, top);
    for (const { x, bottom } of [...known].reverse()) context.lineTo(x, bottom);
    context.closePath();
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = 2;
    context.setLineDash(isTraining ? [5, 3] : []);
    context.beginPath();
    for (const { x, y } of known) context.lineTo(x, y);
    context.stroke();
  } else {
    context.lineWidth = 1.5;
    context.setLineDash(isTraining ? [5, 3] : []);
    context.beginPath();
    for (const { x, top, bottom } of known) {
      context.moveTo(x, top);
      context.lineTo(x, bottom);
    }
    context.stroke();
    context.lineWidth = 2;
  }
  context.setLineDash([]);
  const radius = known.length > MANY_POINTS ? 2.5 : 4;
  for (const { index, x, y } of known) {
    context.beginPath();
    context.arc(x, y, index === input.front ? 6.5 : radius, 0, 2 * Math.PI);
    context.fillStyle = isTraining ? tokens.surface : colour;
    context.fill();
    context.stroke();
  }
  context.restore();
}
