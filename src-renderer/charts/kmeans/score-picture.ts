import { AXIS_BOTTOM, AXIS_TOP, createPlane, drawAxes, type Plane } from '../stage/plane';
import type { Stage } from '../stage/stage';
import { formatTick, linearAxis } from '../stage/ticks';

export interface ScoreInput {
  /** Title of the axis of scores; empty where it stands over the chart already. */
  readonly title: string;
  /** Ascending whole numbers. */
  readonly ks: readonly number[];
  readonly values: readonly (number | null)[];
  /** A k to mark, and what it is called. */
  readonly mark: { readonly k: number; readonly label: string } | null;
  readonly chosen: number | null;
}

const SMALL = { left: 52, top: 10, right: 12, bottom: 22 } as const;
const LARGE = { left: 66, top: AXIS_TOP, right: 14, bottom: AXIS_BOTTOM } as const;

/** Each k in the middle of its own band: the x axis has its index in `ks`. */
export interface ScorePlane extends Plane {
  readonly yTicks: readonly number[];
}

export function scorePlane(
  { width, height }: Pick<Stage, 'width' | 'height'>,
  { title, ks, values }: ScoreInput,
): ScorePlane {
  const { left, top, right, bottom } = title === '' ? SMALL : LARGE;
  const box = {
    left,
    top,
    width: Math.max(20, width - left - right),
    height: Math.max(20, height - top - bottom),
  };
  const known = values.filter((value): value is number => value !== null);
  const { min, max, ticks } =
    known.length === 0
      ? { min: 0, max: 1, ticks: [] }
      : linearAxis(Math.min(...known), Math.max(...known), Math.max(2, Math.round(box.height / 40)));
  return { ...createPlane(box, [-0.5, ks.length - 0.5], [min, max]), yTicks: ticks };
}

/** A score over k: the chosen k on a band, the marked one named. */
export function drawScores(stage: Stage, plane: ScorePlane, input: ScoreInput): void {
  const { context, tokens } = stage;
  const { title, ks, values, mark, chosen } = input;
  const { box, toX, toY, yTicks } = plane;
  const bottom = box.top + box.height;
  const step = box.width / Math.max(1, ks.length);
  const every = Math.max(1, Math.ceil(26 / step));
  const isSmall = title === '';
  context.save();
  if (chosen !== null && ks.includes(chosen)) {
    context.globalAlpha = 0.14;
    context.fillStyle = tokens.accent;
    context.fillRect(toX(ks.indexOf(chosen)) - step / 2, box.top - 6, step, box.height + 6);
    context.globalAlpha = 1;
  }
  drawAxes(
    stage,
    plane,
    { x: isSmall ? '' : 'k', y: title },
    { x: [], y: yTicks.map((value) => ({ value, label: formatTick(value) })) },
  );
  context.font = `11px ${tokens.fontUi}`;
  context.fillStyle = tokens.axis;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  ks.forEach((k, i) => {
    if (i % every === 0) context.fillText(String(k), toX(i), bottom + 6);
  });
  if (mark !== null && ks.includes(mark.k)) {
    const x = toX(ks.indexOf(mark.k));
    const isRight = x > box.left + box.width / 2;
    context.strokeStyle = tokens.text2;
    context.lineWidth = 1;
    context.setLineDash([4, 3]);
    context.beginPath();
    context.moveTo(x, box.top - 4);
    context.lineTo(x, bottom);
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = tokens.text2;
    context.textAlign = isRight ? 'right' : 'left';
    context.textBaseline = 'middle';
    context.fillText(mark.label, x + (isRight ? -5 : 5), box.top + 4);
  }
  context.strokeStyle = tokens.accent;
  context.lineWidth = 1.75;
  context.beginPath();
  values.forEach((value, i) => {
    if (value === null) return;
    if (i === 0 || values[i - 1] == null) context.moveTo(toX(i), toY(value));
    else context.lineTo(toX(i), toY(value));
  });
  context.stroke();
  values.forEach((value, i) => {
    if (value === null) return;
    const isChosen = ks[i] === chosen;
    context.beginPath();
    context.arc(toX(i), toY(value), isChosen ? 4.5 : 3, 0, 2 * Math.PI);
    context.fillStyle = isChosen ? tokens.accent : tokens.surface;
    context.fill();
    context.stroke();
  });
  context.restore();
}
