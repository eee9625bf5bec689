import type { LineageLayout, PlacedItem } from '../../../src-shared/lineage/lanes';
import { isFork } from '../../../src-shared/lineage/lineage';
import { clipText } from '../stage/plane';
import type { Stage } from '../stage/stage';
import { tokenColour, type ChartTokens } from '../stage/theme';

/** Height of a lane, and of the axis above all. */
export const LANE = 30;
export const AXIS = 30;
const LEFT = 18;
const RIGHT = 18;
/** A bar is never shorter than it is high: most runs are short beside the time between them. */
const BAR = 12;
/** Room that a label needs to be worth reading. */
const LEAST_LABEL = 34;
/** Pixels between two times at the axis, at least. */
const TICK = 130;

/** The part of a lineage that is drawn. */
export interface LineageLook {
  readonly layout: LineageLayout;
  /** Range of x that fills the width, within 0 to 1. */
  readonly range: readonly [number, number];
  /** Pixels of the lanes above the stage. */
  readonly top: number;
  /** Key of the one that is walked on or pointed at. */
  readonly current: string | null;
  /** What stands out: what the current one came from and what came from it; null: everything. */
  readonly related: ReadonlySet<string> | null;
  /** A CSS colour or a token; null: none of its own. */
  readonly findColour: (item: PlacedItem['item']) => string | null;
  readonly findName: (item: PlacedItem['item']) => string;
  readonly formatTime: (time: number) => string;
}

/** Pixels of an item: its bar, whose ends are at least {@link BAR} apart. */
export interface LineageBox {
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
}

/** Pixel of a place within 0 to 1. */
function toX(x: number, [from, to]: readonly [number, number], width: number): number {
  return LEFT + ((x - from) / (to - from)) * Math.max(1, width - LEFT - RIGHT - BAR);
}

/** Place of a pixel within 0 to 1: the other way round. */
export function fromX(pixel: number, [from, to]: readonly [number, number], width: number): number {
  return from + ((pixel - LEFT) / Math.max(1, width - LEFT - RIGHT - BAR)) * (to - from);
}

/** Where an item is drawn. */
export function boxOf(
  placed: PlacedItem,
  { range, top }: Pick<LineageLook, 'range' | 'top'>,
  width: number,
): LineageBox {
  const x0 = toX(placed.x0, range, width);
  return {
    x0,
    x1: Math.max(x0 + BAR, toX(placed.x1, range, width)),
    y: AXIS + placed.lane * LANE + LANE / 2 - top,
  };
}

/** What is at a pixel; of several the one that was drawn last. */
export function findAt(x: number, y: number, look: LineageLook, width: number): PlacedItem | null {
  if (y < AXIS) return null;
  const lane = Math.floor((y - AXIS + look.top) / LANE);
  const hit = look.layout.placed.filter((placed) => {
    if (placed.lane !== lane) return false;
    const box = boxOf(placed, look, width);
    return x >= box.x0 - 3 && x <= box.x1 + 3;
  });
  return hit.at(-1) ?? null;
}

/** Draws what of the lanes is on the stage, and the axis of times above it. */
export function drawLineage(stage: Stage, look: LineageLook): void {
  const { context, width, height, tokens } = stage;
  const lanes = [(look.top - LANE) / LANE, (look.top + height) / LANE] as const;
  const shown = look.layout.placed
    .filter(({ lane }) => lane >= lanes[0] && lane <= lanes[1])
    .map((placed) => ({ placed, box: boxOf(placed, look, width) }))
    .filter(({ box }) => box.x1 >= 0 && box.x0 <= width);
  drawTimes(stage, look);
  context.save();
  context.beginPath();
  context.rect(0, AXIS, width, Math.max(0, height - AXIS));
  context.clip();
  const faded = ({ item }: PlacedItem): boolean => look.related !== null && !look.related.has(item.key);
  for (const placed of look.layout.placed) drawOrigin(stage, look, placed, faded(placed));
  for (const { placed, box } of shown) {
    context.globalAlpha = faded(placed) ? 0.25 : 1;
    drawItem(stage, look, placed, box);
  }
  drawLabels(stage, look, shown, faded);
  context.restore();
  context.globalAlpha = 1;
  context.strokeStyle = tokens.border;
}

/** The line from what an item came from: down from its data, across from the run that a fork goes on from. */
function drawOrigin(
  { context, width, height, tokens }: Stage,
  look: LineageLook,
  placed: PlacedItem,
  isFaded: boolean,
): void {
  const parent = look.layout.byKey.get(placed.item.parent ?? '');
  if (parent === undefined) return;
  const [from, to] = [boxOf(parent, look, width), boxOf(placed, look, width)];
  if (Math.max(from.y, to.y) < AXIS || Math.min(from.y, to.y) > height) return;
  if (Math.max(from.x0, to.x0) < 0 || Math.min(from.x0, to.x0) > width) return;
  const fork = isFork(placed.item);
  context.strokeStyle = fork ? tokens.text2 : tokens.grid;
  context.lineWidth = fork ? 1.5 : 1;
  context.globalAlpha = isFaded ? 0.25 : 1;
  context.beginPath();
  if (!fork || from.y === to.y) {
    context.moveTo(fork ? from.x1 : to.x0 + BAR / 2, from.y);
    context.lineTo(fork ? to.x0 : to.x0 + BAR / 2, to.y);
  } else {
    const start = Math.min(from.x1, to.x0) - 2;
    context.moveTo(start, from.y);
    context.bezierCurveTo(start, to.y, start, to.y, to.x0, to.y);
  }
  context.stroke();
}

