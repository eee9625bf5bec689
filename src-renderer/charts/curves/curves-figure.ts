import { CurvesDrawing, drawnTable, type CurvesInput } from './draw-curves';
import type { Figure } from '../figure/figure';
import type { FigureHeading } from '../../text/figure-heading';

/**
 * Curves as they are drawn now, with no run in front and the title of y, which in the window the card has.
 * @param pixels how wide they are on the screen: the points that are told apart there are its values
 */
export function curvesFigure(heading: FigureHeading, input: CurvesInput, pixels: number): Figure {
  const drawn = { ...input, hovered: null, namesY: true };
  return {
    ...heading,
    legend: input.curves.map(({ label, colour, dashed }) => ({ label, colour, dashed })),
    draw: (stage) => {
      const drawing = new CurvesDrawing();
      drawing.draw(stage, drawn);
      drawing.destroy();
    },
    table: () => drawnTable(drawn, pixels),
  };
}
