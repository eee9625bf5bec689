import { at } from '../../../src-shared/present';
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
    const top = plane.toY(at(x2, i + 1));
    const bottom = plane.toY(at(x2, i));
    const classes = Array.from(values.subarray(i * width, (i + 1) * width), classAt);
    // Runs of one class become one rectangle.
    let from = 0;
    for (let j = 1; j < width; j++) {
      const isLast = j === width - 1;
      if (!isLast && classes[j] === classes[from]) continue;
      const left = plane.toX(at(x1, from));
      context.fillStyle = withAlpha(chooseColour(at(classes, from)), 0.12);
      context.fillRect(left, top, plane.toX(at(x1, j)) - left, bottom - top);
      from = j;
    }
  }
}

/** A point of a surface's grid, with what the surface stands above the level there. */
interface Corner {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** Point [x, y] at which the edge between two corners crosses height 0; empty where it does not. */
function crossing(a: Corner, b: Corner): readonly number[] {
  if (a.height > 0 === b.height > 0) return [];
  const share = a.height / (a.height - b.height);
  return [a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)];
}

/** The segments where a surface crosses a level, x0, y0, x1, y1 each: marching squares. */
export function traceContour({ x1, x2, values }: Surface, level: number): number[] {
  const segments: number[] = [];
  const width = x1.length;
  const corner = (i: number, j: number): Corner => ({
    x: at(x1, j),
    y: at(x2, i),
    height: at(values, i * width + j) - level,
  });
  for (let i = 0; i + 1 < x2.length; i++) {
    for (let j = 0; j + 1 < width; j++) {
      const [a, b, c, d] = [corner(i, j), corner(i, j + 1), corner(i + 1, j + 1), corner(i + 1, j)];
      const crossings = [...crossing(a, b), ...crossing(b, c), ...crossing(c, d), ...crossing(d, a)];
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
  for (let from = 0; from < segments.length; from += 4) {
    context.moveTo(plane.toX(at(segments, from)), plane.toY(at(segments, from + 1)));
    context.lineTo(plane.toX(at(segments, from + 2)), plane.toY(at(segments, from + 3)));
  }
  context.stroke();
}
