import type { Plane } from '../stage/plane';
import type { Stage } from '../stage/stage';

/** A drawing over two axes: the same on the screen and in a file. */
export interface PlanePicture {
  /** Where the axes lie on a stage of that size. */
  readonly plane: (stage: Stage) => Plane;
  readonly draw: (stage: Stage, plane: Plane) => void;
}

/** The picture of some data, as it is now. */
export function planePicture<Input>(
  input: Input,
  planeOn: (stage: Stage, input: Input) => Plane,
  drawOn: (stage: Stage, plane: Plane, input: Input) => void,
): PlanePicture {
  return {
    plane: (stage) => planeOn(stage, input),
    draw: (stage, plane) => {
      drawOn(stage, plane, input);
    },
  };
}
