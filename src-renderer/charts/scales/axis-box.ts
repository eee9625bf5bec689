import type { Axis } from '../../../src-shared/dataset/explore';
import { AXIS_BOTTOM, AXIS_TOP, type Box } from '../stage/plane';

/** Room for the labels of the y axis: fixed, so that nothing jumps while the view is moved. */
const LEFT = { number: 66, date: 84, category: 104 } as const;
const RIGHT = 14;

/** The plane's rectangle in a canvas of that size. */
export function axisBox(width: number, height: number, yType: Axis['type']): Box {
  const left = LEFT[yType];
  return {
    left,
    top: AXIS_TOP,
    width: Math.max(20, width - left - RIGHT),
    height: Math.max(20, height - AXIS_TOP - AXIS_BOTTOM),
  };
}
