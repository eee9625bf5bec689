import { withAlpha } from './colour';
import type { MarkShape } from './mark-style';

/** Adds a shape's outline around (x, y) to the context's path; all shapes weigh about the same. */
export function markPath(
  context: CanvasRenderingContext2D,
  shape: MarkShape,
  x: number,
  y: number,
  radius: number,
): void {
  switch (shape) {
    case 'circle':
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
      return;
    case 'square': {
      const half = radius * 0.88;
      context.rect(x - half, y - half, 2 * half, 2 * half);
      return;
    }
    case 'triangle':
      polygon(context, x, y, radius * 1.25, 3, -Math.PI / 2);
      return;
    case 'down':
      polygon(context, x, y, radius * 1.25, 3, Math.PI / 2);
      return;
    case 'diamond':
      polygon(context, x, y, radius * 1.25, 4, 0);
      return;
    case 'star':
      polygon(context, x, y, radius * 1.2, 5, -Math.PI / 2);
      return;
    case 'plus':
    case 'cross':
      cross(context, x, y, radius * 1.15, shape === 'cross' ? Math.PI / 4 : 0);
      return;
  }
}

function polygon(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  corners: number,
  turn: number,
): void {
  for (let i = 0; i < corners; i++) {
    const angle = turn + (2 * Math.PI * i) / corners;
    if (i === 0) context.moveTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    else context.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  }
  context.closePath();
}

/** A cross with arms, twelve corners. */
function cross(context: CanvasRenderingContext2D, x: number, y: number, radius: number, turn: number): void {
  const arm = radius * 0.36;
  const corners = [
    [arm, radius],
    [arm, arm],
    [radius, arm],
    [radius, -arm],
    [arm, -arm],
    [arm, -radius],
    [-arm, -radius],
    [-arm, -arm],
    [-radius, -arm],
    [-radius, arm],
    [-arm, arm],
    [-arm, radius],
  ] as const;
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  corners.forEach(([dx, dy], i) => {
    const px = x + dx * cos - dy * sin;
    const py = y + dx * sin + dy * cos;
    if (i === 0) context.moveTo(px, py);
    else context.lineTo(px, py);
  });
  context.closePath();
}

/** A mark drawn once, to be stamped many times: thousands of points a frame stay cheap. */
export interface Stamp {
  readonly image: HTMLCanvasElement;
  /** Half of its side in CSS pixels. */
  readonly half: number;
  /** Draws it around a point: for files that have no pixels. */
  readonly paint: (context: CanvasRenderingContext2D, x: number, y: number) => void;
}

/** A context that writes vectors; it keeps a mark once. */
interface VectorContext {
  stamp(mark: object, paint: (context: CanvasRenderingContext2D) => void, x: number, y: number): void;
}

const stamps = new Map<string, Stamp>();

/** The stamp of a mark; kept, because the same few are needed in every frame. */
export function findStamp(style: {
  readonly shape: MarkShape;
  readonly colour: string;
  readonly alpha: number;
  readonly radius: number;
  readonly ratio: number;
  /** Outlined, not filled. */
  readonly isHollow?: boolean;
}): Stamp {
  const { isHollow = false } = style;
  const key = `${style.shape}|${style.colour}|${style.alpha}|${style.radius}|${style.ratio}|${isHollow}`;
  const known = stamps.get(key);
  if (known !== undefined) return known;
  const half = Math.ceil(style.radius * 1.4) + 1;
  const image = document.createElement('canvas');
  image.width = image.height = Math.ceil(2 * half * style.ratio);
  const paint = (context: CanvasRenderingContext2D, x: number, y: number): void => {
    context.fillStyle = context.strokeStyle = withAlpha(style.colour, style.alpha);
    context.beginPath();
    markPath(context, style.shape, x, y, isHollow ? style.radius - 0.5 : style.radius);
    if (!isHollow) context.fill();
    else {
      context.lineWidth = 1.5;
      context.stroke();
    }
  };
  const context = image.getContext('2d');
  if (context !== null) {
    context.scale(style.ratio, style.ratio);
    paint(context, half, half);
  }
  if (stamps.size > 200) stamps.clear();
  const stamp = { image, half, paint };
  stamps.set(key, stamp);
  return stamp;
}

export function drawStamp(
  context: CanvasRenderingContext2D | (CanvasRenderingContext2D & VectorContext),
  stamp: Stamp,
  x: number,
  y: number,
): void {
  const { image, half, paint } = stamp;
  if ('stamp' in context) {
    context.stamp(
      stamp,
      (once) => {
        paint(once, 0, 0);
      },
      x,
      y,
    );
    return;
  }
  context.drawImage(image, x - half, y - half, 2 * half, 2 * half);
}
