import { basename, dirname, isAbsolute, relative, resolve } from 'node:path';
import type { InspectReport } from '../../../../../src-shared/dataset/report';
import { BAD_INPUT_KINDS, fail } from '../../../../../src-shared/errors';
import {
  hasNames,
  namedColumns,
  proposeDataset,
  proposeExperiment,
  proposeNames,
  targetProblem,
  targetTask,
  type Proposal,
  type Wish,
} from '../../../../../src-shared/experiment/proposal';
import type { ColumnSettings, Experiment } from '../../../../../src-shared/experiment/schema';
import { MODEL_KINDS, modelDefinition, type ModelKind } from '../../../../../src-shared/models';
import type { Evaluation } from '../../../../../src-shared/run/evaluation/evaluation';
import type { StoredRun } from '../../../../../src-shared/run/record/record';
import { unpack } from '../../../../../src-shared/ipc/packed';
import { evaluationDocument } from '../../../../algorithms/evaluation/evaluation-document';
import { writeFileDurable } from '../../../../files/durable';
import type { TableParams } from '../../../../runs/data/dataset-service';
import { command } from '../../../declare/command';
import { text } from '../../../declare/option';
import { findTable } from '../../../inputs/table';
import { COLUMN_OPTIONS, columnChoices, withChoices } from '../../../options/columns';
import { SETTING_OPTIONS } from '../../../options/experiment';
import { DATA_FILES } from '../../../options/operands';
import { READING_OPTIONS } from '../../../options/reading';
import { SOURCE_OPTIONS } from '../../../options/source';
import { document, printError, printJson, printLine, printNotice, ProgressLine } from '../../../print/print';
import { reading } from '../../../output/reading-progress';
import type { Services } from '../../../services/services';
import { baselineNotices, trainedText } from './report';

/** Proposes an experiment for a data file, trains it, and tells how good it is on rows it was not trained on. */
export const train = command({
  name: 'train',
  group: 'Training',
  summary: 'train a model on a data file, with settings proposed for it',
  about:
    'No experiment file is needed: features, validation rows, scaling, model and training are proposed for the file, and printed with their reasons. Validation comes first, beside a baseline that looks at no feature.',
  operands: [DATA_FILES],
  options: {
    target: text('COLUMN', 'the column to learn; proposed where it is not given'),
    model: text('KIND', 'the kind of model; proposed where it is not given', { choices: MODEL_KINDS }),
    save: text('NAME.json', 'keeps the experiment as a file for "run"'),
    seed: SETTING_OPTIONS.seed,
    ...COLUMN_OPTIONS,
    ...SOURCE_OPTIONS,
    ...READING_OPTIONS,
  },
  examples: [
    ['train penguins.csv --target species', 'a classifier, and how good it is'],
    ['train prices.csv --target price --save prices.json', 'predicts numbers; the experiment is kept'],
    ['train points.csv --model kmeans', 'clusters'],
  ],
  asksWorker: true,
  async run({ operands, options }, services) {
    const { target, model, save, seed } = options;
    const table = await findTable(operands, options, services);
    const kind = model === undefined ? undefined : readModel(model);
    const packed = await reading(basename(table.path), services, (task) =>
      services.runs.datasets.inspect(table, task),
    );
    const report = unpack(packed);
    const named = namedReport(report, table);
    const choices = columnChoices(
      options,
      namedColumns(named).map(({ name }) => name),
      report.name,
    );
    const known = typedReport(named, choices);
    const wish: Wish = {
      ...(target === undefined ? {} : { target: targetIn(target, known) }),
      ...(kind === undefined ? {} : { model: kind }),
      ...(seed === undefined ? {} : { seed }),
    };
    checkFeatures(report.name, known, wish);
    checkTarget(known, wish);
    const proposal = readAs(table, proposeExperiment(known, wish), choices);
    const { experiment } = proposal;
    if (kind !== undefined && modelDefinition(kind).usesTarget && readDataset(experiment).target === null) {
      throw fail('usage', `No column of ${report.name} looks like a target: name one with --target.`, {
        field: 'target',
      });
    }
    if (kind !== undefined) checkNumbers(known, kind, readDataset(experiment).target);
    if (save !== undefined)
      writeFileDurable(resolve(save), `${JSON.stringify(savedAs(experiment, save), null, 2)}\n`);
    const run = await trained(experiment, services);
    const { error } = run.record;
    if (error !== null) {
      if (options.json === true) printJson({ experiment, reasons: proposal.reasons, run: document(run) });
      else printError(error);
      return BAD_INPUT_KINDS.has(error.kind) ? 2 : 1;
    }
    const evaluation = modelDefinition(experiment.model.kind).usesTarget
      ? await evaluated(run, services)
      : null;
    if (options.json === true) {
      printJson({
        experiment,
        reasons: proposal.reasons,
        evaluation: evaluation === null ? null : evaluationDocument(evaluation, false),
        run: document(run),
      });
    } else printLine(trainedText({ run, evaluation, proposal, report, save }));
    if (evaluation !== null) for (const message of baselineNotices(evaluation)) printNotice(message);
    for (const { message } of report.doubts) printNotice(message);
    for (const { message } of run.record.findings) printNotice(message);
    return 0;
  },
});

