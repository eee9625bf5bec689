import { say } from '../../../src-shared/language/say';
import { at } from '../../../src-shared/present';
import type { FigureHeading } from '../../text/figure-heading';
import type { ScatterAnswer, View, CorrelationAnswer } from '../../../src-shared/dataset/explore';
import type { Stage } from '../stage/stage';
import type { Plane } from '../stage/plane';
import { densityColour } from '../scales/sequence-colour';
import { formatCount } from '../../text/format';
import { scaleLegend } from '../figure/legends';
import { scatterPlane, drawScatterPoints, drawScatter, scatterImage } from './scatter-picture';
import { axisBox } from '../scales/axis-box';
import type { Figure, FigureTable } from '../figure/figure';
import { formatOn, formatTime } from '../scales/axis-ticks';
import { apart } from '../figure/tables';
import { drawMatrix } from '../figure/matrix-picture';
import { correlationColours, correlationText } from './correlation-cells';
import { toCss } from '../stage/colour';

/**
 * The part of a scatter that is in view: points as marks, cells as pixels.
 * @param highlight a class that is brought forward; null: all alike
 * @param over draws what lies over the points
 */
export function scatterFigure(
  heading: FigureHeading,
  {
    answer,
    view,
    highlight,
  }: { readonly answer: ScatterAnswer; readonly view: View; readonly highlight: number | null },
  over: (stage: Stage, plane: Plane) => void = () => undefined,
): Figure {
  const { colour, drawn, y } = answer;
  const density =
    drawn.how === 'binned' && colour === null
      ? [
          {
            label: say('points in a cell, on a logarithmic scale'),
            colour: 'var(--text-2)',
            scale: { at: densityColour, from: '1', to: formatCount(drawn.most) },
          },
        ]
      : [];
  return {
    ...heading,
    legend: colour === null ? density : scaleLegend(colour),
    draw: (stage) => {
      const plane = scatterPlane(axisBox(stage.width, stage.height, y.type), view);
      if (drawn.how === 'points') drawScatterPoints(stage, plane, answer, drawn, highlight);
      else drawScatter(stage, plane, scatterImage(answer, plane.box, stage, highlight, null));
      over(stage, plane);
    },
    table: () => (drawn.how === 'points' ? pointTable(answer, view) : cellTable(answer, view)),
  };
}

function pointTable({ x, y, colour, drawn }: ScatterAnswer, view: View): FigureTable {
  if (drawn.how !== 'points') return { columns: [], rows: [] };
  const write = (axis: ScatterAnswer['x'], value: number): string | number =>
    axis.type === 'number' ? value : formatOn(axis, value);
  const coloured = (value: number): string | number | null => {
    if (colour === null || Number.isNaN(value)) return null;
    if (colour.kind === 'classes') return colour.classes.find((one) => one.class === value)?.label ?? null;
    return colour.type === 'date' ? formatTime(value) : value;
  };
  const rows: (string | number | null)[][] = [];
  for (let i = 0; i < drawn.x.length; i++) {
    const [px, py] = [at(drawn.x, i), at(drawn.y, i)];
    if (px < view.x[0] || px > view.x[1] || py < view.y[0] || py > view.y[1]) continue;
    rows.push([
      at(drawn.row, i),
      write(x, px),
      write(y, py),
      ...(colour === null ? [] : [coloured(at(drawn.colour, i))]),
    ]);
  }
  const names = [x.name, y.name, ...(colour === null ? [] : [colour.name])];
  return { columns: ['row', ...apart(names, ['row'])], rows };
}

/** Cells with points in them, by their edges. */
function cellTable({ x, y, colour, drawn, window }: ScatterAnswer, view: View): FigureTable {
  if (drawn.how !== 'binned') return { columns: [], rows: [] };
  const width = (window.x[1] - window.x[0]) / drawn.columns;
  const height = (window.y[1] - window.y[0]) / drawn.rows;
  const rows: (string | number | null)[][] = [];
  for (let row = 0; row < drawn.rows; row++) {
    const low = window.y[0] + row * height;
    if (low + height < view.y[0] || low > view.y[1]) continue;
    for (let column = 0; column < drawn.columns; column++) {
      const cell = row * drawn.columns + column;
      const left = window.x[0] + column * width;
      if (drawn.counts[cell] === 0 || left + width < view.x[0] || left > view.x[1]) continue;
      const more =
        colour === null
          ? []
          : colour.kind === 'classes'
            ? [colour.classes.find((one) => one.class === drawn.majority[cell])?.label ?? null]
            : [drawn.means[cell] ?? null];
      rows.push([left, left + width, low, low + height, at(drawn.counts, cell), ...more]);
    }
  }
  const ends = (name: string): string[] => [say('{name} from', { name }), `${name} to`];
  const what =
    colour === null ? [] : [colour.kind === 'classes' ? say('most frequent class') : say('mean colour')];
  const added = ['points', ...what];
  return { columns: [...apart([...ends(x.name), ...ends(y.name)], added), ...added], rows };
}

/** Figure of the correlation matrix: one cell for each pair of columns. */
export function correlationFigure(heading: FigureHeading, answer: CorrelationAnswer): Figure {
  const { columns, values, pairs } = answer;
  const count = columns.length;
  return {
    ...heading,
    legend: [],
    draw: (stage) => {
      drawMatrix(stage, {
        rows: columns,
        columns,
        titles: null,
        cell: (row, column) => {
          const value = values[row * count + column] ?? NaN;
          const { back, ink } = correlationColours(stage.tokens, value);
          return { back: toCss(back), ink, text: correlationText(value), note: null };
        },
      });
    },
    table: () => ({
      columns: ['row', 'column', answer.method, 'rows'],
      rows: columns.flatMap((row, r) =>
        columns.map((column, c) => [
          row,
          column,
          Number.isNaN(at(values, r * count + c)) ? null : at(values, r * count + c),
          pairs[r * count + c] ?? null,
        ]),
      ),
    }),
  };
}
