import type { InspectReport } from '../../../../../src-shared/dataset/report';
import type { Proposal } from '../../../../../src-shared/experiment/proposal';
import { accuracy } from '../../../../../src-shared/run/evaluation/confusion';
import type {
  ClassEvaluation,
  Evaluation,
  NumberEvaluation,
} from '../../../../../src-shared/run/evaluation/evaluation';
import { modelDefinition } from '../../../../../src-shared/models';
import type { RunRecord, StoredRun } from '../../../../../src-shared/run/record/record';
import { modelReport } from '../../../../algorithms/models/reports';
import { printable, quantity, short, table } from '../../../print/print';
import { noteLines } from '../../../output/run-lines';

/** What `train` prints: how good the model is, what was proposed and why, and what was left out. */

/** All that `train` prints of a finished run. */
export function trainedText({
  run,
  evaluation,
  proposal,
  report,
  save,
}: {
  readonly run: StoredRun;
  /** null for k-means, which has nothing to be compared with. */
  readonly evaluation: Evaluation | null;
  readonly proposal: Proposal;
  readonly report: Pick<InspectReport, 'leftOut'>;
  /** Where the experiment was kept; undefined: nowhere. */
  readonly save: string | undefined;
}): string {
  const files = [...(save === undefined ? [] : [save]), run.path];
  return [
    ...resultLines(run.record, evaluation),
    '',
    ...proposalLines(proposal),
    ...leftOutLines(report, run.record),
    ...notedLines(run.record),
    '',
    ...files,
  ].join('\n');
}

/** The outcome of a run: validation first, each figure with the rows that it is of, beside the baseline. */
function resultLines(record: RunRecord, evaluation: Evaluation | null): string[] {
  const { dataset } = record;
  const { model } = record.experiment;
  const rows = dataset === null ? '' : `${quantity(dataset.rows, 'row')} of ${printable(dataset.name)}`;
  const target = dataset?.target === null || dataset === null ? '' : ` → ${printable(dataset.target)}`;
  const lines = [
    `${rows} · ${modelDefinition(model.kind).text.phrase}${target} · ${durationText(record)}`,
    '',
  ];
  if (evaluation === null) return [...lines, ...outcomeLines(record)];
  lines.push(evaluation.kind === 'classes' ? classTable(evaluation) : numberTable(evaluation));
  if (evaluation.validation === null)
    lines.push('', 'No rows were held out: these figures are of the rows it was trained on, and flatter it.');
  else if (record.experiment.training.earlyStopping !== null && modelDefinition(model.kind).trainsInSteps)
    lines.push('', 'The validation rows also chose when to stop, which flatters their figures a little.');
  const outcome = outcomeLines(record);
  return outcome.length === 0 ? lines : [...lines, '', ...outcome];
}

function durationText({ steps, elapsedMs, result, experiment, status }: RunRecord): string {
  const { text } = modelDefinition(experiment.model.kind);
  const kept = result === null ? null : modelReport(result.kind).keptStep(result);
  const best = kept !== null && kept < steps ? `, the model of step ${kept.toLocaleString('en')} kept` : '';
  const stopped = status === 'stopped' ? 'stopped after ' : '';
  return `${stopped}${steps.toLocaleString('en')} ${steps === 1 ? text.step : text.steps}${best} in ${short(elapsedMs / 1000)} s`;
}

function classTable({ classes, train, validation, baseline }: ClassEvaluation): string {
  const { length } = classes;
  const of = (part: typeof train): number => accuracy(part.confusion, length);
  const majority = `always ${String(classes[baseline.class] ?? '')}`;
  return table(
    ['', 'rows', 'accuracy', majority],
    [
      ...(validation === null
        ? []
        : [['validation', validation.rows, of(validation), baseline.validation?.accuracy ?? null]]),
      ['training', train.rows, of(train), baseline.train.accuracy],
    ],
  );
}

