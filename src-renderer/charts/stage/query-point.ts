import { markPath } from './marks';
import { haloText, type Box } from './plane';
import type { Stage } from './stage';

const RADIUS = 5.5;
const TEXT_AWAY = 11;
/** From here on, as a share of the box, a text has more room at its left. */
const LATE = 0.7;

/** Draws the diamond of a query point around a pixel. */
export function drawQueryMark({ context, tokens }: Stage, x: number, y: number): void {
  context.beginPath();
  markPath(context, 'diamond', x, y, RADIUS);
  context.fillStyle = tokens.surface;
  context.fill();
  context.lineWidth = 1.75;
  context.strokeStyle = tokens.text;
  context.stroke();
}

/**
 * A query point with the model's answer beside it, on the side with more room.
 * @param box of the axes, in CSS pixels
 */
export function drawQueryPoint(stage: Stage, box: Box, x: number, y: number, text: string): void {
  const { context, tokens } = stage;
  drawQueryMark(stage, x, y);
  const isLate = x > box.left + box.width * LATE;
  context.font = `600 11px ${tokens.fontUi}`;
  context.textAlign = isLate ? 'right' : 'left';
  context.textBaseline = 'middle';
  haloText(stage, text, x + (isLate ? -TEXT_AWAY : TEXT_AWAY), y);
}