function drawItem(stage: Stage, look: LineageLook, placed: PlacedItem, { x0, x1, y }: LineageBox): void {
  const { context, tokens } = stage;
  const { item } = placed;
  const isCurrent = look.current === item.key;
  if (item.kind === 'data') {
    context.strokeStyle = tokens.axis;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(x0, y);
    context.lineTo(x1, y);
    context.stroke();
    context.fillStyle = tokens.text2;
    context.fillRect(x0, y - 5, 10, 10);
  } else {
    const colour = tokenColour(tokens, look.findColour(item) ?? tokens.accent);
    const isOutline = isHollow(item.status);
    context.strokeStyle = colour;
    context.fillStyle = isOutline ? tokens.surface : colour;
    context.lineWidth = 2;
    if (item.kind === 'group') {
      // Several, one behind the other.
      context.beginPath();
      context.roundRect(x0 + 3, y - BAR / 2 - 3, Math.max(BAR, x1 - x0), BAR, 3);
      context.stroke();
    }
    context.beginPath();
    context.roundRect(x0, y - BAR / 2, x1 - x0, BAR, BAR / 2);
    context.fill();
    if (isOutline) context.stroke();
    if (item.status === 'failed') cross(context, (x0 + x1) / 2, y);
    if (item.status === 'running') arrow(context, x1, y, tokens);
  }
  if (!isCurrent) return;
  context.strokeStyle = tokens.text;
  context.lineWidth = 2;
  context.beginPath();
  context.roundRect(x0 - 4, y - BAR / 2 - 4, (item.kind === 'data' ? 10 : x1 - x0) + 8, BAR + 8, 6);
  context.stroke();
}

/** What did not come to its end is an outline. */
function isHollow(status: string): boolean {
  return status === 'failed' || status === 'stopped' || status === 'interrupted' || status === 'queued';
}

function cross(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.beginPath();
  context.moveTo(x - 3, y - 3);
  context.lineTo(x + 3, y + 3);
  context.moveTo(x + 3, y - 3);
  context.lineTo(x - 3, y + 3);
  context.stroke();
}

function arrow(context: CanvasRenderingContext2D, x: number, y: number, { surface }: ChartTokens): void {
  context.fillStyle = surface;
  context.beginPath();
  context.moveTo(x - 8, y - 3.5);
  context.lineTo(x - 3, y);
  context.lineTo(x - 8, y + 3.5);
  context.closePath();
  context.fill();
}

type Shown = readonly { readonly placed: PlacedItem; readonly box: LineageBox }[];

/** Names beside the bars, up to the next one in the lane; where there is no room, none. */
function drawLabels(
  stage: Stage,
  look: LineageLook,
  shown: Shown,
  faded: (placed: PlacedItem) => boolean,
): void {
  const { context, width, tokens } = stage;
  const lanes = new Map<number, Shown[number][]>();
  for (const one of shown) {
    const lane = lanes.get(one.placed.lane);
    if (lane === undefined) lanes.set(one.placed.lane, [one]);
    else lane.push(one);
  }
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  for (const lane of lanes.values()) {
    for (const [i, { placed, box }] of lane.entries()) {
      const isData = placed.item.kind === 'data';
      context.font = `${isData ? '600 ' : ''}12px ${tokens.fontUi}`;
      const next = Math.min(lane[i + 1]?.box.x0 ?? width, width) - 6;
      // The line of data goes on behind its name.
      const right = isData ? box.x0 + 16 : box.x1 + (placed.item.kind === 'group' ? 9 : 6);
      const name = look.findName(placed.item);
      let [text, from] = [clipText(context, name, next - right), right];
      if (next - right < LEAST_LABEL) {
        // At the end of the picture it stands on the other side, where there is room for all of it.
        const [all, left] = [context.measureText(name).width, (lane[i - 1]?.box.x1 ?? 0) + 6];
        if (isData || i < lane.length - 1 || box.x0 - 8 - all < left) continue;
        [text, from] = [name, box.x0 - 8 - all];
      }
      context.globalAlpha = 1;
      context.fillStyle = tokens.surface;
      context.fillRect(from - 3, box.y - 9, context.measureText(text).width + 6, 18);
      context.globalAlpha = faded(placed) ? 0.35 : 1;
      context.fillStyle = isData ? tokens.text : tokens.text2;
      context.fillText(text, from, box.y);
    }
  }
}

function drawTimes(
  { context, width, height, tokens }: Stage,
  { layout, range, formatTime }: LineageLook,
): void {
  const count = Math.max(1, Math.floor((width - LEFT - RIGHT) / TICK));
  context.font = `11px ${tokens.fontNumber}`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  let before = '';
  for (let i = 0; i < count; i++) {
    const x = LEFT + ((width - LEFT - RIGHT) * i) / count;
    const text = formatTime(layout.timeAt(fromX(x, range, width)));
    context.strokeStyle = tokens.grid;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, AXIS - 6);
    context.lineTo(x, height);
    context.stroke();
    // One time is said once.
    if (text === before) continue;
    before = text;
    context.fillStyle = tokens.text2;
    context.fillText(text, x, AXIS / 2 - 2);
  }
}
