import type { ColourScale, DrawnPoints, ScatterAnswer, View } from '../../../src-shared/dataset/explore';
import { cssOf, parseColour } from '../stage/colour';
import { drawStamp, stampOf, type Stamp } from '../stage/marks';
import { AXIS_BOTTOM, AXIS_TOP, createPlane, drawAxes, type Box, type Plane } from '../stage/plane';
import type { Stage } from '../stage/stage';
import type { ChartTokens } from '../stage/theme';
import { axisTicks } from '../scales/axis-ticks';
import { classColour, classShape } from '../scales/class-style';
import { densityPixels, sequenceColour } from './density-image';

/** Room for the labels of the y axis: fixed, so that nothing jumps while the view is moved. */
const LEFT = { number: 66, date: 84, category: 104 } as const;
const RIGHT = 14;

/** The plane's rectangle in a canvas of that size. */
export function scatterBox(width: number, height: number, yType: ScatterAnswer['y']['type']): Box {
  const left = LEFT[yType];
  return {
    left,
    top: AXIS_TOP,
    width: Math.max(20, width - left - RIGHT),
    height: Math.max(20, height - AXIS_TOP - AXIS_BOTTOM),
  };
}

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

/** Fewer points are larger and less transparent. */
function markSize(count: number): { radius: number; alpha: number } {
  if (count > 8000) return { radius: 1.7, alpha: 0.4 };
  if (count > 2000) return { radius: 2.2, alpha: 0.5 };
  return { radius: 3, alpha: 0.65 };
}

/**
 * The mark of each point.
 * @param values class of each point, or its value, as the colour scale has it
 */
export function pointStamps(
  count: number,
  values: Float64Array,
  look: {
    readonly colour: ColourScale | null;
    readonly tokens: ChartTokens;
    readonly ratio: number;
    readonly highlight: number | null;
  },
): (point: number) => Stamp {
  const { colour, tokens, ratio, highlight } = look;
  const { radius, alpha } = markSize(count);
  const circle = (css: string): Stamp => stampOf({ shape: 'circle', colour: css, alpha, radius, ratio });
  if (colour === null) {
    const all = circle(tokens.palette[0] ?? tokens.text);
    return () => all;
  }
  if (colour.kind === 'classes') {
    const looks = Array.from({ length: 10 }, (_, place) =>
      stampOf({
        shape: classShape(place),
        colour: classColour(tokens, place),
        alpha: highlight === null || highlight === place ? Math.min(0.85, alpha + 0.15) : 0.1,
        radius: radius + 0.4,
        ratio,
      }),
    );
    return (point) => looks[values[point]!] ?? looks[looks.length - 1]!;
  }
  const scale = Array.from({ length: 32 }, (_, i) => circle(cssOf(sequenceColour(tokens, i / 31))));
  const none = stampOf({ shape: 'plus', colour: tokens.text3, alpha, radius, ratio });
  const span = colour.high - colour.low || 1;
  return (point) => {
    const value = values[point]!;
    if (Number.isNaN(value)) return none;
    const share = Math.min(1, Math.max(0, (value - colour.low) / span));
    return scale[Math.round(share * 31)]!;
  };
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

/** The same of points one by one: slower, but sharp at every size. */
export function drawScatterPoints(
  stage: Stage,
  plane: Plane,
  answer: ScatterAnswer,
  points: DrawnPoints,
  highlight: number | null,
): void {
  const { tokens, ratio } = stage;
  const look = { colour: answer.colour, tokens, ratio, highlight };
  const stampFor = pointStamps(points.x.length, points.colour, look);
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
  context.fillStyle = cssOf(parseColour(tokens.accent), 0.12);
  context.strokeStyle = tokens.accent;
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  context.fillRect(box.left, box.top, box.width, box.height);
  context.strokeRect(box.left + 0.5, box.top + 0.5, box.width, box.height);
  context.restore();
}
