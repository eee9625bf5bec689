import {
  parseExperiment,
  trainingSchema,
  fileDatasetSchema,
  modelSchema,
  type Experiment,
  type FileDatasetSpec,
  type GeneratedDatasetSpec,
  type ModelSpec,
} from '../schema';
import { MODELS, type ModelKind } from '../../models';
import type { Reason } from '../../models/contract/proposal';
import type { TargetTask } from '../../models/contract/task';
import { generatedClasses, GENERATORS, readParam } from '../../dataset/generators';
import { hasValidation } from '../../dataset/has-validation';
import { hasNames, proposeNames } from './columns';
import { proposeKind } from './model';
import { MIN_VALIDATED_ROWS, proposePreparation } from './preparation';
import { namedColumns, proposeRoles } from './roles';
import { targetTask } from './target';
import type { KnownTable, NamedColumn, Proposal, Wish } from './types';

export { featureProblem, hasNames, proposeNames, targetProblem, weightProblem, whyLeftOut } from './columns';
export { proposeKind } from './model';
export { namedColumns, proposeRoles } from './roles';
export { targetTask } from './target';
export type { Reason } from '../../models/contract/proposal';
export type { KnownTable, Proposal, Wish } from './types';

/**
 * The experiment that an expert would begin with for a data file, as far as the file is known: its
 * target and features, rows held out for validation, scaling, a model that suits the target and how it
 * is trained. The window, `benchtop train` and saved experiments all begin here.
 * @param table what is known of the file
 * @param wish what is decided already
 * @throws BenchtopError `invalid-experiment` where no column is left to learn from
 */
export function proposeExperiment(table: KnownTable, wish: Wish = {}): Proposal {
  const { dataset, reasons: ofRoles } = proposeDataset(table, wish);
  const kind = wish.model ?? proposeKind(dataset.target);
  const { reasons, ...settings } = proposeSettings(table, dataset, kind);
  const experiment = parseExperiment({
    schemaVersion: 1,
    name: wish.name ?? toName(table.path),
    ...(wish.seed === undefined ? {} : { seed: wish.seed }),
    ...settings,
    dataset: { ...dataset, ...settings.dataset },
  });
  return { experiment, reasons: [...ofRoles, ...reasons] };
}

/**
 * The data set to begin with for a file: names where it has none, target, features and what differs
 * between its columns. Rows held out and scaling are at the schema's defaults: {@link proposeSettings}
 * proposes those with the model. There may be no feature in it.
 */
export function proposeDataset(
  table: KnownTable,
  wish: Pick<Wish, 'target' | 'model'> = {},
): { readonly dataset: FileDatasetSpec; readonly reasons: readonly Reason[] } {
  const { reasons, ...roles } = proposeRoles(table, wish);
  return { dataset: { ...newDataset(table), ...roles }, reasons };
}

/** A file's data set before its columns have roles. */
function newDataset(table: KnownTable): FileDatasetSpec {
  const blank = fileDatasetSchema.parse({ kind: 'file', path: table.path, features: ['x'] });
  return hasNames(table) ? blank : { ...blank, columns: proposeNames(table) };
}

/** What a proposal says beside the roles of columns. */
export interface ProposedSettings {
  readonly dataset: Pick<FileDatasetSpec, 'validationSplit' | 'split' | 'scaling' | 'targetScaling'>;
  readonly model: ModelSpec;
  readonly training: Experiment['training'];
  readonly reasons: readonly Reason[];
}

/**
 * Rows held out, scaling, model and training for a data set whose columns have their roles.
 * @param dataset with target and features; its validation share counts where `isSplitGiven`
 * @param kind of the model; left out: the one that suits the target
 * @param classes of the target as training would see them, where that is known
 */
export function proposeSettings(
  table: KnownTable,
  dataset: FileDatasetSpec,
  kind: ModelKind = proposeKind(dataset.target),
  { classes = null, isSplitGiven = false }: { classes?: number | null; isSplitGiven?: boolean } = {},
): ProposedSettings {
  const target = namedColumns(table, dataset.columns).find(({ name }) => name === dataset.target);
  const task = findTask(table, dataset, target, classes);
  // Rows without a target cannot be used, whatever the model.
  const rows = Math.max(0, table.rows - (target?.column.missing ?? 0));
  const given = isSplitGiven ? dataset : null;
  return settingsFor(kind, task, rows, given, table.stream !== undefined);
}

/**
 * What {@link proposeSettings} says of a generated data set; null for tables of a few rows such as
 * XNOR's, which are learned by heart.
 */
export function proposeGenerated(dataset: GeneratedDatasetSpec): ProposedSettings | null {
  const rows = readParam(dataset, 'n');
  if (!(rows >= MIN_VALIDATED_ROWS)) return null;
  const { target } = GENERATORS[dataset.generator];
  const count = generatedClasses(dataset);
  const task: TargetTask | null =
    target === null ? null : count === null ? { kind: 'numbers' } : { kind: 'classes', count };
  return settingsFor(proposeKind(target), task, rows, null);
}

/** @param given whose split was chosen already; null: it is proposed too */
function settingsFor(
  kind: ModelKind,
  task: TargetTask | null,
  rows: number,
  given: Pick<FileDatasetSpec, 'validationSplit' | 'split'> | null,
  isStreamed = false,
): ProposedSettings {
  const { preparation, reasons: ofData } = proposePreparation(kind, task, rows, isStreamed);
  const share = given?.validationSplit ?? preparation.validationSplit;
  const isValidated = share > 0 || (given !== null && hasValidation(given));
  const trainRows = Math.max(1, rows - Math.round(rows * share));
  const question = { task: task ?? ({ kind: 'numbers' } as const), isValidated, rows: trainRows };
  const { proposal } = MODELS[kind];
  const { settings: model, reasons: ofModel } = proposal.model(question);
  const { settings: training, reasons: ofTraining } = proposal.training(trainRows, isValidated);
  return {
    dataset: preparation,
    model: modelSchema.parse(model),
    training: trainingSchema.parse(training),
    reasons: [...ofData, ...ofModel, ...ofTraining],
  };
}

function findTask(
  table: KnownTable,
  dataset: FileDatasetSpec,
  named: NamedColumn | undefined,
  classes: number | null,
): TargetTask | null {
  if (dataset.target === null) return null;
  if (classes !== null && classes >= 2) return { kind: 'classes', count: classes };
  if (named === undefined) return { kind: 'numbers' };
  const type = dataset.columnSettings.find(({ name }) => name === named.name)?.type ?? named.column.type;
  return targetTask(table, { ...named, column: { ...named.column, type } });
}

/** The file's name without folder and ending. */
function toName(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return name.replace(/\.\w+(\.gz)?$/, '') || name || 'data';
}
