import type { DrawnPoints, ScatterAnswer, View } from '../../../src-shared/dataset/explore';
import { toCss, parseColour } from '../stage/colour';
import { drawStamp } from '../stage/marks';
import { createPlane, drawAxes, type Box, type Plane } from '../stage/plane';
import type { Stage } from '../stage/stage';
import type { ChartTokens } from '../stage/theme';
import { axisTicks } from '../scales/axis-ticks';
import { densityPixels } from './density-image';
import { pointStamps } from '../scales/point-stamps';

export function scatterPlane(box: Box, view: View): Plane {
  return createPlane(box, view.x, view.y);
}

/** A drawn answer that is moved along with the view until the next one is there. */
export interface ScatterImage {
  readonly answer: ScatterAnswer;
  readonly canvas: HTMLCanvasElement;
  readonly key: string;
}

/**
 * The answer as an image of its window: made once, then moved and scaled with the view, which is
 * why a million points can be dragged at the rate of the screen.
 * @param before the last one; given back where nothing that is seen has changed
 */
export function scatterImage(
  answer: ScatterAnswer,
  box: Box,
  { tokens, ratio }: Pick<Stage, 'tokens' | 'ratio'>,
  highlight: number | null,
  before: ScatterImage | null,
): ScatterImage {
  const theme = `${tokens.surface}${tokens.text}`;
  const key =
    answer.drawn.how === 'binned'
      ? `${theme}|${highlight}`
      : `${theme}|${highlight}|${ratio}|${box.width}|${box.height}`;
  if (before?.answer === answer && before.key === key) return before;
  const canvas = before?.canvas ?? document.createElement('canvas');
  if (answer.drawn.how === 'binned') drawBins(canvas, answer, tokens, highlight);
  else drawPoints(canvas, answer, answer.drawn, box, tokens, ratio, highlight);
  return { answer, canvas, key };
}

function drawBins(
  canvas: HTMLCanvasElement,
  { drawn, colour }: ScatterAnswer,
  tokens: ChartTokens,
  highlight: number | null,
): void {
  if (drawn.how !== 'binned') return;
  canvas.width = drawn.columns;
  canvas.height = drawn.rows;
  const context = canvas.getContext('2d');
  if (context === null) return;
  const image = context.createImageData(drawn.columns, drawn.rows);
  new Uint32Array(image.data.buffer).set(densityPixels(drawn, colour, tokens, highlight));
  context.putImageData(image, 0, 0);
}

function drawPoints(
  canvas: HTMLCanvasElement,
  { view, window, colour }: ScatterAnswer,
  points: DrawnPoints,
  box: Box,
  tokens: ChartTokens,
  ratio: number,
  highlight: number | null,
): void {
  const perX = box.width / (view.x[1] - view.x[0]);
  const perY = box.height / (view.y[1] - view.y[0]);
  const width = Math.max(1, (window.x[1] - window.x[0]) * perX);
  const height = Math.max(1, (window.y[1] - window.y[0]) * perY);
  canvas.width = Math.ceil(width * ratio);
  canvas.height = Math.ceil(height * ratio);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.setTransform(canvas.width / width, 0, 0, canvas.height / height, 0, 0);
  const stampFor = pointStamps(points.x.length, points.colour, { colour, tokens, ratio, highlight });
  for (let i = 0; i < points.x.length; i++) {
    const x = (points.x[i]! - window.x[0]) * perX;
    const y = height - (points.y[i]! - window.y[0]) * perY;
    drawStamp(context, stampFor(i), x, y);
  }
}

/** Axes of the view, and the image where its window now lies. */
export function drawScatter(stage: Stage, plane: Plane, image: ScatterImage): void {
  const { window, drawn } = image.answer;
  inView(stage, plane, image.answer, (context) => {
    context.imageSmoothingEnabled = drawn.how === 'points';
    const left = plane.toX(window.x[0]);
    const top = plane.toY(window.y[1]);
    context.drawImage(image.canvas, left, top, plane.toX(window.x[1]) - left, plane.toY(window.y[0]) - top);
  });
}

/** Draws points one by one: slower than as an image, but sharp at every size. */
export function drawScatterPoints(
  stage: Stage,
  plane: Plane,
  answer: ScatterAnswer,
  points: DrawnPoints,
  highlight: number | null,
): void {
  const { tokens, ratio } = stage;
  const style = { colour: answer.colour, tokens, ratio, highlight };
  const stampFor = pointStamps(points.x.length, points.colour, style);
  inView(stage, plane, answer, (context) => {
    for (let i = 0; i < points.x.length; i++) {
      drawStamp(context, stampFor(i), plane.toX(points.x[i]!), plane.toY(points.y[i]!));
    }
  });
}

function inView(
  stage: Stage,
  plane: Plane,
  { x, y }: ScatterAnswer,
  draw: (context: CanvasRenderingContext2D) => void,
): void {
  const { context } = stage;
  const { box } = plane;
  drawAxes(
    stage,
    plane,
    { x: x.name, y: y.name },
    {
      x: axisTicks(x, plane.xRange, box.width, x.type === 'number' ? 84 : 104),
      y: axisTicks(y, plane.yRange, box.height, y.type === 'category' ? 20 : 52),
    },
  );
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  draw(context);
  context.restore();
}

/** The rectangle that is being drawn to zoom into. */
export function drawBox({ context, tokens }: Stage, box: Box): void {
  context.save();
  context.fillStyle = toCss(parseColour(tokens.accent), 0.12);
  context.strokeStyle = tokens.accent;
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  context.fillRect(box.left, box.top, box.width, box.height);
  context.strokeRect(box.left + 0.5, box.top + 0.5, box.width, box.height);
  context.restore();
}
