import type { CenterProfile } from './center-profile';
import { AXIS_TOP, clipText, createPlane, drawAxes, TICK_FONT_PX } from '../stage/plane';
import type { Stage } from '../stage/stage';
import { formatTick, linearAxis, type AxisSpan } from '../stage/ticks';
import { markStyle } from '../stage/mark-style';

const LEFT = 56;
const BOTTOM = 30;

/** The axis of a profile's values; 0 is always on it. */
export function profileAxis({ values }: CenterProfile): AxisSpan {
  let low = 0;
  let high = 0;
  for (const row of values) {
    for (const value of row) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return linearAxis(low, high, 5);
}

/** One line a centre over all features, for files: names that have no room are left out evenly. */
export function drawProfile(stage: Stage, features: readonly string[], profile: CenterProfile): void {
  const { context, tokens, width, height } = stage;
  const { min, max, ticks } = profileAxis(profile);
  const box = {
    left: LEFT,
    top: AXIS_TOP,
    width: Math.max(20, width - LEFT - 14),
    height: Math.max(20, height - AXIS_TOP - BOTTOM),
  };
  const plane = createPlane(box, [-0.5, features.length - 0.5], [min, max]);
  drawAxes(
    stage,
    plane,
    { x: '', y: profile.unit },
    { x: [], y: ticks.map((value) => ({ value, label: formatTick(value) })) },
  );
  const step = box.width / features.length;
  const every = Math.max(1, Math.ceil(58 / step));
  context.save();
  context.font = `${TICK_FONT_PX}px ${tokens.fontUi}`;
  context.fillStyle = tokens.text2;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  features.forEach((name, j) => {
    if (j % every === 0)
      context.fillText(clipText(context, name, every * step - 6), plane.toX(j), box.top + box.height + 8);
  });
  profile.values.forEach((row, cluster) => {
    const colour = tokens.palette[markStyle(cluster).colour] ?? tokens.text3;
    context.strokeStyle = context.fillStyle = colour;
    context.lineWidth = 2;
    context.beginPath();
    row.forEach((value, j) => {
      if (j === 0) context.moveTo(plane.toX(j), plane.toY(value));
      else context.lineTo(plane.toX(j), plane.toY(value));
    });
    context.stroke();
    for (const [j, value] of row.entries()) {
      context.beginPath();
      context.arc(plane.toX(j), plane.toY(value), 3, 0, 2 * Math.PI);
      context.fill();
    }
  });
  context.restore();
}
