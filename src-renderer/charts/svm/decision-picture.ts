import type { PointSample } from '../../../src-shared/run/live/frames';
import type { DecisionBins } from './decision-bins';
import { AXIS_BOTTOM, AXIS_TOP, createPlane, drawAxes, leftRoom } from '../stage/plane';
import type { Stage } from '../stage/stage';
import { classMark } from '../scales/class-style';

/** Decision values by class, with the boundary at 0 and the margins at -1 and 1. */
export function drawDecisions(stage: Stage, bins: DecisionBins, sample: PointSample): void {
  const { context, tokens } = stage;
  const yRange = [0, bins.highest * 1.06] as const;
  const height = Math.max(20, stage.height - AXIS_TOP - AXIS_BOTTOM);
  const left = leftRoom(stage, yRange, height);
  const box = { left, top: AXIS_TOP, width: Math.max(20, stage.width - left - 14), height };
  const plane = createPlane(box, [bins.low, bins.high], yRange);
  drawAxes(stage, plane, { x: 'logit', y: 'rows' });
  const step = (bins.high - bins.low) / bins.counts.length;
  // Outlines over one another: every class is seen, whichever is in front.
  sample.classes.forEach((_, index) => {
    const colour = tokens.palette[classMark(sample, index).colour] ?? tokens.text3;
    context.beginPath();
    context.moveTo(plane.toX(bins.low), plane.toY(0));
    bins.counts.forEach((counts, i) => {
      const y = plane.toY(counts[index] ?? 0);
      context.lineTo(plane.toX(bins.low + i * step), y);
      context.lineTo(plane.toX(bins.low + (i + 1) * step), y);
    });
    context.lineTo(plane.toX(bins.high), plane.toY(0));
    context.globalAlpha = 0.25;
    context.fillStyle = colour;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = colour;
    context.lineWidth = 1.5;
    context.stroke();
  });
  for (const level of [-1, 0, 1]) {
    context.setLineDash(level === 0 ? [] : [5, 4]);
    context.strokeStyle = level === 0 ? tokens.text : tokens.text2;
    context.lineWidth = level === 0 ? 1.6 : 1.2;
    context.beginPath();
    context.moveTo(plane.toX(level), box.top);
    context.lineTo(plane.toX(level), box.top + box.height);
    context.stroke();
  }
  context.setLineDash([]);
}
