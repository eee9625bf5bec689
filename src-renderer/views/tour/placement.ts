/** A rectangle of the window, in its pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const GAP = 14;
const EDGE = 12;

/**
 * Where a card stands so that it does not cover what it speaks of: to its right, its left, below or above
 * it, where there is room; else in the lower right corner of the window. In the middle without a target.
 */
export function placeCard(target: Box | null, card: Size, view: Size): { left: number; top: number } {
  const within = (value: number, size: number, all: number): number =>
    Math.max(EDGE, Math.min(value, all - size - EDGE));
  const at = (left: number, top: number): { left: number; top: number } => ({
    left: Math.round(within(left, card.width, view.width)),
    top: Math.round(within(top, card.height, view.height)),
  });
  if (target === null) return at((view.width - card.width) / 2, (view.height - card.height) / 2);
  const right = target.left + target.width;
  const bottom = target.top + target.height;
  const middle = target.top + (target.height - card.height) / 2;
  const centre = target.left + (target.width - card.width) / 2;
  if (right + GAP + card.width + EDGE <= view.width) return at(right + GAP, middle);
  if (target.left - GAP - card.width >= EDGE) return at(target.left - GAP - card.width, middle);
  if (bottom + GAP + card.height + EDGE <= view.height) return at(centre, bottom + GAP);
  if (target.top - GAP - card.height >= EDGE) return at(centre, target.top - GAP - card.height);
  return at(view.width, view.height);
}
