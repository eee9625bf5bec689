import { say } from '../../../src-shared/language/say';
import type { PointSample, Prediction, Surface, SvmFrame } from '../../../src-shared/run/live/frames';
import { placeLabels } from '../stage/labels';
import { computeDecision, levelLine, signedNumber, type Segment } from './margin-math';
import { drawStamp, findStamp } from '../stage/marks';
import {
  AXIS_BOTTOM,
  AXIS_TOP,
  createPlane,
  drawAxes,
  equalAspect,
  haloText,
  leftRoom,
  type Plane,
} from '../stage/plane';
import { drawQueryMark } from '../stage/query-point';
import type { Stage } from '../stage/stage';
import { drawRegions, strokeContour } from './svm-surface';
import { columnRange, padRange, type Range } from '../../values/range';
import { classMark } from '../scales/class-style';

export interface MarginInput {
  readonly sample: PointSample;
  readonly frame: SvmFrame | null;
  /** Points that were predicted, drawn as diamonds with their logits. */
  readonly queryPoints: readonly Prediction[];
  /** The feature on y where the plane shows the logit on x: any number of features but two. */
  readonly feature: number;
  /** Class whose logit against the rest is on x, where there are more than two classes. */
  readonly machine: number;
  /** The same rows on their principal components, which are drawn there without a line; left out: by their features. */
  readonly components?: PointSample | null;
  /** Ranges of the axes of the plane, where pictures side by side share them; else null. */
  readonly ranges?: { readonly x: Range; readonly y: Range } | null;
  readonly compact: boolean;
}

/** Two features are drawn as they are; otherwise x is the logit and y one of the features. */
export function isPlane(sample: PointSample): boolean {
  return sample.features.length === 2;
}

/** Position [x, y] of a row on the picture, in data units. */
export function marginCoordinates(input: MarginInput, row: number): readonly [number, number] {
  const { sample, frame, components = null } = input;
  const width = sample.features.length;
  if (components !== null) return [components.values[2 * row]!, components.values[2 * row + 1]!];
  if (isPlane(sample)) return [sample.values[2 * row]!, sample.values[2 * row + 1]!];
  const logit = frame === null ? 0 : readLogit(frame, sample, row, input.machine);
  return [logit, sample.values[row * width + input.feature]!];
}

/** A row's logit by the machine of one class; with two classes there is one machine. */
export function readLogit(frame: SvmFrame, sample: PointSample, row: number, machine = 0): number {
  if (frame.decisions === undefined) return frame.logits?.[row] ?? computeDecision(frame, sample, row);
  const machines = countMachines(sample);
  return frame.decisions[row * machines + Math.min(machine, machines - 1)] ?? NaN;
}

/** One machine for two classes, else one a class. */
export function countMachines({ classes }: PointSample): number {
  return classes.length > 2 ? classes.length : 1;
}

function queryCoordinates(input: MarginInput, point: Prediction): readonly [number, number] {
  const { features } = input.components ?? input.sample;
  const value = (index: number): number => point.input[features[index] ?? ''] ?? NaN;
  const logit = point.logit ?? point.decisions?.[input.machine] ?? NaN;
  return features.length === 2 ? [value(0), value(1)] : [logit, value(input.feature)];
}

export function marginPlane(stage: Stage, input: MarginInput): Plane {
  const { compact } = input;
  const sample = input.components ?? input.sample;
  const top = compact ? 10 : AXIS_TOP + 4;
  const height = Math.max(20, stage.height - top - (compact ? 24 : AXIS_BOTTOM));
  const queryPoints = input.queryPoints.map((point) => queryCoordinates(input, point));
  let x: Range;
  let y: Range;
  if (isPlane(sample)) {
    x = withValues(input.ranges?.x ?? columnRange(sample.values, 2, 0), queryPoints, 0);
    y = withValues(input.ranges?.y ?? columnRange(sample.values, 2, 1), queryPoints, 1);
  } else {
    const logits = Float64Array.from({ length: sample.count }, (_, row) => marginCoordinates(input, row)[0]);
    const [low, high] = columnRange(logits, 1, 0);
    x = withValues([Math.min(low, -1.5), Math.max(high, 1.5)], queryPoints, 0);
    y = withValues(columnRange(sample.values, sample.features.length, input.feature), queryPoints, 1);
  }
  const left = leftRoom(stage, y, height);
  const box = { left, top, width: Math.max(20, stage.width - left - 14), height };
  if (!isPlane(sample)) return createPlane(box, x, y);
  const equal = equalAspect(box, x, y);
  return createPlane(box, equal.x, equal.y);
}