/**
 * The kind of model that a person names, also by another of its names (`ols`, `logit`, `k-means`).
 * @throws BenchtopError `usage`
 */
function readModel(given: string): ModelKind {
  const kind = MODEL_KINDS.find(
    (model) => model === given || modelDefinition(model).text.aliases.includes(given.toLowerCase()),
  );
  if (kind !== undefined) return kind;
  throw fail(
    'usage',
    `--model must be ${MODEL_KINDS.slice(0, -1).join(', ')} or ${MODEL_KINDS[MODEL_KINDS.length - 1] ?? ''}, not "${given}".`,
    { field: 'model' },
  );
}

/**
 * The target under the name that the experiment uses: a column of a file without a header goes by the
 * reader's name for it too.
 * @throws BenchtopError `usage` naming the file's columns; `invalid-data` for one that cannot be predicted
 */
function targetIn(target: string, report: InspectReport): string {
  const { name: file, columns } = report;
  const names = hasNames(report) ? columns.map(({ name }) => name) : proposeNames(report);
  const position = names.includes(target)
    ? names.indexOf(target)
    : columns.findIndex(({ name }) => name === target);
  const column = columns[position];
  if (column === undefined) {
    const shown =
      names.slice(0, 20).join(', ') + (names.length > 20 ? `, and ${names.length - 20} more` : '');
    throw fail('usage', `${file} has no column "${target}"; it has ${shown}.`, { field: 'target' });
  }
  const problem = targetProblem(column);
  if (problem !== null)
    throw fail('invalid-data', `"${target}" cannot be the target. ${problem}`, {
      column: target,
      field: 'dataset.target',
    });
  return names[position] ?? target;
}

/** @throws BenchtopError `invalid-data` where the file has no rows, or no column to learn from */
function checkFeatures(name: string, known: InspectReport, wish: Wish): void {
  if (known.rows === 0)
    throw fail('invalid-data', `${name} has no rows to train on.`, { field: 'dataset.path' });
  const { dataset, reasons } = proposeDataset(known, wish);
  if (dataset.features.length > 0) return;
  const why = reasons.find(({ field }) => field === 'dataset.features')?.text ?? '';
  throw fail(
    'invalid-data',
    `${name} has no column to learn from${why === '' ? '' : ` (${why})`}: "run" with an experiment can name one all the same.`,
    { field: 'dataset.features' },
  );
}

/** @throws BenchtopError `invalid-data` for a target that is the same in every row, which teaches nothing */
function checkTarget(known: InspectReport, { target, model }: Wish): void {
  if (model !== undefined && !modelDefinition(model).usesTarget) return;
  const named = namedColumns(known).find(({ name }) => name === target);
  if (named?.column.distinct !== 1) return;
  throw fail(
    'invalid-data',
    `"${named.name}" is the same in every row, so there is nothing to learn: name another target.`,
    { column: named.name, field: 'dataset.target' },
  );
}

