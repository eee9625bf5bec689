import { say } from '../../../../src-shared/language/say';
import { at as elementAt } from '../../../../src-shared/present';
import type { FigureHeading } from '../../../text/figure-heading';
import type { Surface } from '../../../../src-shared/run/live/frames';
import type { Figure, FigureTable } from '../../figure/figure';
import { apart, gridRows } from '../../figure/tables';
import { pointLegend, type DataPoint } from './data-points';
import { type HeatInput, drawHeat, heatPlane } from './heat-picture';
import { solidDrawing, type Solid } from './solid-figure';

/** A network's output over the plane of two features, as a map with the points that are marked on it. */
export function surfaceFigure(heading: FigureHeading, map: Omit<HeatInput, 'compact'>): Figure {
  const input = { ...map, compact: false };
  const { surface, features, points, queryPoints, data = [] } = input;
  return {
    ...heading,
    legend: pointLegend(data),
    draw: (stage) => {
      drawHeat(stage, heatPlane(stage, input), input, document.createElement('canvas'));
    },
    table: () => {
      const { columns, rows } = surfaceTable(surface, features);
      return {
        columns,
        rows: [
          ...rows,
          ...points.map(({ x1, x2, target }) => ['point', x1, x2, target]),
          ...data.map(dataRow),
          ...queryPoints.map(({ x1, x2, text }) => ['asked', x1, x2, text]),
        ],
      };
    },
  };
}

/** A surface as a solid with rows of data, seen from a camera, as a figure. */
export function solidFigure(heading: FigureHeading, solid: Solid): Figure {
  const [first, second] = solid.titles;
  const table = (): FigureTable => {
    const { columns, rows } = surfaceTable(solid.surface, [first, second]);
    return { columns, rows: [...rows, ...solid.points.map(dataRow)] };
  };
  return { ...heading, legend: pointLegend(solid.points), ...solidDrawing(solid), table };
}

function dataRow({ x1, x2, isTraining }: DataPoint): [string, number, number, null] {
  return [isTraining ? say('training row') : say('validation row'), x1, x2, null];
}

function surfaceTable(surface: Surface, features: readonly [string, string]): FigureTable {
  return {
    columns: ['drawn', ...apart(features, ['drawn', 'output']), 'output'],
    rows: gridRows(surface, (at) => elementAt(surface.values, at)).map((row) => ['output', ...row]),
  };
}
