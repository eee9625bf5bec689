import { say } from '../../../src-shared/language/say';
import { at as elementAt } from '../../../src-shared/present';
import type { FigureHeading } from '../../text/figure-heading';
import type { ClassRegions } from '../../../src-shared/run/live/frames';
import type { Figure } from '../figure/figure';
import { scaleLegend } from '../figure/legends';
import { apart, gridRows, pointRows } from '../figure/tables';
import { type CurveInput, curveParts, drawCurve, curvePlane, rowOnCurve } from './curve-picture';
import { pointLegend } from './surface/data-points';
import { type RegionInput, drawRegions, regionPlane } from './region-picture';

/** The likeliest class over the plane of two features, with the points. */
export function regionFigure(
  heading: FigureHeading,
  map: Omit<RegionInput, 'compact'> & {
    /** Classes of the target, by their index. */
    readonly classes: readonly (number | string)[];
  },
): Figure {
  const { classes, ...shown } = map;
  const input = { ...shown, compact: false };
  const { regions, features, sample, parts, colours, queryPoints } = input;
  const named = (index: number): string | number => classes[index] ?? index;
  return {
    ...heading,
    legend: [
      ...(colours === null ? [] : scaleLegend(colours.scale)),
      ...(sample === null ? [] : pointLegend(parts)),
    ],
    draw: (stage) => {
      drawRegions(stage, regionPlane(stage, input), input, document.createElement('canvas'));
    },
    table: () => ({
      columns: ['drawn', ...apart(features, ['drawn', 'class', 'probability']), 'class', 'probability'],
      rows: [
        ...regionRows(regions).map(([x1, x2, label, probability]) => [
          'class',
          x1,
          x2,
          named(label),
          probability,
        ]),
        ...pointRows(sample, (row) => {
          const target = sample?.targets[row];
          return [target === undefined || Number.isNaN(target) ? null : named(target), null];
        }),
        ...queryPoints.map(({ x1, x2, text }) => ['asked', x1, x2, text, null]),
      ],
    }),
  };
}

function regionRows(regions: ClassRegions): [number, number, number, number][] {
  return gridRows(regions, (at) => at).map(([x1, x2, at]) => [
    x1,
    x2,
    elementAt(regions.labels, at),
    elementAt(regions.probabilities, at),
  ]);
}

/** A network's output over its one feature, with the points that it is fitted to. */
export function fitFigure(heading: FigureHeading, fit: Omit<CurveInput, 'compact'>): Figure {
  const { curve, titles, sample, queryPoints } = fit;
  const input = { ...fit, compact: false };
  return {
    ...heading,
    legend: [
      { label: say('output'), colour: 'var(--text)' },
      ...(sample === null
        ? []
        : pointLegend(curveParts(sample, fit.trainRows)).map((entry) => ({
            ...entry,
            colour: 'var(--run-1)',
          }))),
    ],
    draw: (stage) => {
      drawCurve(stage, curvePlane(stage, input), input);
    },
    table: () => ({
      columns: ['drawn', ...apart([titles.x], ['drawn', 'value']), 'value'],
      rows: [
        ...Array.from(curve.x, (x, i) => ['output', x, elementAt(curve.values, i)] as const),
        ...(sample === null
          ? []
          : Array.from({ length: sample.count }, (_, row) => ['point', ...rowOnCurve(sample, row)] as const)),
        ...queryPoints.map(({ x, y }) => ['asked', x, y] as const),
      ],
    }),
  };
}
