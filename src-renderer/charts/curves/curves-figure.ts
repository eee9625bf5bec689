import { CurvesDrawing, drawnTable, type CurvesInput } from './draw-curves';
import type { Figure } from '../figure/figure';
import type { FigureWords } from '../../text/figure-words';

/**
 * Curves as they are drawn now, with no run in front and the title of y, which in the window the card has.
 * @param pixels how wide they are on the screen: the points that are told apart there are its values
 */
export function curvesFigure(words: FigureWords, input: CurvesInput, pixels: number): Figure {
  const drawn = { ...input, hovered: null, namesY: true };
  return {
    ...words,
    legend: input.curves.map(({ label, colour, dashed }) => ({ label, colour, dashed })),
    draw: (stage) => {
      const drawing = new CurvesDrawing();
      drawing.draw(stage, drawn);
      drawing.destroy();
    },
    table: () => drawnTable(drawn, pixels),
  };
}
