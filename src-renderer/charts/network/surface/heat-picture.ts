import type { Surface } from '../../../../src-shared/run/live/frames';
import { formatFixed, formatNumber } from '../../../text/format';
import { toCss, divergingAt, divergingTable, luminance, parseColour, type Rgb } from '../../stage/colour';
import { clipText, createPlane, TICK_FONT_PX, type Plane } from '../../stage/plane';
import { drawQueryPoint } from '../../stage/query-point';
import type { Stage } from '../../stage/stage';
import type { PlanePoint } from '../marked-points';
import type { ChartTokens } from '../../stage/theme';
import { formatLinearTick, formatTick, linearTicks, niceStep } from '../../stage/ticks';
import { surfaceAt } from '../../../values/surface';
import type { Range } from '../../../values/range';
import { drawDataPoints, type DataPoint } from './data-points';

export interface HeatInput {
  readonly surface: Surface;
  readonly domain: Range;
  readonly features: readonly [string, string];
  /** Rows marked with their target as fill and the output beside. */
  readonly points: readonly PlanePoint[];
  /** Rows of a larger table, too many to write beside. */
  readonly data?: readonly DataPoint[];
  /** Query points with their outputs. */
  readonly queryPoints: readonly { readonly x1: number; readonly x2: number; readonly text: string }[];
  /** Ranges of the axes, where pictures side by side share them; null: the surface's own. */
  readonly ranges?: { readonly x: Range; readonly y: Range } | null;
  /** Without titles, for small pictures side by side. */
  readonly compact: boolean;
}

const BAR_WIDTH = 10;
const BAR_GAP = 14;
/** Opacity of the output where data points are drawn over it. */
const UNDER_POINTS = 0.5;

/**
 * Plane of the heat map: its square on the stage and the ranges of both features, for drawing and for reading
 * the pointer.
 */
export function heatPlane(
  { width, height }: Pick<Stage, 'width' | 'height'>,
  input: Pick<HeatInput, 'surface' | 'compact' | 'ranges'>,
): Plane {
  const left = 44;
  const right = BAR_GAP + BAR_WIDTH + 46;
  const top = input.compact ? 8 : 26;
  const bottom = input.compact ? 24 : 42;
  const size = Math.max(40, Math.min(width - left - right, height - top - bottom));
  const spare = Math.max(0, width - left - right - size);
  const box = { left: Math.round(left + spare / 2), top, width: Math.round(size), height: Math.round(size) };
  const { x1, x2 } = input.surface;
  const own = { x: [x1[0] ?? 0, x1[x1.length - 1] ?? 1], y: [x2[0] ?? 0, x2[x2.length - 1] ?? 1] } as const;
  const { x, y } = input.ranges ?? own;
  return createPlane(box, x, y);
}

/** The output over the plane: a picture of the grid, axes, colour bar and marked rows. */
export function drawHeat(stage: Stage, plane: Plane, input: HeatInput, buffer: HTMLCanvasElement): void {
  const { context, tokens } = stage;
  const { box } = plane;
  fillHeat(buffer, input, divergingTable(tokens));
  context.save();
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.beginPath();
  context.roundRect(box.left, box.top, box.width, box.height, 3);
  context.clip();
  const { x1, x2 } = input.surface;
  const [left, right] = [plane.toX(x1[0] ?? 0), plane.toX(x1[x1.length - 1] ?? 1)];
  const [top, bottom] = [plane.toY(x2[x2.length - 1] ?? 1), plane.toY(x2[0] ?? 0)];
  // Points have the full colours, and stand out on paler ones.
  const alpha = (input.data?.length ?? 0) > 0 ? UNDER_POINTS : 1;
  context.globalAlpha = alpha;
  context.drawImage(buffer, left, top, right - left, bottom - top);
  context.restore();
  drawTicks(stage, plane, input);
  drawBar(stage, plane, input.domain, alpha);
  drawDataPoints(stage, plane, input.data ?? []);
  for (const point of input.points) drawPoint(stage, plane, point, input);
  for (const point of input.queryPoints) drawQuery(stage, plane, point);
}

/** One pixel a grid value; x2 grows upwards. */
export function fillHeat(
  buffer: HTMLCanvasElement,
  { surface, domain }: Pick<HeatInput, 'surface' | 'domain'>,
  table: Uint8ClampedArray,
): void {
  const width = surface.x1.length;
  const height = surface.x2.length;
  if (buffer.width !== width) buffer.width = width;
  if (buffer.height !== height) buffer.height = height;
  const context = buffer.getContext('2d');
  if (context === null) return;
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const colours = new Uint32Array(table.buffer);
  const span = domain[1] - domain[0] || 1;
  for (let row = 0; row < height; row++) {
    const to = (height - 1 - row) * width;
    for (let column = 0; column < width; column++) {
      const share = (surface.values[row * width + column]! - domain[0]) / span;
      const index = share >= 0 ? Math.min(255, Math.round(share * 255)) : 0;
      pixels[to + column] = colours[index]!;
    }
  }
  context.putImageData(image, 0, 0);
}

