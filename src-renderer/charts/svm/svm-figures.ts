import { say } from '../../../src-shared/language/say';
import type { FigureHeading } from '../../text/figure-heading';
import { type MarginInput, drawMargin, marginPlane, countMachines, readLogit } from './margin-picture';
import { classLegend } from '../figure/legends';
import type { Figure, FigureTable } from '../figure/figure';
import { apart, pointRows } from '../figure/tables';
import { type LabPicture, drawLab } from './margin-lab-picture';
import type { PointSample } from '../../../src-shared/run/live/frames';
import type { DecisionBins } from './decision-bins';
import { drawDecisions } from './decision-picture';

/** Points by class, the boundary with its margins, and the support vectors. */
export function marginFigure(heading: FigureHeading, picture: Omit<MarginInput, 'compact'>): Figure {
  const input = { ...picture, compact: false };
  const { sample, queryPoints } = input;
  return {
    ...heading,
    legend: classLegend(sample),
    draw: (stage) => {
      drawMargin(stage, marginPlane(stage, input), input);
    },
    table: () => {
      const { columns, rows } = marginTable(input);
      const empty = columns.slice(1 + sample.features.length).map(() => null);
      return {
        columns,
        rows: [
          ...rows,
          ...queryPoints.map(({ input: at }) => [
            'asked',
            ...sample.features.map((name) => at[name] ?? null),
            ...empty,
          ]),
        ],
      };
    },
  };
}

/** Each point with its class, its logits and whether it holds the margin. */
function marginTable({ sample, frame }: Pick<MarginInput, 'sample' | 'frame'>): FigureTable {
  const machines = countMachines(sample);
  const logits = machines === 1 ? ['logit'] : sample.classes.map((name) => say('logit of {name}', { name }));
  const added = frame === null ? ['class'] : ['class', ...logits, say('support vector')];
  const supports = new Set(frame?.supportVectors);
  return {
    columns: ['drawn', ...apart(sample.features, ['drawn', ...added]), ...added],
    rows: pointRows(sample, (row) => {
      const named = sample.classes[sample.targets[row] ?? -1] ?? null;
      if (frame === null) return [named];
      return [
        named,
        ...logits.map((_name, machine) => readLogit(frame, sample, row, machine)),
        supports.has(row) ? 1 : 0,
      ];
    }),
  };
}

/** The margin lab: its points, its line and the lines of earlier Cs. */
export function labFigure(
  heading: FigureHeading,
  lab: LabPicture & {
    readonly C: number;
    /** The run's own points, which say how far the axes go. */
    readonly original: PointSample;
  },
): Figure {
  const { sample, frame, ghosts, C, original } = lab;
  return {
    ...heading,
    legend: classLegend(sample),
    draw: (stage) => {
      const axes = { frame: null, queryPoints: [], feature: 0, machine: 0, compact: false };
      drawLab(stage, marginPlane(stage, { sample: original, ...axes }), { ...lab, chosen: null });
    },
    table: () => {
      const { columns, rows } = marginTable({ sample, frame });
      const added = ['C', ...sample.features.map((name) => say('coef of {name}', { name })), 'intercept'];
      const none = columns.slice(1).map(() => null);
      const line = (what: string, at: number, coef: ArrayLike<number>, intercept: number) => [
        what,
        ...none,
        at,
        ...Array.from(coef),
        intercept,
      ];
      return {
        columns: [...columns, ...apart(added, columns)],
        rows: [
          ...rows.map((row) => [...row, ...added.map(() => null)]),
          ...(frame === null ? [] : [line('line', C, frame.coef, frame.intercept)]),
          ...ghosts.map((ghost) => line(say('earlier line'), ghost.C, ghost.coef, ghost.intercept)),
        ],
      };
    },
  };
}

/** Decision values by class. */
export function decisionFigure(heading: FigureHeading, bins: DecisionBins, sample: PointSample): Figure {
  const step = (bins.high - bins.low) / bins.counts.length;
  return {
    ...heading,
    legend: classLegend(sample),
    draw: (stage) => {
      drawDecisions(stage, bins, sample);
    },
    table: () => ({
      columns: [
        say('logit from'),
        say('logit to'),
        ...sample.classes.map((name) => say('class {name}', { name })),
      ],
      rows: bins.counts.map((counts, i) => [bins.low + i * step, bins.low + (i + 1) * step, ...counts]),
    }),
  };
}