function withValues(range: Range, points: readonly (readonly [number, number])[], axis: 0 | 1): Range {
  const inside = points.map((point) => point[axis]).filter(Number.isFinite);
  const low = Math.min(range[0], ...inside);
  const high = Math.max(range[1], ...inside);
  return low === range[0] && high === range[1] ? range : padRange([low, high], 0.04);
}

/** Band, points, rings, line and margins, then the query points with their logits. */
export function drawMargin(stage: Stage, plane: Plane, input: MarginInput): void {
  const { context } = stage;
  const { sample, frame, components = null } = input;
  const [first, second] = (components ?? sample).features;
  const titles = isPlane(components ?? sample)
    ? { x: first ?? '', y: second ?? '' }
    : { x: logitTitle(input), y: sample.features[input.feature] ?? '' };
  drawAxes(stage, plane, input.compact ? { x: '', y: '' } : titles);
  context.save();
  context.beginPath();
  context.rect(plane.box.left, plane.box.top, plane.box.width, plane.box.height);
  context.clip();
  // Before the first pass every decision is 0.
  const surface = frame === null || frame.step === 0 ? null : (frame.surface ?? null);
  const isBent = isPlane(sample) && frame?.decisions !== undefined;
  const hasLine = frame !== null && !isBent && components === null;
  const levels = hasLine ? computeLevels(plane, frame, isPlane(sample)) : null;
  if (surface !== null) drawBent(stage, plane, sample, surface);
  if (levels !== null) drawBand(stage, plane, levels);
  drawRows(stage, plane, input);
  if (levels !== null) drawLines(stage, plane, levels);
  context.restore();
  drawQueryPoints(stage, plane, input);
}

function logitTitle({ sample, machine }: MarginInput): string {
  return sample.classes.length > 2
    ? say('logit of {classes} against the rest', { classes: sample.classes[machine] ?? machine })
    : 'logit';
}

/** Regions of the classes; of two of them the boundary and both margins as well. */
function drawBent(stage: Stage, plane: Plane, sample: PointSample, surface: Surface): void {
  const { context, tokens } = stage;
  const isTwo = sample.classes.length <= 2;
  const chooseColour = (index: number): string =>
    tokens.palette[classMark(sample, index).colour] ?? tokens.text3;
  drawRegions(stage, plane, surface, (value) => (isTwo ? (value > 0 ? 1 : 0) : value), chooseColour);
  if (!isTwo) return;
  lineStyles(stage, (level) => {
    strokeContour(stage, plane, surface, level);
  });
  context.setLineDash([]);
}

interface Levels {
  readonly below: Segment;
  readonly line: Segment;
  readonly above: Segment;
}

function computeLevels(plane: Plane, frame: SvmFrame, onPlane: boolean): Levels | null {
  const { xRange, yRange } = plane;
  const center = [(xRange[0] + xRange[1]) / 2, (yRange[0] + yRange[1]) / 2] as const;
  const length = xRange[1] - xRange[0] + yRange[1] - yRange[0];
  // On the logit's own axis the levels are upright lines.
  const at = (level: number): Segment | null =>
    onPlane
      ? levelLine(frame.coef, frame.intercept, level, center, length)
      : [level, yRange[0] - length, level, yRange[1] + length];
  const [below, line, above] = [at(-1), at(0), at(1)];
  return below === null || line === null || above === null ? null : { below, line, above };
}

