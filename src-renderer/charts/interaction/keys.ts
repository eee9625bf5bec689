/** Properties of a keyboard event that are read. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
}

const ARROWS: Readonly<Record<string, { readonly x: -1 | 0 | 1; readonly y: -1 | 0 | 1 }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: 1 },
  ArrowDown: { x: 0, y: -1 },
};

/** The direction of an arrow key, y upwards; null of any other key. */
export function arrowDirection(key: string): { readonly x: -1 | 0 | 1; readonly y: -1 | 0 | 1 } | null {
  return ARROWS[key] ?? null;
}

/**
 * The step that a key leads to along a chart's steps: ← and → walk one, with Shift ten, Home and End
 * go to the ends. Null where the key does not walk, or there are no steps.
 * @param from index of the step that the cursor is at; null: no cursor yet, which is as at the last step
 * @param count of all steps
 */
export function stepAfterKey({ key, shiftKey }: KeyPress, from: number | null, count: number): number | null {
  const last = count - 1;
  if (last < 0) return null;
  const at = from ?? last;
  const by = shiftKey ? 10 : 1;
  const next = { ArrowLeft: at - by, ArrowRight: at + by, Home: 0, End: last }[key];
  return next === undefined ? null : Math.min(last, Math.max(0, next));
}
