import type { Interval, View } from '../../../src-shared/dataset/explore';
import { arrowDirection } from './keys';
import type { Pixel } from './pixel';

/** Point as shares of a view: 0 at its left and lower edge, 1 at the others. */
export interface ViewShare {
  readonly x: number;
  readonly y: number;
}

/** The rectangle that shows a view, in CSS pixels. */
interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The share of a view that a pixel is at; outside of the frame it is below 0 or above 1. */
export function shareAt({ left, top, width, height }: Frame, { x, y }: Pixel): ViewShare {
  return { x: (x - left) / width, y: 1 - (y - top) / height };
}

/** The nearest share that lies inside the view. */
export function clampShare({ x, y }: ViewShare): ViewShare {
  return { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) };
}

/** Closer in than this share of the values themselves, neighbouring doubles come apart. */
const CLOSEST = 1e-9;
/** Further out than this many times all points there is nothing to see. */
const FARTHEST = 20;

/** The view moved by shares of its spans: 1 to the right is one whole view further. */
export function panned({ x, y }: View, by: ViewShare): View {
  return { x: shifted(x, by.x), y: shifted(y, by.y) };
}

function shifted([low, high]: Interval, share: number): Interval {
  const by = (high - low) * share;
  return [low + by, high + by];
}

/**
 * The view scaled about a point that stays where it is, within what can be seen and drawn.
 * @param factor of the spans: 0.5 shows half as much
 * @param extent of all points; null without any
 */
export function zoomed(view: View, factor: number, at: ViewShare, extent: View | null): View {
  return {
    x: scaled(view.x, factor, at.x, extent?.x ?? null),
    y: scaled(view.y, factor, at.y, extent?.y ?? null),
  };
}

function scaled([low, high]: Interval, factor: number, at: number, extent: Interval | null): Interval {
  const span = high - low;
  const smallest = CLOSEST * Math.max(Math.abs(low), Math.abs(high), Number.MIN_VALUE / CLOSEST);
  const own = extent === null ? span : extent[1] - extent[0];
  const largest = Math.max(span, FARTHEST * own);
  const length = Math.min(largest, Math.max(Math.min(span, smallest), span * factor));
  const fixed = low + at * span;
  return [fixed - at * length, fixed + (1 - at) * length];
}

/** Part of a view between two points; null where it is too small to have been meant. */
export function boxed(view: View, from: ViewShare, to: ViewShare, smallest: ViewShare): View | null {
  if (Math.abs(to.x - from.x) < smallest.x || Math.abs(to.y - from.y) < smallest.y) return null;
  const part = ([low, high]: Interval, a: number, b: number): Interval => [
    low + Math.min(a, b) * (high - low),
    low + Math.max(a, b) * (high - low),
  ];
  return { x: part(view.x, from.x, to.x), y: part(view.y, from.y, to.y) };
}

/** View after a key: arrows move it by a tenth, with Shift by a half; + and − zoom. Other keys: null. */
export function viewAfterKey(
  view: View,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  extent: View | null,
): View | null {
  const by = shiftKey ? 0.5 : 0.1;
  const arrow = arrowDirection(key);
  if (arrow !== null) return panned(view, { x: by * arrow.x, y: by * arrow.y });
  const middle = { x: 0.5, y: 0.5 };
  if (key === '+' || key === '=') return zoomed(view, 1 / ZOOM_STEP, middle, extent);
  if (key === '-' || key === '_') return zoomed(view, ZOOM_STEP, middle, extent);
  return null;
}

/** Factor of a zoom by key or button. */
export const ZOOM_STEP = 1.5;

/**
 * Zoom factor of a turn of the wheel.
 * @param delta pixels as the browser says, positive towards the person
 */
export function wheelFactor(delta: number): number {
  return Math.exp(Math.max(-120, Math.min(120, delta)) * 0.003);
}
