import { say } from '../../../src-shared/language/say';
import type { BarColumn, BinnedColumn, ClassCount } from '../../../src-shared/dataset/explore';
import { formatCount, formatNumber } from '../../text/format';
import { clipText, createPlane, numberTicks, TICK_FONT_PX, type Box } from '../stage/plane';
import type { Stage } from '../stage/stage';
import { axisTicks, formatDate, formatTime } from '../scales/axis-ticks';
import { classColour } from '../scales/class-style';

export type DrawnColumn = BinnedColumn | BarColumn;

/** One bar: where it lies along the axis of values (0 to 1), its count, and its parts by class. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly parts: readonly number[];
  /** Values that the bar counts, e.g. "3.5 to 4.0". */
  readonly label: string;
}

/** The bars of a column in their order; the categories beyond the first thirty make the last one. */
export function toBars(column: DrawnColumn): readonly Bar[] {
  if (column.shape === 'bins') {
    const { counts, low, high, type, byClass } = column;
    const size = (high - low) / counts.length;
    const write =
      type === 'date' ? (size < 1 ? formatTime : formatDate) : (value: number) => formatNumber(value);
    return counts.map((count, i) => ({
      from: i / counts.length,
      to: (i + 1) / counts.length,
      count,
      parts: byClass.map((own) => own[i] ?? 0),
      label: say('{low} to {low2}', { low: write(low + i * size), low2: write(low + (i + 1) * size) }),
    }));
  }
  const { categories, counts, other, byClass } = column;
  const total = categories.length + (other.categories > 0 ? 1 : 0);
  return Array.from({ length: total }, (_, i) => ({
    from: i / total,
    to: (i + 1) / total,
    count: counts[i] ?? other.count,
    parts: byClass.map((own) => own[i] ?? 0),
    label:
      categories[i] ??
      say('{categories} other {value}', {
        categories: formatCount(other.categories),
        value: other.categories === 1 ? 'value' : 'values',
      }),
  }));
}

const COMPACT = { left: 8, right: 8, top: 6, bottom: 18 } as const;
const LARGE = { left: 58, right: 16, top: 12, bottom: 26 } as const;
/** Share of the chart's width for the names of categories beside their bars. */
const NAMES_WIDTH = 0.34;

/** Box of the bars in CSS pixels; categories get horizontal bars with their names at the left. */
export function histogramBox(column: DrawnColumn, width: number, height: number, compact: boolean): Box {
  const room = compact ? COMPACT : LARGE;
  const names = column.shape === 'bars' ? Math.round(Math.min(240, width * NAMES_WIDTH)) : 0;
  const left = column.shape === 'bars' ? names : room.left;
  const bottom = column.shape === 'bars' && compact ? 6 : room.bottom;
  return {
    left,
    top: room.top,
    width: Math.max(10, width - left - room.right),
    height: Math.max(10, height - room.top - bottom),
  };
}

/** Bars of a small picture: as many categories as can be read. */
export function shownBars(column: DrawnColumn, box: Box): readonly Bar[] {
  const bars = toBars(column);
  if (column.shape === 'bins') return bars;
  const fitting = Math.max(1, Math.floor(box.height / 15));
  if (bars.length <= fitting) return bars;
  const kept = bars.slice(0, fitting - 1);
  const rest = bars.slice(fitting - 1);
  const categoryCount = column.categories.length - kept.length + column.other.categories;
  const last: Bar = {
    from: 0,
    to: 0,
    count: rest.reduce((sum, { count }) => sum + count, 0),
    parts: column.byClass.map((_, index) => rest.reduce((sum, { parts }) => sum + (parts[index] ?? 0), 0)),
    label: say('{categoryCount} other values', { categoryCount: formatCount(categoryCount) }),
  };
  return [...kept, last].map((bar, i) => ({ ...bar, from: i / fitting, to: (i + 1) / fitting }));
}

export function drawHistogram(
  stage: Stage,
  column: DrawnColumn,
  classes: readonly ClassCount[],
  { compact, hover }: { readonly compact: boolean; readonly hover: number | null },
): void {
  const box = histogramBox(column, stage.width, stage.height, compact);
  const bars = shownBars(column, box);
  const maxCount = bars.reduce((largest, { count }) => Math.max(largest, count), 1);
  if (column.shape === 'bins') drawBins(stage, box, column, bars, maxCount, classes, compact, hover);
  else drawCategories(stage, box, bars, maxCount, classes, hover);
}

