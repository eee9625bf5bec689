import { z } from 'zod';
import { fail, type BenchtopError } from '../errors';
import { FIELDS, fieldProblem, type FieldName } from './fields';

/** A required number whose range comes from {@link FIELDS}. */
function number(name: FieldName): z.ZodNumber {
  return z.number(`${FIELDS[name].label} must be a number.`).superRefine((value, context) => {
    const problem = fieldProblem(name, value);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });
}

/** The same with the field's default where it is left out. */
function numberOr(name: FieldName): z.ZodDefault<z.ZodNumber> {
  return number(name).default(FIELDS[name].default);
}

export const ACTIVATIONS = ['sigmoid', 'tanh', 'relu', 'linear'] as const;
export const LOSSES = ['meanSquaredError', 'meanAbsoluteError', 'binaryCrossentropy'] as const;
export const INITIALIZERS = ['glorotUniform', 'glorotNormal', 'heUniform', 'heNormal', 'zeros'] as const;
export const ENGINES = ['auto', 'tensorflow', 'typed'] as const;
export const MISSING = ['drop', 'mean', 'median', 'constant', 'error'] as const;
export const SCALINGS = ['none', 'standard', 'minmax'] as const;
export const GENERATORS = ['xnor', 'xor', 'and', 'or', 'linear-margin', 'heights-weights'] as const;

export type Activation = (typeof ACTIVATIONS)[number];
export type LossName = (typeof LOSSES)[number];
export type InitializerName = (typeof INITIALIZERS)[number];
export type EngineChoice = (typeof ENGINES)[number];
export type GeneratorName = (typeof GENERATORS)[number];

const columnName = z.string().min(1, 'A column name must not be empty.').max(10000);

/** How to read a text file; what is left out is detected. */
export const dialectSchema = z.strictObject({
  /** One character, or `whitespace` for runs of blanks and tabs. */
  delimiter: z.string().min(1).max(20).optional(),
  quote: z.string().max(1).optional(),
  escape: z.string().max(1).optional(),
  comment: z.string().max(1).optional(),
  header: z.boolean().optional(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'latin-1', 'windows-1252']).optional(),
  decimal: z.enum(['.', ',']).optional(),
  thousands: z.string().max(1).optional(),
  skip: z.number().int().min(0).optional(),
  na: z.array(z.string()).optional(),
});
export type Dialect = z.infer<typeof dialectSchema>;

const preparation = {
  /** What to do with a row whose feature or target is missing. */
  missing: z.enum(MISSING).default('drop'),
  missingValue: numberOr('dataset.missingValue'),
  scaling: z.enum(SCALINGS).default('none'),
  validationSplit: numberOr('dataset.validationSplit'),
};

export const fileDatasetSchema = z.strictObject({
  kind: z.literal('file'),
  path: z.string().min(1, 'The data file needs a path.').max(4096),
  /** Names for the columns of a file without a header. */
  columns: z.array(columnName).optional(),
  dialect: dialectSchema.optional(),
  features: z.array(columnName).min(1, 'Choose at least one feature column.'),
  target: columnName.nullable().default(null),
  ...preparation,
});

export const generatedDatasetSchema = z.strictObject({
  kind: z.literal('generated'),
  generator: z.enum(GENERATORS),
  params: z
    .strictObject({
      n: number('dataset.params.n').optional(),
      range: number('dataset.params.range').optional(),
      margin: number('dataset.params.margin').optional(),
    })
    .default({}),
  ...preparation,
});

export const datasetSchema = z.discriminatedUnion('kind', [fileDatasetSchema, generatedDatasetSchema]);

export const optimizerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sgd'), learningRate: numberOr('model.optimizer.learningRate') }),
  z.strictObject({
    kind: z.literal('momentum'),
    learningRate: numberOr('model.optimizer.learningRate'),
    momentum: numberOr('model.optimizer.momentum'),
  }),
  z.strictObject({
    kind: z.literal('rmsprop'),
    learningRate: numberOr('model.optimizer.learningRate'),
    rho: numberOr('model.optimizer.rho'),
    epsilon: numberOr('model.optimizer.epsilon'),
  }),
  z.strictObject({
    kind: z.literal('adam'),
    learningRate: numberOr('model.optimizer.learningRate'),
    beta1: numberOr('model.optimizer.beta1'),
    beta2: numberOr('model.optimizer.beta2'),
    epsilon: numberOr('model.optimizer.epsilon'),
  }),
]);
export const OPTIMIZERS = ['sgd', 'momentum', 'rmsprop', 'adam'] as const;