function drawBand({ context, tokens }: Stage, plane: Plane, { below, above }: Levels): void {
  context.beginPath();
  context.moveTo(plane.toX(below[0]), plane.toY(below[1]));
  context.lineTo(plane.toX(below[2]), plane.toY(below[3]));
  context.lineTo(plane.toX(above[2]), plane.toY(above[3]));
  context.lineTo(plane.toX(above[0]), plane.toY(above[1]));
  context.closePath();
  context.globalAlpha = 0.1;
  context.fillStyle = tokens.accent;
  context.fill();
  context.globalAlpha = 1;
}

function drawLines(stage: Stage, plane: Plane, { below, line, above }: Levels): void {
  const { context } = stage;
  const stroke = ([x0, y0, x1, y1]: Segment): void => {
    context.beginPath();
    context.moveTo(plane.toX(x0), plane.toY(y0));
    context.lineTo(plane.toX(x1), plane.toY(y1));
    context.stroke();
  };
  lineStyles(stage, (level) => {
    stroke(level < 0 ? below : level > 0 ? above : line);
  });
}

/** Both margins dashed, then the boundary. */
function lineStyles({ context, tokens }: Stage, stroke: (level: number) => void): void {
  context.strokeStyle = tokens.text2;
  context.lineWidth = 1.25;
  context.setLineDash([5, 4]);
  stroke(-1);
  stroke(1);
  context.setLineDash([]);
  context.strokeStyle = tokens.text;
  context.lineWidth = 1.9;
  stroke(0);
}

function drawRows({ context, tokens, ratio }: Stage, plane: Plane, input: MarginInput): void {
  const { sample, frame } = input;
  const radius = input.compact ? 2.2 : sample.count > 1500 ? 2.5 : 3.2;
  const alpha = sample.count > 1500 ? 0.45 : 0.6;
  const stamps = Array.from({ length: Math.max(2, sample.classes.length) }, (_, index) => {
    const { colour, shape } = classMark(sample, index);
    return findStamp({ shape, colour: tokens.palette[colour] ?? tokens.text3, alpha, radius, ratio });
  });
  const none = findStamp({ shape: 'circle', colour: tokens.text3, alpha, radius, ratio });
  for (let row = 0; row < sample.count; row++) {
    const [x, y] = marginCoordinates(input, row);
    const target = sample.targets[row];
    drawStamp(context, (target === undefined ? none : stamps[target]) ?? none, plane.toX(x), plane.toY(y));
  }
  context.strokeStyle = tokens.text;
  context.lineWidth = 1.4;
  for (const row of frame?.supportVectors ?? []) {
    if (row >= sample.count) continue;
    const [x, y] = marginCoordinates(input, row);
    context.beginPath();
    context.arc(plane.toX(x), plane.toY(y), radius + 2, 0, 2 * Math.PI);
    context.stroke();
  }
}

function drawQueryPoints(stage: Stage, plane: Plane, input: MarginInput): void {
  const { context, tokens } = stage;
  const { box } = plane;
  context.font = `600 11px ${tokens.fontUi}`;
  const points = input.queryPoints.map((point) => {
    const [x, y] = queryCoordinates(input, point);
    const text = point.logit === undefined ? String(point.class ?? '') : signedNumber(point.logit);
    return { x: plane.toX(x), y: plane.toY(y), text, width: context.measureText(text).width, height: 13 };
  });
  const bounds = { left: box.left, top: box.top, right: box.left + box.width, bottom: box.top + box.height };
  const labels = placeLabels(points, bounds, 9);
  for (const { x, y } of points) drawQueryMark(stage, x, y);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  points.forEach(({ text, height }, i) => {
    const label = labels[i];
    if (label !== undefined) haloText(stage, text, label.left, label.top + height / 2);
  });
}
