import type { Figure } from '../figure/figure';
import type { Stage } from '../stage/stage';
import { type DrawnColumn, shownBars, histogramBox, drawHistogram } from './histogram-picture';
import { TICK_FONT_PX, clipText } from '../stage/plane';
import type { FigureHeading } from '../../text/figure-heading';
import type { ClassCount } from '../../../src-shared/dataset/explore';
import { countLegend } from '../figure/legends';
import { apart } from '../figure/tables';
import { formatTime } from '../scales/axis-ticks';

const TITLE = 18;

/** The stage without the lines that hold titles, until the context is restored. */
function below(stage: Stage): Stage {
  stage.context.save();
  stage.context.translate(0, TITLE);
  return { ...stage, height: Math.max(20, stage.height - 2 * TITLE) };
}

/** On the screen the name stands over the bars. */
function nameAxes({ context, width, height, tokens }: Stage, { name, shape }: DrawnColumn): void {
  context.font = `${TICK_FONT_PX}px ${tokens.fontUi}`;
  context.fillStyle = tokens.text2;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillText(clipText(context, shape === 'bars' ? name : 'rows', width / 2), 8, TITLE / 2);
  context.textAlign = 'center';
  context.fillText(
    clipText(context, shape === 'bars' ? 'rows' : name, width * 0.8),
    width / 2,
    height - TITLE / 2,
  );
}

/** Figure of a column’s histogram, or of a bar for each of its categories. */
export function histogramFigure(
  heading: FigureHeading,
  column: DrawnColumn,
  classes: readonly ClassCount[],
): Figure {
  const bars = shownBars(column, histogramBox(column, 800, 100_000, false));
  return {
    ...heading,
    legend: countLegend(classes),
    draw: (stage) => {
      drawHistogram(below(stage), column, classes, { compact: false, hover: null });
      stage.context.restore();
      nameAxes(stage, column);
    },
    table: () => {
      const own = apart(
        classes.map(({ label }) => label),
        ['value', 'from', 'to', 'rows'],
      );
      const size = column.shape === 'bins' ? (column.high - column.low) / column.counts.length : 0;
      const ends = (i: number): (string | number)[] => {
        if (column.shape === 'bars') return [];
        const [from, to] = [column.low + i * size, column.low + (i + 1) * size];
        return column.type === 'date' ? [formatTime(from), formatTime(to)] : [from, to];
      };
      return {
        columns: [...(column.shape === 'bars' ? ['value'] : ['from', 'to']), 'rows', ...own],
        rows: bars.map(({ label, count, parts }, i) => [
          ...(column.shape === 'bars' ? [label] : ends(i)),
          count,
          ...parts,
        ]),
      };
    },
  };
}
