import { say } from '../../../../src-shared/language/say';
import { at } from '../../../../src-shared/present';
import { metricLabel } from '../../../../src-shared/run/figures/metric-labels';
import type { Figure } from '../../../charts/figure/figure';
import { drawScores, type ScoresInput } from '../../../charts/parameters/scores-picture';

/** What the table of a figure has beside the scores. */
interface FigureColumns {
  /** null: there is no score of validation rows. */
  readonly metric: string | null;
  readonly trainMetric: string;
  /** Over the first column. */
  readonly head: string;
  /** Of the first column, one a point. */
  readonly values: readonly (number | string)[];
}

/** Training and validation score over an axis as a picture to save, with its numbers as a table. */
export function scoresFigure(
  heading: Pick<Figure, 'name' | 'title' | 'caption'>,
  input: ScoresInput,
  { metric, trainMetric, head, values }: FigureColumns,
): Figure {
  const metrics = [...(metric === null ? [] : [metric]), trainMetric];
  return {
    ...heading,
    legend: [
      ...(metric === null ? [] : [{ label: metricLabel(metric), colour: 'var(--run-1)' }]),
      { label: metricLabel(trainMetric), colour: 'var(--run-2)', dashed: true },
    ],
    draw: (stage) => {
      drawScores(stage, input);
    },
    table: () => ({
      columns: [head, ...metrics.flatMap((one) => [metricLabel(one), say('standard deviation')])],
      rows: input.points.map(({ train, validation }, i) => [
        at(values, i),
        ...(metric === null ? [] : [validation?.mean ?? null, validation?.sd ?? null]),
        train.mean,
        train.sd,
      ]),
    }),
  };
}
