/** The least height of a chart that says something; below half of it the charts are folded. */
export const LEAST_PX = 200;
export const MOST_PX = 1200;
/** What an arrow key moves. */
export const STEP_PX = 24;

/** The height for a place that the splitter is moved to: 0 (folded), or one that a chart can be seen at. */
export function atPlace(height: number): number {
  if (height < LEAST_PX / 2) return 0;
  return Math.round(Math.min(MOST_PX, Math.max(LEAST_PX, height)));
}

/** Height of the charts where nobody has moved the splitter, by that of the window. */
export function usualHeight(windowPx: number): number {
  return Math.round(Math.min(660, Math.max(330, windowPx - 380)));
}
