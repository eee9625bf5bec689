import { drawCurvesStroked, drawnTable, type CurvesInput, type CurvesPlane } from '../curves/draw-curves';
import type { Stage } from '../stage';
import { tokenColour } from '../theme';
import type { Figure } from './figure';
import type { FigureWords } from './picture-figures';

/**
 * Curves as they are drawn now.
 * @param pixels how wide they are on the screen: the points that are told apart there are its values
 * @param over draws what lies over them
 */
export function curvesFigure(
  words: FigureWords,
  input: CurvesInput,
  pixels: number,
  over: (stage: Stage, plane: CurvesPlane) => void = () => undefined,
): Figure {
  const drawn = { ...input, hovered: null };
  return {
    ...words,
    legend: input.curves.map(({ label, colour, dashed }) => ({ label, colour, dashed })),
    draw: (stage) => {
      const curves = input.curves.map((curve) => ({
        ...curve,
        colour: tokenColour(stage.tokens, curve.colour),
      }));
      over(stage, drawCurvesStroked(stage, { ...drawn, curves }));
    },
    table: () => drawnTable(drawn, pixels),
  };
}
