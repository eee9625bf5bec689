import { fail } from '../../../../src-shared/errors';
import {
  accuracy,
  balancedAccuracy,
  matthewsCorrelation,
  precisionRecallFscoreSupport,
} from '../../../../src-shared/run/evaluation/confusion';
import {
  clippingShows,
  EVALUATION_PARTS,
  type ClassEvaluation,
  type ClassPart,
  type EvaluationPart,
  type NumberPart,
} from '../../../../src-shared/run/evaluation/evaluation';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import { leftOutText } from '../../../../src-shared/run/figures/left-out-text';
import { macroAverage } from '../../../algorithms/evaluation/curves';
import { evaluationDocument } from '../../../algorithms/evaluation/evaluation-document';
import { command } from '../../declare/command';
import { text, wholeNumber } from '../../declare/option';
import { printJson, printLine, table } from '../../print/print';
import { leftOutLines } from '../../output/run-lines';
import { reading } from '../../output/reading-progress';
import { RUN } from '../../options/operands';
import { findRun, noteModel } from '../../inputs/find-run';

/** Rows that can be asked for: those set apart only by name. */
const ON = [...EVALUATION_PARTS, 'test'] as const;

/** What was not trained on comes first. */
const PRINTED_PARTS: readonly EvaluationPart[] = ['validation', 'train'];
const PART_NAMES: Readonly<Record<EvaluationPart, string>> = { validation: 'validation', train: 'training' };

/** Figures and confusion matrix of a run on its own rows. */
export const evaluate = command({
  name: 'evaluate',
  group: 'Results',
  summary: 'figures and confusion matrix on the run’s own rows, or errors of predicted numbers',
  operands: [RUN],
  options: {
    step: wholeNumber('N', 'of a checkpoint; the finished model without the option', { min: 0 }),
    on: text('ROWS', 'only of these rows', { choices: ON }),
  },
  examples: [
    ['evaluate last --on validation', 'the newest run, on the rows it was not trained on'],
    ['evaluate last --on test', 'on the rows that were set apart, once'],
  ],
  asksWorker: true,
  async run(args, services) {
    const { record } = findRun(args.operands[0], services);
    const at = args.options.step ?? null;
    const on = parsePart(args.options.on);
    await noteModel(record.id, at, services);
    if (on === 'test' && at !== null)
      throw fail('usage', 'The test part is for the finished model: leave --step out.', { field: 'step' });
    const { evaluation, run } = await reading(record.dataset?.name ?? record.name, services, async (task) =>
      on === 'test'
        ? services.runs.testPart.open(record.id, task)
        : { evaluation: await services.runs.models.evaluate(record.id, at, task), run: null },
    );
    const opened = run?.record.testOpened;
    if (on === 'validation' && evaluation.validation === null) {
      throw fail(
        'usage',
        'This run kept no rows for validation: leave --on out, or train with dataset.validationSplit.',
        { field: 'on' },
      );
    }
    const named = on === 'test' ? 'validation' : on;
    const parts = PRINTED_PARTS.filter((part) => (named ?? part) === part && evaluation[part] !== null);
    const names = on === 'test' ? { ...PART_NAMES, validation: 'test' } : PART_NAMES;
    if (args.options.json === true) {
      const { train, validation, ...rest } = evaluationDocument(evaluation, false);
      const leftOut = record.dataset === null ? null : leftOutText(record.dataset);
      printJson({
        ...rest,
        leftOut,
        ...(on === null ? { train, validation } : { [on]: { train, validation, test: validation }[on] }),
        ...(opened === undefined ? {} : { opened }),
      });
      return 0;
    }
    printLine(`${record.name} · ${record.id} · step ${evaluation.step} · target ${evaluation.target}`);
    for (const line of leftOutLines(record)) printLine(line);
    if (opened !== undefined) printLine(openedText(opened));
    if (record.dataset?.stream !== undefined)
      printLine(
        `Figures are of ${record.dataset.stream.heldRows.toLocaleString('en')} rows that are held as a sample; the run's own are of all rows.`,
      );
    if (evaluation.validation === null) printLine('No validation rows: every figure is of training rows.');
    if (evaluation.isWeighted) printLine('Rows have weights: every count is a sum of them.');
    if (evaluation.kind === 'numbers') {
      const shown = parts.map((part) => evaluation[part]).filter((part): part is NumberPart => part !== null);
      printLine(
        `\n${numbersTable(
          parts.map((part) => names[part]),
          shown,
        )}`,
      );
      return 0;
    }
    const shown = parts.map((part) => evaluation[part]).filter((part): part is ClassPart => part !== null);
    printLine(
      `\n${figuresTable(
        evaluation,
        parts.map((part) => names[part]),
        shown,
      )}`,
    );
    shown.forEach((part, i) => {
      const name = names[parts[i] ?? 'train'];
      printLine(`\n${classTable(evaluation, part, name)}`);
      printLine(`\n${confusionTable(evaluation, part, name)}`);
      if (part.curveRows < part.rows)
        printLine(
          `note: ROC and average precision are from ${part.curveRows} evenly spread ${name} rows of ${part.rows}.`,
        );
    });
    return 0;
  },
});

