import { fail } from '../../../../../src-shared/errors';
import {
  REPAIR_METHODS,
  type ProbabilityFigures,
  type Repair,
} from '../../../../../src-shared/run/explanation/repair';
import { command } from '../../../declare/command';
import { text } from '../../../declare/option';
import { findRun } from '../../../inputs/find-run';
import { RUN } from '../../../options/operands';
import { reading } from '../../../output/reading-progress';
import { printJson, printLine, table } from '../../../print/print';
import { rowsText } from './explanation-text';
import { calibrationText, REPAIR_NAMES } from './faults-text';

/** Whether a run's probabilities are what they say, and what repairs them. */
export const calibrate = command({
  name: 'calibrate',
  group: 'Results',
  summary: 'whether probabilities are what they say; keeps a repair of them with the run',
  operands: [RUN],
  options: {
    method: text('METHOD', 'the repair to keep, fitted to the validation rows; none takes it away', {
      choices: [...REPAIR_METHODS, 'none'],
    }),
  },
  examples: [
    ['calibrate last', 'reliability, Brier score and calibration error, and what each repair would do'],
    ['calibrate last --method platt', 'predictions have repaired probabilities from now on'],
  ],
  asksWorker: true,
  async run(args, services) {
    const { record } = findRun(args.operands[0], services);
    const { method: named, json } = args.options;
    const name = record.dataset?.name ?? record.name;
    const head = `${record.name} · ${record.id}`;
    if (named === undefined) {
      const found = await reading(name, services, (task) =>
        services.runs.explanations.faults({ id: record.id, step: null }, 1, task),
      );
      const { calibration, part, rows, partRows, seed, step } = found;
      if (calibration === null)
        throw fail('invalid-data', 'This model gives no probabilities that could be repaired.', {
          field: 'model',
        });
      if (json === true)
        printJson({ step, part, rows, partRows, seed, calibration, repair: record.repair ?? null });
      else
        printLine(
          [
            head,
            `On ${rowsText(found)}, step ${step}`,
            '',
            calibrationText(calibration),
            ...(record.repair === undefined ? [] : ['', keptText(record.repair)]),
          ].join('\n'),
        );
      return 0;
    }
    const method = REPAIR_METHODS.find((known) => known === named) ?? null;
    const run = await reading(name, services, (task) => services.runs.repairs.set(record.id, method, task));
    const { repair } = run.record;
    if (json === true) printJson({ repair: repair ?? null });
    else
      printLine(
        [
          head,
          ...(repair === undefined
            ? ['Predictions have the model’s own probabilities.']
            : [keptText(repair), '', figuresTable(repair)]),
        ].join('\n'),
      );
    return 0;
  },
});

function keptText({ method, rows, step }: Repair): string {
  return `Predictions of step ${step} have probabilities repaired by ${REPAIR_NAMES[method]} too, fitted to ${rows} validation rows.`;
}

function figuresTable({ rows, before, after }: Repair): string {
  const row = (name: string, { brier, ece, logLoss }: ProbabilityFigures): (string | number)[] => [
    name,
    brier,
    ece,
    logLoss,
  ];
  return table(
    [`${rows} validation rows`, 'Brier score', 'calibration error', 'log loss'],
    [row('the model’s own', before), row('repaired, fitted to other fifths', after)],
  );
}
