import type { ProbabilityFigures, RepairMethod } from '../../../../../src-shared/run/explanation/repair';
import type { Calibration, Faults, FaultySlice } from '../../../../../src-shared/run/explanation/faults';
import { table } from '../../../print/print';
import { rowsText } from './explanation-text';

const LOSSES = {
  logLoss: 'log loss',
  wrongSide: 'on the wrong side by',
  absoluteError: 'absolute error',
} as const;
/** More slices are no reading on a terminal; --json has them all. */
const SHOWN_SLICES = 10;

/** The worst rows, the worst slices, and the bins of probabilities. */
export function faultsText(found: Faults): string {
  const { measure, worst, columns, slices, overall, calibration } = found;
  const isShare = measure !== 'absoluteError';
  const figure = isShare ? 'wrong' : 'mean absolute error';
  const hasLines = worst.some(({ line }) => line !== null);
  return [
    `Where it is wrong, on ${rowsText(found)}, step ${found.step}`,
    '',
    table(
      [
        'row',
        ...(hasLines ? ['line'] : []),
        LOSSES[measure],
        'actual',
        'predicted',
        ...(calibration === null ? [] : ['probability']),
        ...columns,
      ],
      worst.map(({ row, line, loss, actual, predicted, probability, cells }) => [
        String(row),
        ...(hasLines ? [line] : []),
        loss,
        actual,
        predicted,
        ...(calibration === null ? [] : [probability]),
        ...cells,
      ]),
    ),
    '',
    `Of all rows ${isShare ? `${percent(overall)} are wrong` : `the mean absolute error is ${short(overall)}`}; the worst slices:`,
    '',
    table(
      ['column', 'value', 'rows', figure, '95 % interval'],
      slices.slice(0, SHOWN_SLICES).map((slice) => {
        const write = isShare ? percent : short;
        return [
          slice.column,
          valueText(slice),
          slice.rows,
          write(slice.figure),
          `${write(slice.low)} to ${write(slice.high)}`,
        ];
      }),
    ),
    ...(calibration === null ? [] : ['', calibrationText(calibration)]),
  ].join('\n');
}

function valueText({ value }: FaultySlice): string {
  return typeof value === 'string' ? value : `${short(value[0])} to ${short(value[1])}`;
}

export const REPAIR_NAMES: Readonly<Record<RepairMethod, string>> = {
  platt: 'Platt’s scaling',
  isotonic: 'isotonic regression',
};

/** Whether probabilities are what they say, and what repairs make of them. */
export function calibrationText({ of, bins, repairs, kept, ...own }: Calibration): string {
  const what = of === null ? 'the predicted class' : of;
  const row = (name: string, { brier, ece, logLoss }: ProbabilityFigures): (string | number)[] => [
    name,
    brier,
    ece,
    logLoss,
  ];
  return [
    `Probabilities of ${what}`,
    '',
    table(
      ['', 'Brier score', 'calibration error', 'log loss'],
      [
        row('the model’s own', own),
        ...repairs.map(({ method, ...figures }) => row(REPAIR_NAMES[method], figures)),
        ...(kept === null ? [] : [row(`${REPAIR_NAMES[kept.method]}, kept`, kept)]),
      ],
    ),
    ...(repairs.length > 0 ? ['Repairs of each row are fitted to the four other fifths of these rows.'] : []),
    ...(kept === null ? [] : [`The kept repair was fitted to ${kept.rows} validation rows, not to these.`]),
    '',
    table(
      ['probability', 'rows', 'mean predicted', 'came true'],
      bins
        .filter(({ rows }) => rows > 0)
        .map(({ from, to, rows, predicted, observed }) => [
          `${short(from)} to ${short(to)}`,
          rows,
          predicted,
          observed,
        ]),
    ),
  ].join('\n');
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