function openedText({ at, times }: NonNullable<RunRecord['testOpened']>): string {
  if (times === 1) return 'The test part was opened for the first time: run.json says so from now on.';
  return `The test part was opened ${times} times since ${at}: what is chosen by it says little of new rows.`;
}

function parsePart(name: string | undefined): EvaluationPart | 'test' | null {
  if (name === undefined) return null;
  const part = ON.find((known) => known === name);
  if (part !== undefined) return part;
  throw fail('usage', `--on must be ${ON.join(' or ')}, not "${name}".`, { field: 'on' });
}

function numbersTable(names: readonly string[], parts: readonly NumberPart[]): string {
  const row = (label: string, value: (part: NumberPart) => number) => [label, ...parts.map(value)];
  return table(
    ['figure', ...names],
    [
      row('rows', (part) => part.rows),
      row('R²', (part) => part.r2),
      row('explained variance', (part) => part.explainedVariance),
      row('mean absolute error', (part) => part.meanAbsoluteError),
      row('root mean squared error', (part) => part.rootMeanSquaredError),
      row('median absolute error', (part) => part.medianAbsoluteError),
    ],
  );
}

function figuresTable(
  { classes }: ClassEvaluation,
  names: readonly string[],
  parts: readonly ClassPart[],
): string {
  const count = classes.length;
  const row = (label: string, value: (part: ClassPart) => number | null) => [label, ...parts.map(value)];
  const scores = (part: ClassPart) => precisionRecallFscoreSupport(part.confusion, count);
  const area = count === 2 ? '' : ', mean over classes';
  return table(
    ['figure', ...names],
    [
      row('rows', (part) => part.rows),
      row('accuracy', (part) => accuracy(part.confusion, count)),
      row('balanced accuracy', (part) => balancedAccuracy(part.confusion, count)),
      row('F1, macro', (part) => scores(part).macro.f1),
      row('F1, weighted', (part) => scores(part).weighted.f1),
      row('Matthews correlation', (part) => matthewsCorrelation(part.confusion, count)),
      row('log loss', (part) => part.logLoss),
      ...(parts.some(clippingShows)
        ? [row('cross-entropy, clipped at 1e-7 as in training', (part) => part.crossEntropy)]
        : []),
      row(`ROC area${area}`, (part) => macroAverage(part.curves.map((curve) => curve.rocAuc))),
      row(`average precision${area}`, (part) =>
        macroAverage(part.curves.map((curve) => curve.averagePrecision)),
      ),
    ],
  );
}

function classTable({ classes }: ClassEvaluation, part: ClassPart, name: string): string {
  const { perClass, macro, weighted } = precisionRecallFscoreSupport(part.confusion, classes.length);
  const curveByClass = new Map(part.curves.map((curve) => [curve.class, curve]));
  return table(
    [
      `class, ${name}`,
      'precision',
      'recall',
      'F1',
      part.rows === part.weight ? 'rows' : 'weight',
      'ROC',
      'AP',
    ],
    [
      ...perClass.map(({ precision, recall, f1, support }, index) => [
        String(classes[index]),
        precision,
        recall,
        f1,
        support,
        curveByClass.get(index)?.rocAuc ?? null,
        curveByClass.get(index)?.averagePrecision ?? null,
      ]),
      ['macro mean', macro.precision, macro.recall, macro.f1, part.weight, null, null],
      ['weighted mean', weighted.precision, weighted.recall, weighted.f1, part.weight, null, null],
    ],
  );
}

/** Wider than this a matrix is no reading on a terminal. */
const MAX_COLUMNS = 20;

function confusionTable({ classes }: ClassEvaluation, { confusion }: ClassPart, name: string): string {
  const count = classes.length;
  if (count > MAX_COLUMNS) {
    return `The confusion matrix has ${count} classes: --json prints it, "export --format evaluation" writes it.`;
  }
  return table(
    [`true \\ predicted, ${name}`, ...classes.map(String)],
    classes.map((name, row) => [String(name), ...confusion.subarray(row * count, (row + 1) * count)]),
  );
}
