import { drawCurvesStroked, drawnTable, type CurvesInput, type CurvesPlane } from './draw-curves';
import { TICK_FONT_PX } from '../stage/plane';
import type { Stage } from '../stage/stage';
import { tokenColour } from '../stage/theme';
import type { Figure } from '../figure/figure';
import type { FigureWords } from '../../text/figure-words';

const Y_TITLE = 16;

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
      const { context, height, tokens } = stage;
      context.font = `${TICK_FONT_PX}px ${tokens.fontUi}`;
      context.fillStyle = tokens.text2;
      context.textAlign = 'left';
      context.textBaseline = 'top';
      // On the screen the card says what y is.
      context.fillText(input.titles.y, 8, 2);
      context.translate(0, Y_TITLE);
      const below = { ...stage, height: height - Y_TITLE };
      over(below, drawCurvesStroked(below, { ...drawn, curves }));
    },
    table: () => drawnTable(drawn, pixels),
  };
}
