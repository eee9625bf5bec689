import { at } from '../../../src-shared/present';
import { drawAxes } from '../stage/plane';
import type { Stage } from '../stage/stage';
import { axisLabels, type ParameterAxis } from './columns';
import { parameterPlane } from './draw-parameters';

/** Two metrics of trials, in the order of the first, its best first. */
export interface ParetoInput {
  readonly x: ParameterAxis & { readonly title: string };
  readonly y: ParameterAxis & { readonly title: string };
  /** By point: whether no other beats it in both. */
  readonly isOnFront: readonly boolean[];
  /** The point that is pointed at. */
  readonly pointed: number | null;
}

/** Where a point lies, in CSS pixels. */
export function paretoPlace(
  stage: Pick<Stage, 'width' | 'height'>,
  { x, y }: Pick<ParetoInput, 'x' | 'y'>,
  point: number,
): readonly [x: number, y: number] {
  const plane = parameterPlane(stage);
  return [plane.toX(x.toShare(at(x.column.values, point))), plane.toY(y.toShare(at(y.column.values, point)))];
}

/** A point a trial, the front filled and joined by steps, what it beats hollow. */
export function drawPareto(stage: Stage, input: ParetoInput): void {
  const { context, tokens } = stage;
  const { x, y, isOnFront, pointed } = input;
  const ticks = (axis: ParameterAxis) =>
    axisLabels(axis).map(({ at: value, text }) => ({ value, label: text }));
  const title = (axis: ParetoInput['x']): string => `${axis.title}${axis.isLog ? ' (log)' : ''}`;
  drawAxes(stage, parameterPlane(stage), { x: title(x), y: title(y) }, { x: ticks(x), y: ticks(y) });
  const places = isOnFront.map((_, point) => paretoPlace(stage, input, point));
  context.save();
  context.lineWidth = 1.5;
  context.strokeStyle = tokens.accent;
  context.beginPath();
  let last: readonly [number, number] | null = null;
  places.forEach((place, point) => {
    if (!at(isOnFront, point)) return;
    if (last === null) context.moveTo(...place);
    else {
      // Up to the next one, nothing is better in the second metric than the last one.
      context.lineTo(place[0], last[1]);
      context.lineTo(...place);
    }
    last = place;
  });
  context.stroke();
  const mark = (point: number): void => {
    const isFront = at(isOnFront, point);
    context.beginPath();
    context.arc(...at(places, point), (isFront ? 5 : 3.5) + (point === pointed ? 2 : 0), 0, 2 * Math.PI);
    context.fillStyle = isFront ? tokens.accent : tokens.surface;
    context.fill();
    context.strokeStyle = isFront ? tokens.surface : tokens.axis;
    context.stroke();
  };
  for (const isFront of [false, true])
    places.forEach((_, point) => {
      if (at(isOnFront, point) === isFront && point !== pointed) mark(point);
    });
  if (pointed !== null) mark(pointed);
  context.restore();
}
