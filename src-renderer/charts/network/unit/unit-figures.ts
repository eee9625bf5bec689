import { say } from '../../../../src-shared/language/say';
import { at as elementAt } from '../../../../src-shared/present';
import { type UnitView, type UnitPoints, drawUnit } from './unit-picture';
import type { FigureHeading } from '../../../text/figure-heading';
import type { Range } from '../../../values/range';
import { AXIS_TOP, AXIS_BOTTOM, leftRoom, drawAxes, createPlane } from '../../stage/plane';
import { gridFigure } from '../../figure/grid-figure';
import type { Figure, LegendEntry, FigureTable } from '../../figure/figure';
import { divergingAt } from '../../stage/colour';
import { formatNumber } from '../../../text/format';
import { apart, gridRows } from '../../figure/tables';

/** Surface of a hidden unit, or of a network's output, with the points over it. */
interface UnitPicture {
  readonly view: Pick<UnitView, 'surface' | 'domain'>;
  readonly features: readonly [string, string];
  /** null: the surface alone. */
  readonly points: UnitPoints | null;
}

/** A unit's output over the plane of two features. */
export function unitFigure(heading: FigureHeading, { view, features, points }: UnitPicture): Figure {
  const { surface, domain } = view;
  return {
    ...heading,
    legend: [outputScale(domain)],
    draw: (stage) => {
      const { context, width, height } = stage;
      const ranges = [surface.x1, surface.x2].map(
        (axis) => [axis[0] ?? 0, axis[axis.length - 1] ?? 1] as const,
      ) as [Range, Range];
      const room = Math.max(20, height - AXIS_TOP - AXIS_BOTTOM);
      const label = leftRoom(stage, ranges[1], room);
      const side = Math.max(20, Math.min(room, width - label - 16));
      const box = { left: label, top: AXIS_TOP, width: side, height: side };
      context.save();
      context.translate(Math.max(0, (width - side) / 2 - label), 0);
      drawAxes({ ...stage, width: label + side }, createPlane(box, ...ranges), {
        x: features[0],
        y: features[1],
      });
      context.translate(box.left, box.top);
      drawUnit({ ...stage, width: side, height: side }, view, points, document.createElement('canvas'));
      context.restore();
    },
    table: () => unitTable({ view, features, points }),
  };
}

/** Surfaces of many runs, small and without axes: each under its own title. */
export function atlasFigure(
  heading: FigureHeading,
  features: readonly [string, string],
  tiles: readonly { readonly title: string; readonly view: Pick<UnitView, 'surface' | 'domain'> }[],
): Figure {
  const [first] = tiles;
  const grid = gridFigure(
    heading,
    tiles.map(({ title, view }) => ({
      ...heading,
      title,
      legend: [],
      draw: (stage) => {
        drawUnit(stage, view, null, document.createElement('canvas'));
      },
      table: () => unitTable({ view, features, points: null }),
    })),
    0.9,
  );
  return { ...grid, legend: first === undefined ? [] : [outputScale(first.view.domain)] };
}

function outputScale([low, high]: Range): LegendEntry {
  return {
    label: say('output'),
    colour: 'var(--text-2)',
    scale: { at: divergingAt, from: formatNumber(low, 3), to: formatNumber(high, 3) },
  };
}

function pointRows({ sample, rows }: UnitPoints): FigureTable['rows'] {
  return Array.from(rows, (row) => [
    'point',
    elementAt(sample.values, 2 * row),
    elementAt(sample.values, 2 * row + 1),
    null,
  ]);
}

function unitTable({ view: { surface }, features, points }: UnitPicture): FigureTable {
  return {
    columns: ['drawn', ...apart(features, ['drawn', 'output']), 'output'],
    rows: [
      ...gridRows(surface, (at) => elementAt(surface.values, at)).map((row) => ['output', ...row]),
      ...(points === null ? [] : pointRows(points)),
    ],
  };
}
