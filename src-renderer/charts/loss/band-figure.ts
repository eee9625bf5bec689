import { say } from '../../../src-shared/language/say';
import { at, present } from '../../../src-shared/present';
import { drawBand, type BandInput } from './band-picture';
import type { Figure } from '../figure/figure';
import { AxesChart } from '../lines/axes-chart';
import type { FigureHeading } from '../../text/figure-heading';

/** The traces of a group's runs, with the mean and its band where they have one. */
export function bandFigure(
  heading: FigureHeading,
  { bandLabel, ...input }: BandInput & { /** Name of the band. */ readonly bandLabel: string },
): Figure {
  const { traces, line, lead, traceColour } = input;
  const count = traces.step.length;
  return {
    ...heading,
    // Of a scale of colours the caption tells the ends.
    legend:
      traceColour !== undefined
        ? []
        : [
            { label: say('runs'), colour: 'var(--text-2)' },
            ...(line === null
              ? []
              : [{ label: say('mean, {bandLabel}', { bandLabel }), colour: 'var(--run-1)' }]),
            ...(lead < 0
              ? []
              : [{ label: say('best'), colour: line === null ? 'var(--run-1)' : 'var(--run-2)' }]),
          ],
    draw: (stage) => {
      const axes = new AxesChart();
      drawBand(stage, input, axes);
      axes.destroy();
    },
    table: () => ({
      columns: ['curve', 'step', 'value', 'low', 'high'],
      rows: [
        ...Array.from(line?.step ?? [], (step, i) => [
          'mean',
          step,
          at(present(line).mean, i),
          at(present(line).low, i),
          at(present(line).high, i),
        ]),
        ...traces.runs.flatMap((run, row) =>
          Array.from(traces.step, (step, i) => [
            run,
            step,
            at(traces.values, row * count + i),
            null,
            null,
          ]).filter(([, , value]) => !Number.isNaN(value)),
        ),
      ],
    }),
  };
}