function drawTicks({ context, tokens }: Stage, plane: Plane, input: HeatInput): void {
  const { box } = plane;
  const bottom = box.top + box.height;
  context.font = `${TICK_FONT_PX}px ${tokens.fontUi}`;
  context.fillStyle = tokens.axis;
  context.textBaseline = 'top';
  for (const [tick, label] of edgeTicks(plane.xRange)) {
    context.textAlign = 'center';
    context.fillText(label, plane.toX(tick), bottom + 6);
  }
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const [tick, label] of edgeTicks(plane.yRange)) {
    context.fillText(label, box.left - 8, plane.toY(tick));
  }
  if (input.compact) return;
  context.fillStyle = tokens.text2;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.fillText(clipText(context, input.features[0], box.width), box.left + box.width / 2, bottom + 22);
  context.textAlign = 'left';
  context.textBaseline = 'bottom';
  context.fillText(clipText(context, input.features[1], box.width), box.left, box.top - 8);
}

function edgeTicks(range: Range): [number, string][] {
  const step = niceStep(range[1] - range[0], 3);
  return linearTicks(range, 3).map((tick) => [tick, formatLinearTick(tick, step)]);
}

function drawBar({ context, tokens }: Stage, { box }: Plane, domain: Range, alpha: number): void {
  const left = box.left + box.width + BAR_GAP;
  const gradient = context.createLinearGradient(0, box.top + box.height, 0, box.top);
  gradient.addColorStop(0, tokens.low);
  gradient.addColorStop(0.5, tokens.mid);
  gradient.addColorStop(1, tokens.high);
  context.fillStyle = gradient;
  context.beginPath();
  context.roundRect(left, box.top, BAR_WIDTH, box.height, 2);
  context.globalAlpha = alpha;
  context.fill();
  context.globalAlpha = 1;
  context.fillStyle = tokens.axis;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const [low, high] = domain;
  for (const value of [low, (low + high) / 2, high]) {
    const y = box.top + box.height * (1 - (value - low) / (high - low || 1));
    context.fillText(formatTick(Number(value.toPrecision(3))), left + BAR_WIDTH + 6, y);
  }
}

/** Whichever of text and surface stands out more on a colour: one of them is dark in either theme. */
function inkOn(behind: Rgb, tokens: ChartTokens): string {
  const at = luminance(behind);
  const contrast = (colour: string): number => {
    const other = luminance(parseColour(colour));
    return (Math.max(at, other) + 0.05) / (Math.min(at, other) + 0.05);
  };
  return contrast(tokens.text) >= contrast(tokens.surface) ? tokens.text : tokens.surface;
}

const MARK_RADIUS = 6;
const MARK_INSET = 10;

/** A row: filled by its target, ringed, its output written towards the middle of the plane. */
function drawPoint({ context, tokens }: Stage, plane: Plane, point: PlanePoint, input: HeatInput): void {
  const { box } = plane;
  const x = clamp(plane.toX(point.x1), box.left + MARK_INSET, box.left + box.width - MARK_INSET);
  const y = clamp(plane.toY(point.x2), box.top + MARK_INSET, box.top + box.height - MARK_INSET);
  const output = surfaceAt(input.surface, point.x1, point.x2);
  const span = input.domain[1] - input.domain[0] || 1;
  const behind = divergingAt(tokens, (output - input.domain[0]) / span);
  const ink = inkOn(behind, tokens);
  context.beginPath();
  context.arc(x, y, MARK_RADIUS, 0, 2 * Math.PI);
  context.fillStyle =
    point.target === null
      ? tokens.surface
      : toCss(divergingAt(tokens, (point.target - input.domain[0]) / span));
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = ink;
  context.stroke();

  const isRight = x > box.left + box.width / 2;
  context.font = `600 12px ${tokens.fontUi}`;
  context.textAlign = isRight ? 'right' : 'left';
  context.textBaseline = 'middle';
  context.fillStyle = ink;
  context.fillText(outputText(output), x + (isRight ? -11 : 11), y + 0.5);
}

/** Three decimals are what a truth table is read by; other outputs get their digits. */
export function outputText(output: number): string {
  return Number.isFinite(output) && Math.abs(output) < 10 ? formatFixed(output, 3) : formatNumber(output);
}

function drawQuery(
  stage: Stage,
  plane: Plane,
  point: { readonly x1: number; readonly x2: number; readonly text: string },
): void {
  const { box } = plane;
  const x = plane.toX(point.x1);
  const y = plane.toY(point.x2);
  const isInside =
    x >= box.left - 1 && x <= box.left + box.width + 1 && y >= box.top - 1 && y <= box.top + box.height + 1;
  if (isInside) drawQueryPoint(stage, box, x, y, point.text);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