function drawBins(
  { context, tokens }: Stage,
  box: Box,
  column: BinnedColumn,
  bars: readonly Bar[],
  maxCount: number,
  classes: readonly ClassCount[],
  compact: boolean,
  hover: number | null,
): void {
  const plane = createPlane(box, [column.low, column.high], [0, maxCount * (compact ? 1 : 1.05)]);
  const bottom = box.top + box.height;
  context.font = `${TICK_FONT_PX}px ${tokens.fontUi}`;
  context.lineWidth = 1;
  if (!compact) {
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    for (const { value, label } of numberTicks(plane.yRange, box.height, 64)) {
      const y = Math.round(plane.toY(value)) + 0.5;
      context.strokeStyle = tokens.grid;
      context.beginPath();
      context.moveTo(box.left, y);
      context.lineTo(box.left + box.width, y);
      context.stroke();
      context.fillStyle = tokens.axis;
      context.fillText(label, box.left - 7, y);
    }
  }
  bars.forEach(({ from, to, count, parts }, i) => {
    const left = Math.round(box.left + from * box.width);
    const right = Math.round(box.left + to * box.width);
    const gap = right - left > 4 ? 1 : 0;
    let base = bottom;
    const tall = (part: number): number => (part / plane.yRange[1]) * box.height;
    const draw = (part: number, colour: string): void => {
      if (part === 0) return;
      // A single row beside a million is still there.
      const height = Math.max(1, tall(part));
      context.fillStyle = colour;
      context.fillRect(left, base - height, right - left - gap, height);
      base -= tall(part);
    };
    context.globalAlpha = hover === null || hover === i ? 1 : 0.55;
    if (parts.length === 0) draw(count, tokens.palette[0] ?? tokens.text);
    else parts.forEach((part, index) => draw(part, classColour(tokens, classes[index]?.class ?? 0)));
  });
  context.globalAlpha = 1;
  context.strokeStyle = tokens.border;
  context.beginPath();
  context.moveTo(box.left, bottom + 0.5);
  context.lineTo(box.left + box.width, bottom + 0.5);
  context.stroke();
  context.fillStyle = tokens.axis;
  context.textBaseline = 'top';
  const axis = { name: column.name, type: column.type, categories: [] };
  const every = column.type === 'date' ? 84 : compact ? 58 : 72;
  for (const { value, label } of axisTicks(axis, plane.xRange, box.width, every)) {
    const x = plane.toX(value);
    const half = context.measureText(label).width / 2;
    // At the very edges labels are moved in rather than cut.
    context.textAlign = x - half < 0 ? 'left' : x + half > box.left + box.width + 8 ? 'right' : 'center';
    context.fillText(label, x, bottom + 5);
  }
}

function drawCategories(
  { context, tokens }: Stage,
  box: Box,
  bars: readonly Bar[],
  maxCount: number,
  classes: readonly ClassCount[],
  hover: number | null,
): void {
  context.font = `${TICK_FONT_PX}px ${tokens.fontUi}`;
  context.textBaseline = 'middle';
  const height = Math.min(22, box.height / Math.max(1, bars.length));
  const counted = bars.map(({ count }) => formatCount(count));
  const numberWidth =
    counted.reduce((widest, text) => Math.max(widest, context.measureText(text).width), 0) + 8;
  bars.forEach(({ count, parts, label }, i) => {
    const top = box.top + i * height;
    const middle = top + height / 2;
    context.globalAlpha = hover === null || hover === i ? 1 : 0.55;
    context.textAlign = 'right';
    context.fillStyle = tokens.text2;
    context.fillText(clipText(context, label, box.left - 18), box.left - 8, middle);
    const long = (part: number): number => (part / maxCount) * (box.width - numberWidth);
    let left = box.left;
    const thick = Math.max(1, height - 4);
    const draw = (part: number, colour: string): void => {
      if (part === 0) return;
      context.fillStyle = colour;
      context.fillRect(left, top + 2, Math.max(1, long(part)), thick);
      left += long(part);
    };
    if (parts.length === 0) draw(count, tokens.palette[0] ?? tokens.text);
    else parts.forEach((part, index) => draw(part, classColour(tokens, classes[index]?.class ?? 0)));
    context.textAlign = 'left';
    context.fillStyle = tokens.text3;
    context.fillText(counted[i] ?? '', box.left + long(count) + 6, middle);
  });
  context.globalAlpha = 1;
}

/** The bar under a pixel; null beside them. */
export function barAt(
  column: DrawnColumn,
  box: Box,
  { x, y }: { readonly x: number; readonly y: number },
): number | null {
  const bars = shownBars(column, box);
  const index =
    column.shape === 'bins'
      ? Math.floor(((x - box.left) / box.width) * bars.length)
      : Math.floor((y - box.top) / Math.min(22, box.height / Math.max(1, bars.length)));
  const isBeside = column.shape === 'bins' ? y < box.top || y > box.top + box.height : x < 0;
  return isBeside || index < 0 || index >= bars.length ? null : index;
}
