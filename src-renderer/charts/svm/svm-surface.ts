import type { Surface } from '../../../src-shared/run/live/frames';
import { classColour } from '../scales/class-style';
import { withAlpha } from '../stage/colour';
import type { Plane } from '../stage/plane';
import type { Stage } from '../stage/stage';

/** Fills the plane by the class that is said there; two classes by the sign of the decision. */
export function drawRegions(
  { context, tokens }: Stage,
  plane: Plane,
  { x1, x2, values }: Surface,
  classAt: (value: number) => number,
  chooseColour: (index: number) => string = (index) => classColour(tokens, index),
): void {
  const width = x1.length;
  for (let i = 0; i + 1 < x2.length; i++) {
    const top = plane.toY(x2[i + 1]!);
    const bottom = plane.toY(x2[i]!);
    // Runs of one class become one rectangle.
    let from = 0;
    for (let j = 1; j < width; j++) {
      const isLast = j === width - 1;
      if (!isLast && classAt(values[i * width + j]!) === classAt(values[i * width + from]!)) continue;
      const left = plane.toX(x1[from]!);
      context.fillStyle = withAlpha(chooseColour(classAt(values[i * width + from]!)), 0.12);
      context.fillRect(left, top, plane.toX(x1[j]!) - left, bottom - top);
      from = j;
    }
  }
}

/** The segments where a surface crosses a level, x0, y0, x1, y1 each: marching squares. */
export function traceContour({ x1, x2, values }: Surface, level: number): number[] {
  const segments: number[] = [];
  const width = x1.length;
  for (let i = 0; i + 1 < x2.length; i++) {
    for (let j = 0; j + 1 < width; j++) {
      const corners = [
        [x1[j]!, x2[i]!, values[i * width + j]! - level],
        [x1[j + 1]!, x2[i]!, values[i * width + j + 1]! - level],
        [x1[j + 1]!, x2[i + 1]!, values[(i + 1) * width + j + 1]! - level],
        [x1[j]!, x2[i + 1]!, values[(i + 1) * width + j]! - level],
      ] as const;
      const crossings: number[] = [];
      for (let k = 0; k < 4; k++) {
        const a = corners[k]!;
        const b = corners[(k + 1) % 4]!;
        if (a[2] > 0 === b[2] > 0) continue;
        const share = a[2] / (a[2] - b[2]);
        crossings.push(a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]));
      }
      // Two crossings are a segment, four (a saddle) two.
      segments.push(...crossings);
    }
  }
  return segments;
}

/** Strokes a level in the present line style. */
export function strokeContour({ context }: Stage, plane: Plane, surface: Surface, level: number): void {
  const segments = traceContour(surface, level);
  context.beginPath();
  for (let at = 0; at < segments.length; at += 4) {
    context.moveTo(plane.toX(segments[at]!), plane.toY(segments[at + 1]!));
    context.lineTo(plane.toX(segments[at + 2]!), plane.toY(segments[at + 3]!));
  }
  context.stroke();
}
