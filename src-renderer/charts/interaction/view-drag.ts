import type { View } from '../../../src-shared/dataset/explore';
import { boxed, clampShare, panned, type ViewShare } from './view';

/** A pointer that is held down over a view: it moves the view, or marks a box to zoom into. */
export interface ViewDrag {
  readonly mode: 'pan' | 'box';
  readonly from: ViewShare;
  readonly to: ViewShare;
  /** View when the pointer went down. */
  readonly view: View;
}

/** A drag that begins; null where the pointer went down beside the view. */
export function startDrag(mode: ViewDrag['mode'], at: ViewShare, view: View): ViewDrag | null {
  const isInside = at.x >= 0 && at.x <= 1 && at.y >= 0 && at.y <= 1;
  return isInside ? { mode, from: at, to: at, view } : null;
}

/** The drag with the pointer elsewhere; a box ends at the edges of the view. */
export function dragTo(drag: ViewDrag, at: ViewShare): ViewDrag {
  return { ...drag, to: drag.mode === 'box' ? clampShare(at) : at };
}

/** The view that a drag has moved to: what was under the pointer stays under it. */
export function panView({ from, to, view }: ViewDrag): View {
  return panned(view, { x: from.x - to.x, y: from.y - to.y });
}

/**
 * The view that a marked box zooms into; null where it is too small to have been meant.
 * @param smallest sides that are meant
 */
export function boxView({ from, to, view }: ViewDrag, smallest: ViewShare): View | null {
  return boxed(view, from, to, smallest);
}