export const networkSchema = z.strictObject({
  kind: z.literal('network'),
  layers: z
    .array(z.strictObject({ units: number('model.layers.units'), activation: z.enum(ACTIVATIONS) }))
    .min(1, 'A network needs at least one layer.')
    .max(32, 'A network may have at most 32 layers.'),
  loss: z.enum(LOSSES).default('meanSquaredError'),
  optimizer: optimizerSchema.default({
    kind: 'adam',
    learningRate: 0.03,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
  }),
  initializer: z.enum(INITIALIZERS).default('glorotUniform'),
  biasInitializer: z.enum(['zeros', 'glorotUniform']).default('zeros'),
});

export const kmeansSchema = z.strictObject({
  kind: z.literal('kmeans'),
  nClusters: numberOr('model.nClusters'),
  init: z.enum(['k-means++', 'random']).default('k-means++'),
  nInit: numberOr('model.nInit'),
  maxIter: numberOr('model.maxIter'),
  tol: numberOr('model.tol'),
});

export const svmSchema = z.strictObject({
  kind: z.literal('svm'),
  l2: numberOr('model.l2'),
  maxIter: number('model.maxIter').default(30),
});

export const modelSchema = z.discriminatedUnion('kind', [networkSchema, kmeansSchema, svmSchema]);

export const trainingSchema = z.strictObject({
  /** Weight updates of a network; k-means and the SVM stop by `model.maxIter`. */
  steps: numberOr('training.steps'),
  /** null: full batch. */
  batchSize: number('training.batchSize').nullable().default(null),
  logEvery: numberOr('training.logEvery'),
  checkpointEvery: numberOr('training.checkpointEvery'),
  engine: z.enum(ENGINES).default('auto'),
});

export const experimentSchema = z.strictObject({
  schemaVersion: z.literal(1, 'This file was made for another version of Benchtop: schemaVersion must be 1.'),
  name: z.string().trim().min(1, 'The experiment needs a name.').max(300),
  seed: numberOr('seed'),
  dataset: datasetSchema,
  model: modelSchema,
  training: trainingSchema.prefault({}),
});

export type Experiment = z.output<typeof experimentSchema>;
/** An experiment as written by hand: whatever has a default may be left out. */
export type ExperimentInput = z.input<typeof experimentSchema>;
export type DatasetSpec = Experiment['dataset'];
export type FileDatasetSpec = Extract<DatasetSpec, { kind: 'file' }>;
export type GeneratedDatasetSpec = Extract<DatasetSpec, { kind: 'generated' }>;
export type ModelSpec = Experiment['model'];
export type NetworkSpec = Extract<ModelSpec, { kind: 'network' }>;
export type KMeansSpec = Extract<ModelSpec, { kind: 'kmeans' }>;
export type SvmSpec = Extract<ModelSpec, { kind: 'svm' }>;
export type OptimizerSpec = NetworkSpec['optimizer'];
export type TrainingSpec = Experiment['training'];

export interface FieldProblem {
  /** Dotted path, e.g. `model.layers.0.units`; empty for the document itself. */
  readonly field: string;
  readonly message: string;
}

/** Every problem of an experiment, in the order of the document; the experiment when there is none. */
export function checkExperiment(
  input: unknown,
): { ok: true; experiment: Experiment } | { ok: false; problems: FieldProblem[] } {
  const parsed = experimentSchema.safeParse(input);
  if (parsed.success) return { ok: true, experiment: parsed.data };
  const problems = parsed.error.issues.map((issue) => ({
    field: issue.path.join('.'),
    message: issue.message,
  }));
  return { ok: false, problems };
}

/**
 * The experiment with its defaults filled in.
 * @throws BenchtopError `invalid-experiment` naming the first bad field, and the file if given.
 */
export function parseExperiment(input: unknown, file?: string): Experiment {
  const checked = checkExperiment(input);
  if (checked.ok) return checked.experiment;
  throw experimentError(checked.problems, file);
}

function experimentError(problems: readonly FieldProblem[], file?: string): BenchtopError {
  const first = problems[0] ?? { field: '', message: 'not an experiment' };
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  const where = first.field === '' ? '' : `${first.field}: `;
  return fail('invalid-experiment', `${where}${first.message}${more}`, {
    ...(first.field === '' ? {} : { field: first.field }),
    ...(file === undefined ? {} : { file }),
  });
}
