import type { ClassCurve } from '../../../src-shared/run/evaluation/evaluation';
import type { PointSample } from '../../../src-shared/run/live/frames';
import { formatShare } from '../../text/format';
import { cssOf, mix, parseColour } from '../stage/colour';
import type { DecisionBins } from '../svm/decision-bins';
import { drawDecisions } from '../svm/decision-picture';
import { shareOf, type ConfusionView } from '../evaluation/confusion-view';
import { indexAt, linePointsOf, type CurveKind } from '../evaluation/curve-points';
import { drawRates, type RatePicture } from '../evaluation/rate-picture';
import { drawMatrix } from './matrix-picture';
import { drawScores, scorePlane, type ScoreInput } from '../kmeans/score-picture';
import type { Figure, FigureWords } from './figure';
import { classLegend } from './legends';

/** ROC or precision-recall curves, with what chance gives and where the threshold stands. */
export function rateFigure(
  words: FigureWords,
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
    ...words,
    legend: [
      ...picture.lines.map(({ label, colour, dash }) => ({
        label: `class ${label}`,
        colour,
        dashed: dash.length > 0,
      })),
      ...(picture.reference.length === 0 ? [] : [{ label: 'chance', colour: 'var(--text-3)', dashed: true }]),
    ],
    draw: (stage) => {
      drawRates(stage, picture);
    },
    table: () => ({
      columns: ['class', 'threshold', titles.x, titles.y],
      rows: [
        ...curves.flatMap((curve) =>
          linePointsOf(kind, curve).map(({ x, y, threshold: at }) => [
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
                'threshold chosen',
                curves[0].thresholds[indexAt(curves[0], threshold ?? NaN)] ?? threshold,
                picture.mark.x,
                picture.mark.y,
              ],
            ]),
      ],
    }),
  };
}

/** How strong the colour of a whole row is: writing reads on it in both themes. */
const STRONGEST = 0.34;

/**
 * True classes by predicted ones.
 * @param write how a count is written
 */
export function confusionFigure(
  words: FigureWords,
  view: ConfusionView,
  write: (count: number) => string,
): Figure {
  const { labels, counts } = view;
  const size = labels.length;
  return {
    ...words,
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
          const share = shareOf(view, row, column);
          return {
            back: cssOf(mix(empty, full, STRONGEST * share)),
            ink: tokens.text,
            text: write(counts[row * size + column] ?? 0),
            note: formatShare(share),
            isFramed: row === column,
          };
        },
      });
    },
    table: () => ({
      columns: ['true', 'predicted', 'count', 'share of the true class'],
      rows: labels.flatMap((truth, r) =>
        labels.map((said, c) => [truth, said, counts[r * size + c] ?? 0, shareOf(view, r, c)]),
      ),
    }),
  };
}

/** Decision values by class. */
export function decisionFigure(words: FigureWords, bins: DecisionBins, sample: PointSample): Figure {
  const step = (bins.high - bins.low) / bins.counts.length;
  return {
    ...words,
    legend: classLegend(sample),
    draw: (stage) => {
      drawDecisions(stage, bins, sample);
    },
    table: () => ({
      columns: ['logit from', 'logit to', ...sample.classes.map((name) => `class ${name}`)],
      rows: bins.counts.map((counts, i) => [bins.low + i * step, bins.low + (i + 1) * step, ...counts]),
    }),
  };
}

/**
 * A score over k.
 * @param name of the score; the input's title is what stands at its axis
 */
export function scoreFigure(words: FigureWords, name: string, input: ScoreInput): Figure {
  const { ks, values } = input;
  return {
    ...words,
    legend: [],
    draw: (stage) => {
      drawScores(stage, scorePlane(stage, input), input);
    },
    table: () => ({ columns: ['k', name], rows: ks.map((k, i) => [k, values[i] ?? null]) }),
  };
}
