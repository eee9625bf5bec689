import type { Figure } from '../figure/figure';
import type { FigureHeading } from '../../text/figure-heading';
import { type PointsInput, drawSample, pointsPlane } from './points-picture';
import { scaleLegend } from '../figure/legends';
import { apart, pointRows } from '../figure/tables';

/** Points before any model. */
export function pointsFigure(heading: FigureHeading, input: PointsInput): Figure {
  const { sample, colours } = input;
  const target = sample.target ?? 'target';
  // Where the target is an axis, it is a feature already.
  const hasTarget = sample.target !== null && !sample.features.includes(target);
  return {
    ...heading,
    legend: colours === null ? [] : scaleLegend(colours.scale),
    draw: (stage) => {
      drawSample(stage, pointsPlane(stage, input), input);
    },
    table: () => {
      const names = apart(sample.features, ['drawn', ...(hasTarget ? [target] : [])]);
      return {
        columns: ['drawn', ...names, ...(hasTarget ? [target] : [])],
        rows: pointRows(sample, (row) => {
          const value = sample.targets[row];
          if (!hasTarget) return [];
          if (value === undefined || Number.isNaN(value)) return [null];
          return [sample.classes.length > 0 ? (sample.classes[value] ?? null) : value];
        }),
      };
    },
  };
}
