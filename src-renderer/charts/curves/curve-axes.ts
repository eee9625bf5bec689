import { at } from '../../../src-shared/present';
import { AXIS_ROOM, type LineAxes } from '../lines/axes-chart';
import { tickCount, type Tick } from '../stage/plane';
import { formatLinearTick, formatLogTicks, linearTicks, niceStep } from '../stage/ticks';
import type { Range } from '../../values/range';
import type { PreparedCurve } from './prepare';
import { timeTicks } from './time-ticks';
import { xRange, yAxis, zoomedLogTicks, type ViewOptions } from './view';

export interface CurveAxesInput extends ViewOptions {
  /** Those that are not hidden. */
  readonly curves: readonly PreparedCurve[];
  readonly titles: { readonly x: string; readonly y: string };
  /** Whether y's title is drawn: in a card that has it already it is not. */
  readonly namesY?: boolean;
  /** Whether x is milliseconds since 1970. */
  readonly isWall: boolean;
  /** Whether x is counted, as steps are: no ticks between 1 and 2. */
  readonly isCounted?: boolean;
}

/** The axes of some curves in a picture of that size. */
export function curveAxes(
  input: CurveAxesInput,
  size: { readonly width: number; readonly height: number },
): LineAxes {
  const { curves, logX, logY, titles, namesY = false } = input;
  const range = xRange(curves, input);
  const y = yAxis(curves, range, input, tickCount(size.height - AXIS_ROOM, 44));
  const step =
    y.ticks.length > 1 ? Math.abs(at(y.ticks, 1) - at(y.ticks, 0)) : niceStep(y.range[1] - y.range[0], 2);
  const ticks = logY
    ? toLogTicks(y.ticks)
    : y.ticks.map((value) => ({ value, label: formatLinearTick(value, step) }));
  return {
    x: { range, isLog: logX, title: titles.x, ticks: xTicks(range, size.width - AXIS_ROOM, input) },
    y: { range: y.range, isLog: logY, title: namesY ? titles.y : '', ticks },
  };
}

function toLogTicks(values: readonly number[]): readonly Tick[] {
  const labels = formatLogTicks(values);
  return values.map((value, i) => ({ value, label: at(labels, i) }));
}

function xTicks(
  range: Range,
  pixels: number,
  { logX, isWall, isCounted = false }: CurveAxesInput,
): readonly Tick[] {
  const count = tickCount(pixels, 90);
  if (isWall) return timeTicks(range, count);
  if (logX) return toLogTicks(zoomedLogTicks(range, count));
  const span = range[1] - range[0];
  const isFine = isCounted && span >= 1 && niceStep(span, count) < 1;
  const limit = isFine ? Math.min(count, span < 2 ? span : Math.floor(span)) : count;
  const step = niceStep(span, limit);
  return linearTicks(range, limit).map((value) => ({ value, label: formatLinearTick(value, step) }));
}
