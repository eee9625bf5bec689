import { say } from '../../../../src-shared/language/say';
import { formatNumber } from '../../../text/format';
import { shorten } from './graph-text';
import { LABEL_LENGTH, NODE_RADIUS, type GraphLayout, type GraphNode } from './network-layout';
import { clipText } from '../../stage/plane';
import type { Stage } from '../../stage/stage';

export interface GraphPicture {
  readonly layout: GraphLayout;
  /** Short texts of the two last boxes: "MSE", "Adam 0.03". */
  readonly loss: string;
  readonly optimizer: string;
}

/** The data-flow graph of a network, made as small as the stage asks. */
export function drawGraph(stage: Stage, { layout, loss, optimizer }: GraphPicture): void {
  const { context, width, height } = stage;
  const size = Math.min(1.6, width / layout.width, height / layout.height);
  context.save();
  context.translate((width - size * layout.width) / 2, Math.max(0, (height - size * layout.height) / 2));
  context.scale(size, size);
  drawEdges(stage, layout);
  drawFlow(stage, layout);
  for (const node of layout.nodes) drawNode(stage, node, layout.hasWeights);
  for (const { x, title, activation, shape } of layout.columns) {
    write(stage, title, x, 18, { weight: 600, colour: stage.tokens.text2 });
    write(stage, activation, x, 33, { size: 11, colour: stage.tokens.text3 });
    write(stage, shape, x, layout.height - 34, { size: 11, colour: stage.tokens.text3, isNumber: true });
  }
  for (const [at, text] of [
    [layout.loss, loss],
    [layout.optimizer, optimizer],
  ] as const) {
    box(stage, at.x - 52, at.y - 16, 104, 32);
    context.font = `500 12px ${stage.tokens.fontUi}`;
    write(stage, clipText(context, text, 98), at.x, at.y + 4, {});
  }
  context.restore();
}

function drawEdges({ context, tokens }: Stage, { edges }: GraphLayout): void {
  context.globalAlpha = 0.8;
  for (const { from, to, weight, share } of edges) {
    const bend = (to.x - from.x) * 0.4;
    context.strokeStyle = weight < 0 ? tokens.low : tokens.high;
    context.lineWidth = 0.75 + 5 * share;
    context.setLineDash(weight < 0 ? [7, 4] : []);
    context.beginPath();
    context.moveTo(from.x + NODE_RADIUS, from.y);
    context.bezierCurveTo(from.x + bend, from.y, to.x - bend, to.y, to.x - NODE_RADIUS, to.y);
    context.stroke();
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** Draws the flow beyond the weights: output to loss, loss to optimizer, and back to the layers. */
function drawFlow(stage: Stage, layout: GraphLayout): void {
  const { context, tokens } = stage;
  const { columns, nodes, loss, optimizer, hasWeights, outputRoom, height } = layout;
  context.strokeStyle = tokens.text3;
  context.lineWidth = 1.25;
  if (!hasWeights) {
    columns.slice(1).forEach(({ x }, i) => {
      const y = nodes[i]?.y ?? 0;
      path(context, [(columns[i]?.x ?? 0) + 30, y], [x - 32, y]);
      arrow(stage, x - 32, y, 0);
    });
  }
  const last = columns[columns.length - 1];
  const first = columns[1];
  if (last === undefined || first === undefined) return;
  const middle = (loss.y + optimizer.y) / 2;
  context.beginPath();
  const from = last.x + outputRoom + NODE_RADIUS + (hasWeights ? (outputRoom > 0 ? 10 : 4) : 16);
  context.moveTo(from, middle);
  context.bezierCurveTo(from + 32, middle, loss.x - 80, loss.y, loss.x - 54, loss.y);
  context.stroke();
  arrow(stage, loss.x - 54, loss.y, 0);
  path(context, [loss.x, loss.y + 17], [loss.x, optimizer.y - 18]);
  arrow(stage, loss.x, optimizer.y - 18, Math.PI / 2);
  context.setLineDash([3, 3]);
  path(
    context,
    [optimizer.x, optimizer.y + 16],
    [optimizer.x, height - 14],
    [first.x, height - 14],
    [first.x, height - 24],
  );
  context.setLineDash([]);
  arrow(stage, first.x, height - 24, -Math.PI / 2);
  write(stage, say('updates weights'), optimizer.x - 8, height - 20, {
    size: 11,
    colour: tokens.text3,
    align: 'right',
  });
}

function drawNode(stage: Stage, node: GraphNode, hasWeights: boolean): void {
  const { context, tokens } = stage;
  const { x, y, kind, label, labelAt, bias } = node;
  if (kind === 'more') {
    write(stage, label, x, y + 4, { size: 11, colour: tokens.text3 });
    return;
  }
  if (!hasWeights) {
    box(stage, x - 30, y - 18, 60, 36);
    write(stage, label, x, y + 4, {});
    return;
  }
  context.beginPath();
  context.arc(x, y, NODE_RADIUS, 0, 2 * Math.PI);
  context.fillStyle = tokens.surface;
  context.fill();
  context.strokeStyle = bias === null ? tokens.border : bias < 0 ? tokens.low : tokens.high;
  context.lineWidth = kind === 'input' ? 1.25 : 2;
  context.setLineDash(bias !== null && bias < 0 ? [5, 3] : []);
  context.stroke();
  context.setLineDash([]);
  const aside = NODE_RADIUS + 6;
  if (labelAt === 'inside') write(stage, label, x, y + 4, {});
  else if (labelAt === 'left')
    write(stage, shorten(label, LABEL_LENGTH), x - aside, y + 4, { align: 'right' });
  else write(stage, shorten(label, LABEL_LENGTH), x + aside, y + 4, { align: 'left' });
  if (bias === null) return;
  write(stage, `b ${formatNumber(bias, 3)}`, x, y + NODE_RADIUS + 13, {
    size: 11,
    colour: tokens.text3,
    isNumber: true,
  });
}

function path(context: CanvasRenderingContext2D, ...points: readonly (readonly [number, number])[]): void {
  context.beginPath();
  points.forEach(([x, y], i) => {
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  context.stroke();
}

/** Head of an arrow that ends at a point. @param turn in radians, 0 to the right */
function arrow({ context, tokens }: Stage, x: number, y: number, turn: number): void {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  context.fillStyle = tokens.text3;
  context.beginPath();
  context.moveTo(x, y);
  for (const across of [4, -4]) context.lineTo(x - 7 * cos - across * sin, y - 7 * sin + across * cos);
  context.closePath();
  context.fill();
}

function box({ context, tokens }: Stage, x: number, y: number, width: number, height: number): void {
  context.beginPath();
  context.roundRect(x, y, width, height, 7);
  context.fillStyle = tokens.surface;
  context.fill();
  context.strokeStyle = tokens.border;
  context.lineWidth = 1.25;
  context.stroke();
}

function write(
  { context, tokens }: Stage,
  text: string,
  x: number,
  y: number,
  {
    size = 12,
    weight = 500,
    colour = tokens.text,
    align = 'center',
    isNumber = false,
  }: {
    readonly size?: number;
    readonly weight?: number;
    readonly colour?: string;
    readonly align?: CanvasTextAlign;
    readonly isNumber?: boolean;
  },
): void {
  if (text === '') return;
  context.font = `${size < 12 ? 400 : weight} ${size}px ${isNumber ? tokens.fontNumber : tokens.fontUi}`;
  context.textAlign = align;
  context.textBaseline = 'alphabetic';
  context.fillStyle = colour;
  context.fillText(text, x, y);
}