/** @throws BenchtopError `invalid-data` for a target of numbers where the kind predicts classes alone */
function checkNumbers(known: InspectReport, kind: ModelKind, target: string | null): void {
  const { targetProblem, text } = modelDefinition(kind);
  if (targetProblem({ kind: 'numbers' }) === null) return;
  const named = namedColumns(known).find(({ name }) => name === target);
  if (named === undefined || targetTask(known, named).kind === 'classes') return;
  throw fail(
    'invalid-data',
    `"${named.name}" holds numbers, and ${text.subject.replace(/^An? /, (article) => article.toLowerCase())} predicts classes: choose --model network or another target.`,
    { column: named.name, field: 'dataset.target' },
  );
}

/** The report with columns as the options call them. */
function namedReport(report: InspectReport, { columns }: TableParams): InspectReport {
  if (columns === undefined || columns.length !== report.columns.length) return report;
  const named = report.columns.map((column, position) => ({
    ...column,
    name: columns[position] ?? column.name,
  }));
  return {
    ...report,
    columns: named,
    dialect: { ...report.dialect, header: Math.max(1, report.dialect.header) },
  };
}

/** The report with columns of the types that the options give them. */
function typedReport(report: InspectReport, choices: readonly ColumnSettings[]): InspectReport {
  if (choices.length === 0) return report;
  const chosen = new Map(choices.map((choice) => [choice.name, choice]));
  const names = namedColumns(report).map(({ name }) => name);
  const columns = report.columns.map((column, position) => {
    const { type, unit } = chosen.get(names[position] ?? '') ?? {};
    if (type === undefined) return column;
    const { unit: _, ...rest } = column;
    return { ...rest, type, ...(unit === undefined ? {} : { unit }) };
  });
  return { ...report, columns };
}

/** The proposal with the file read as it was looked at. */
function readAs(
  { source, columns, dialect }: TableParams,
  proposal: Proposal,
  choices: readonly ColumnSettings[],
): Proposal {
  const proposed = readDataset(proposal.experiment);
  const { features, target } = proposed;
  const used = choices.filter(({ name }) => features.includes(name) || name === target);
  const dataset = {
    ...proposed,
    columnSettings: withChoices(proposed.columnSettings, used),
    ...(source === undefined ? {} : { source }),
    ...(columns === undefined ? {} : { columns: [...columns] }),
    ...(dialect === undefined ? {} : { dialect }),
  };
  return { ...proposal, experiment: { ...proposal.experiment, dataset } };
}

function readDataset({ dataset }: Experiment): Extract<Experiment['dataset'], { kind: 'file' }> {
  if (dataset.kind !== 'file') throw new Error('A proposal is about a file');
  return dataset;
}

/** What `run NAME.json` reads: the data file beside it by a relative path, any other by its whole one. */
function savedAs(experiment: Experiment, save: string): Experiment {
  const dataset = readDataset(experiment);
  const beside = (path: string): string => {
    const near = relative(dirname(resolve(save)), path);
    return !near.startsWith('..') && !isAbsolute(near) ? near : path;
  };
  const { source } = dataset;
  const files = source?.files === undefined ? {} : { source: { ...source, files: source.files.map(beside) } };
  return { ...experiment, dataset: { ...dataset, ...files, path: beside(dataset.path) } };
}

async function trained(experiment: Experiment, services: Services): Promise<StoredRun> {
  const started = await services.runs.start(experiment, null);
  const { id, name } = started.record;
  const line = new ProgressLine();
  const off = services.runs.onPush((push, payload) => {
    if (push !== 'run.events' || !('events' in payload)) return;
    for (const event of payload.events) {
      if (event.type !== 'progress' || event.runId !== id) continue;
      const detail = `${event.step.toLocaleString('en')} of at most ${event.totalSteps.toLocaleString('en')} steps`;
      line.show(name, event.step / event.totalSteps, detail);
    }
  });
  const stop = (): void => {
    services.runs.controls.stop(id);
  };
  process.once('SIGINT', stop);
  const ended = await services.runs.whenOver(id);
  process.off('SIGINT', stop);
  off();
  line.clear();
  return ended;
}

function evaluated({ record }: StoredRun, services: Services): Promise<Evaluation> {
  return reading(record.dataset?.name ?? record.name, services, (task) =>
    services.runs.models.evaluate(record.id, null, task),
  );
}
