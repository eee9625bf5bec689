import { say } from '../../../src-shared/language/say';
import type { Figure } from '../figure/figure';
import type { FigureHeading } from '../../text/figure-heading';
import { AxesChart } from '../lines/axes-chart';
import { type RatePicture, drawRates } from './rate-picture';
import { type CurveKind, computeLinePoints, indexAt } from './curve-points';
import type { ClassCurve } from '../../../src-shared/run/evaluation/evaluation';
import { type ConfusionView, computeShare } from './confusion-view';
import { mix, parseColour, toCss } from '../stage/colour';
import { drawMatrix } from '../figure/matrix-picture';
import { formatShare } from '../../text/format';

/** ROC or precision-recall curves, with what chance gives and where the threshold stands. */
export function rateFigure(
  heading: FigureHeading,
  picture: RatePicture,
  {
    kind,
    curves,
    classes,
    threshold,
  }: {
    readonly kind: CurveKind;
    readonly curves: readonly ClassCurve[];
    readonly classes: readonly (number | string)[];
    readonly threshold: number | null;
  },
): Figure {
  const { titles } = picture;
  return {
    ...heading,
    legend: [
      ...picture.lines.map(({ label, colour, dash }) => ({
        label: say('class {label}', { label }),
        colour,
        dashed: dash.length > 0,
      })),
      ...(picture.reference.length === 0
        ? []
        : [{ label: say('chance'), colour: 'var(--text-3)', dashed: true }]),
    ],
    draw: (stage) => {
      const axes = new AxesChart();
      drawRates(stage, picture, axes);
      axes.destroy();
    },
    table: () => ({
      columns: ['class', 'threshold', titles.x, titles.y],
      rows: [
        ...curves.flatMap((curve) =>
          computeLinePoints(kind, curve).map(({ x, y, threshold: at }) => [
            String(classes[curve.class]),
            at,
            x,
            y,
          ]),
        ),
        ...picture.reference.map(({ x, y }) => ['chance', null, x, y]),
        ...(picture.mark === null || curves[0] === undefined
          ? []
          : [
              [
                say('threshold chosen'),
                curves[0].thresholds[indexAt(curves[0], threshold ?? NaN)] ?? threshold,
                picture.mark.x,
                picture.mark.y,
              ],
            ]),
      ],
    }),
  };
}

/** Opacity, from 0 to 1, of a cell that holds its whole row: text stays readable on it in both themes. */
const STRONGEST = 0.34;

/**
 * True classes by predicted ones.
 * @param write how a count is written
 */
export function confusionFigure(
  heading: FigureHeading,
  view: ConfusionView,
  write: (count: number) => string,
): Figure {
  const { labels, counts } = view;
  const size = labels.length;
  return {
    ...heading,
    legend: [],
    draw: (stage) => {
      const { tokens } = stage;
      const empty = mix(parseColour(tokens.surface), parseColour(tokens.text3), 0.06);
      const full = parseColour(tokens.palette[0] ?? tokens.accent);
      drawMatrix(stage, {
        rows: labels,
        columns: labels,
        titles: { rows: 'true', columns: 'predicted' },
        cell: (row, column) => {
          const share = computeShare(view, row, column);
          return {
            back: toCss(mix(empty, full, STRONGEST * share)),
            ink: tokens.text,
            text: write(counts[row * size + column] ?? 0),
            note: formatShare(share),
            isFramed: row === column,
          };
        },
      });
    },
    table: () => ({
      columns: ['true', 'predicted', 'count', say('share of the true class')],
      rows: labels.flatMap((truth, r) =>
        labels.map((predicted, c) => [truth, predicted, counts[r * size + c] ?? 0, computeShare(view, r, c)]),
      ),
    }),
  };
}
