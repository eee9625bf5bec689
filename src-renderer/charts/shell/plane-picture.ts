import type { Plane } from '../stage/plane';
import type { Stage } from '../stage/stage';

/** Draws a picture over two axes into all of a stage, and says where the axes lie. */
export type PlanePicture = (stage: Stage) => Plane;

/** The picture of some data, as it is now, from a function that lays out the axes and one that draws. */
export function planePicture<Input, Placed extends Plane>(
  input: Input,
  createPlane: (stage: Stage, input: Input) => Placed,
  draw: (stage: Stage, plane: Placed, input: Input) => void,
): PlanePicture {
  return (stage) => {
    const plane = createPlane(stage, input);
    draw(stage, plane, input);
    return plane;
  };
}
