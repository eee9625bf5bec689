import type { LinesPlane } from '../lines/axes-chart';
import { TICK_FONT_PX } from '../stage/plane';
import type { Stage } from '../stage/stage';
import { formatTick } from '../stage/ticks';

/** Something that happened at one x. */
export interface CurveMark {
  readonly x: number;
  /** Written at its line. */
  readonly label: string;
  /** For its title, and for those who cannot see it. */
  readonly description: string;
}

/** Room for a label at the right of its line; where there is less, it stands at the left. */
const LABEL_ROOM = 60;
const LABEL_PADDING = 3;

/** Dashed upright lines with their labels at the top, over the curves. */
export function drawMarks(stage: Stage, { box, x }: LinesPlane, marks: readonly CurveMark[]): void {
  const { context, tokens } = stage;
  const height = TICK_FONT_PX + 4;
  context.save();
  context.font = `${TICK_FONT_PX}px ${tokens.fontUi}`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.lineWidth = 1;
  context.strokeStyle = tokens.text3;
  for (const mark of marks) {
    if (mark.x < x.range[0] || mark.x > x.range[1]) continue;
    const at = Math.round(x.to(mark.x)) + 0.5;
    context.setLineDash([4, 3]);
    context.beginPath();
    context.moveTo(at, box.top);
    context.lineTo(at, box.top + box.height);
    context.stroke();
    const width = context.measureText(mark.label).width + 2 * LABEL_PADDING;
    const isLate = at > box.left + box.width - LABEL_ROOM;
    const left = isLate ? at - 3 - width : at + 3;
    context.fillStyle = tokens.surface;
    context.fillRect(left, box.top, width, height);
    context.fillStyle = tokens.text2;
    context.fillText(mark.label, left + LABEL_PADDING, box.top + height / 2);
  }
  context.restore();
}

/** Level lines at values that a person compares with, each with its value at the right end. */
export function drawReferences(stage: Stage, { box, y }: LinesPlane, references: readonly number[]): void {
  const { context, tokens } = stage;
  context.save();
  context.font = `${TICK_FONT_PX}px ${tokens.fontUi}`;
  context.textBaseline = 'bottom';
  context.textAlign = 'right';
  context.lineWidth = 1;
  context.strokeStyle = context.fillStyle = tokens.text2;
  context.setLineDash([2, 3]);
  const right = box.left + box.width;
  for (const value of references) {
    const at = Math.round(y.to(value)) + 0.5;
    if (!(at >= box.top && at <= box.top + box.height + 1)) continue;
    context.beginPath();
    context.moveTo(box.left, at);
    context.lineTo(right, at);
    context.stroke();
    context.fillText(formatTick(value), right - 4, at - 2);
  }
  context.restore();
}