function numberTable({ train, validation, baseline }: NumberEvaluation): string {
  return table(
    ['', 'rows', 'R²', 'RMSE', 'mean absolute error', 'RMSE of the mean'],
    [
      ...(validation === null
        ? []
        : [
            [
              'validation',
              validation.rows,
              validation.r2,
              validation.rootMeanSquaredError,
              validation.meanAbsoluteError,
              baseline.validation?.rootMeanSquaredError ?? null,
            ],
          ]),
      [
        'training',
        train.rows,
        train.r2,
        train.rootMeanSquaredError,
        train.meanAbsoluteError,
        baseline.train.rootMeanSquaredError,
      ],
    ],
  );
}

/** What to say of a model that looks at the features for nothing; empty where it beats its baseline. */
export function baselineNotices(evaluation: Evaluation): string[] {
  const rows = evaluation.validation === null ? 'training' : 'validation';
  if (evaluation.kind === 'classes') {
    const { classes, baseline, validation, train } = evaluation;
    const own = accuracy((validation ?? train).confusion, classes.length);
    if (own > (baseline.validation ?? baseline.train).accuracy) return [];
    return [
      `On the ${rows} rows the model is no better than always answering ${String(classes[baseline.class] ?? '')}.`,
    ];
  }
  const { baseline, validation, train } = evaluation;
  const own = (validation ?? train).rootMeanSquaredError;
  if (own < (baseline.validation ?? baseline.train).rootMeanSquaredError) return [];
  return [`On the ${rows} rows the model is no better than always answering the mean of the training rows.`];
}

function outcomeLines(record: RunRecord): string[] {
  const { result } = record;
  const outcome =
    result === null ? undefined : modelReport(result.kind).tabulate?.({ result, record, format: short });
  return outcome === undefined ? [] : [outcome.title, table(outcome.columns, outcome.rows)];
}

/** What was proposed, a line a setting, with its reason. */
function proposalLines({ experiment, reasons }: Proposal): string[] {
  const lines = reasons.map(
    ({ field, text }) => [`  ${field}`, settingText(experiment, field), text] as const,
  );
  if (lines.length === 0) return [];
  const widths = [0, 1].map((c) => Math.max(...lines.map((line) => line[c]?.length ?? 0)));
  return [
    'proposed (change any of it in a saved experiment: --save NAME.json)',
    ...lines.map(([field, value, text]) =>
      printable(`${field.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${text}`.trimEnd()),
    ),
  ];
}

const MAX_VALUE = 32;

function settingText(experiment: Proposal['experiment'], field: string): string {
  if (field === 'dataset.features' && experiment.dataset.kind === 'file')
    return experiment.dataset.features.length === 1
      ? '1 column'
      : `${experiment.dataset.features.length} columns`;
  if (field === 'model.layers' && 'layers' in experiment.model)
    return experiment.model.layers.map(({ units, activation }) => `${units} ${activation}`).join(' → ');
  const path = field === 'model.svm.tol' ? 'model.tol' : field;
  let value: unknown = experiment;
  for (const key of path.split('.')) value = (value as Readonly<Record<string, unknown>> | null)?.[key];
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  const text = typeof value === 'number' ? short(value) : value;
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE - 1)}…` : text;
}

const DROP_TEXTS: Readonly<Record<string, string>> = {
  doubtful: 'not fitting the table',
  badCell: 'with a cell that does not fit its column',
  target: 'without a target',
  weight: 'without a weight',
  missing: 'with a missing value',
};

/** What of the file the model did not see, a line a reason; empty where it saw all. */
function leftOutLines(
  report: Pick<InspectReport, 'leftOut'>,
  { dataset }: Pick<RunRecord, 'dataset'>,
): string[] {
  const rows = Object.entries(dataset?.droppedByReason ?? {}).map(
    ([reason, count]) =>
      `  ${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'} ${DROP_TEXTS[reason] ?? reason}`,
  );
  const lines = report.leftOut.map(({ from, to, count, reason, text }) => {
    const where = from === to ? `line ${from}` : `lines ${from} to ${to}`;
    return `  ${where}: ${reason}${count > 1 ? `, ${count.toLocaleString('en')} rows` : ''}: ${printable(text.slice(0, 60))}`;
  });
  return rows.length + lines.length === 0 ? [] : ['', 'left out', ...rows, ...lines];
}

function notedLines(record: RunRecord): string[] {
  const lines = noteLines(record).map(printable);
  return lines.length === 0 ? [] : ['', ...lines];
}
