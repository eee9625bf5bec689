import type { Settings } from '../../src-shared/settings';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Placement {
  readonly width: number;
  readonly height: number;
  /** Left out together: the system positions the window. */
  readonly x?: number;
  readonly y?: number;
}

/** Pixels, independent of the display's scale. */
export const MINIMUM_SIZE = { width: 900, height: 600 } as const;
const USUAL_SIZE = { width: 1360, height: 860 } as const;
/** This much of the title bar must lie on a display for the window to be caught with the mouse. */
const REACHABLE = { width: 100, height: 24 } as const;

/** A further window lies a title bar below and beside the one it was opened from. */
const STEP = 28;

/** Where a further window is to open: as large as the one it was opened from, and beside its corner. */
export function beside(window: NonNullable<Settings['window']>): NonNullable<Settings['window']> {
  const { x, y } = window;
  return { ...window, x: x === null ? null : x + STEP, y: y === null ? null : y + STEP };
}

/**
 * Where the window opens: as it was closed, unless the display it stood on is gone or has shrunk.
 * @param workAreas of every display; empty where there is none to ask
 */
export function placeWindow(saved: Settings['window'], workAreas: readonly Rectangle[]): Placement {
  const { width, height } = saved ?? USUAL_SIZE;
  const home =
    saved === null || saved.x === null || saved.y === null
      ? undefined
      : workAreas.find((area) => isReachable(saved.x ?? 0, saved.y ?? 0, area));
  const room = home ?? workAreas[0];
  const size = {
    width: within(width, MINIMUM_SIZE.width, room?.width),
    height: within(height, MINIMUM_SIZE.height, room?.height),
  };
  if (home === undefined || saved?.x == null || saved.y === null) return size;
  return { ...size, x: saved.x, y: saved.y };
}

function isReachable(x: number, y: number, area: Rectangle): boolean {
  const isWithinX = x > area.x - REACHABLE.width && x <= area.x + area.width - REACHABLE.width;
  return isWithinX && y >= area.y && y <= area.y + area.height - REACHABLE.height;
}

function within(value: number, least: number, most = Infinity): number {
  return Math.max(least, Math.min(value, most));
}
