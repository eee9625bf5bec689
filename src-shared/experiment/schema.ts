import { z } from 'zod';
import { later, OF_FEW } from '../later';
import { fail, problemText, type BenchtopError, type FieldProblem } from '../errors';
import { issueText } from './issue-text';
import {
  datasetSchema,
  fileDatasetSchema,
  generatedDatasetSchema,
  type DatasetSpec,
  type FileDatasetSpec,
  type GeneratedDatasetSpec,
} from '../dataset/schema';
import { earlyStoppingSchema, networkSchema } from '../models/network/schema';
import { number, numberOr } from '../fields/number-schema';
import { svmProblems, svmSchema } from '../models/svm/schema';

export * from '../dataset/schema';
export * from '../models/network/schema';
export { CALIBRATIONS, reciprocal, SVM_LOSSES, svmSchema } from '../models/svm/schema';

export const KMEANS_INITS = ['k-means++', 'random', 'rows'] as const;
export const ENGINES = ['auto', 'tensorflow', 'typed'] as const;

export type EngineChoice = (typeof ENGINES)[number];

export const kmeansSchema = later(() =>
  z
    .strictObject({
      kind: z.literal('kmeans'),
      nClusters: numberOr('model.nClusters'),
      init: z.enum(KMEANS_INITS).default('k-means++'),
      /** Of init "rows": the 1-based rows of the table that the centres start on, one a cluster. */
      initRows: z
        .array(
          z
            .number('A row must be a number.')
            .int('A row must be a whole number.')
            .min(1, 'Rows count from 1.'),
        )
        .max(1000)
        .nullable()
        .default(null),
      nInit: numberOr('model.nInit'),
      maxIter: numberOr('model.maxIter'),
      tol: numberOr('model.tol'),
      /**
       * What `tol` is measured on. inertia: a round lowers J by at most this share; centers (as in
       * scikit-learn): the centres move by at most this share of the features' mean variance, squared.
       */
      tolOn: z.enum(['inertia', 'centers']).default('inertia'),
      /** Rows per round, drawn anew for each; null: all rows (Lloyd's algorithm). */
      batchSize: number('model.batchSize').nullable().default(null),
      reassignmentRatio: numberOr('model.reassignmentRatio'),
      maxNoImprovement: numberOr('model.maxNoImprovement'),
    })
    .superRefine(({ init, initRows, nClusters }, context) => {
      const message = init === 'rows' ? initRowsProblem(initRows ?? [], nClusters) : null;
      if (message !== null) context.addIssue({ code: 'custom', message, path: ['initRows'] });
    }),
);

/** What is wrong with chosen rows, as one sentence, or null. */
function initRowsProblem(rows: readonly number[], k: number): string | null {
  if (rows.length !== k) return `Choose as many rows as there are clusters: ${k}, not ${rows.length}.`;
  const twice = rows.find((row, i) => rows.indexOf(row) !== i);
  return twice === undefined ? null : `Row ${twice} is chosen twice: each centre starts on a row of its own.`;
}

export const modelSchema = later(() =>
  z.discriminatedUnion('kind', [networkSchema, kmeansSchema, svmSchema]),
);

export const trainingSchema = later(() =>
  z.strictObject({
    /** Weight updates of a network; k-means and the SVM stop by `model.maxIter`. */
    steps: numberOr('training.steps'),
    /** Passes of a network over the training rows, which then decide the steps; null: `steps` counts. */
    epochs: number('training.epochs').nullable().default(null),
    /** null: full batch. */
    batchSize: number('training.batchSize').nullable().default(null),
    logEvery: numberOr('training.logEvery'),
    checkpointEvery: numberOr('training.checkpointEvery'),
    /** Of a network; null: it trains all its steps. */
    earlyStopping: earlyStoppingSchema.nullable().default(null),
    engine: z.enum(ENGINES).default('auto'),
  }),
);

export const experimentSchema = later(() =>
  z
    .strictObject({
      schemaVersion: z.literal(
        1,
        'This file was made for another version of Benchtop: schemaVersion must be 1.',
      ),
      name: z.string().trim().min(1, 'The experiment needs a name.').max(300),
      seed: numberOr('seed'),
      dataset: datasetSchema,
      model: modelSchema,
      training: trainingSchema.prefault({}),
    })
    .superRefine((experiment, context) => {
      for (const problem of svmProblems(experiment)) context.addIssue({ code: 'custom', ...problem });
    }),
);

export type Experiment = z.output<typeof experimentSchema>;
/** An experiment as written by hand: whatever has a default may be left out. */
export type ExperimentInput = z.input<typeof experimentSchema>;
export type ModelSpec = Experiment['model'];
export type KMeansSpec = Extract<ModelSpec, { kind: 'kmeans' }>;
export type SvmSpec = Extract<ModelSpec, { kind: 'svm' }>;
export type TrainingSpec = Experiment['training'];

export type { FieldProblem } from '../errors';

/** Every problem of an experiment, in the order of the document; the experiment when there is none. */
export function checkExperiment(
  input: unknown,
): { ok: true; experiment: Experiment } | { ok: false; problems: FieldProblem[] } {
  const parsed = experimentSchema.safeParse(input, READING);
  if (parsed.success) return { ok: true, experiment: parsed.data };
  return { ok: false, problems: problemsOf(parsed.error) };
}

function problemsOf(error: z.ZodError, within: readonly string[] = []): FieldProblem[] {
  return error.issues.map((issue) => {
    // A key that is none of the schema's is the field, not the object that holds it.
    const key = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    return { field: [...within, ...issue.path, ...key].join('.'), message: issue.message };
  });
}

/** How documents are read: what is wrong with one is said in sentences. */
const READING = { ...OF_FEW, error: issueText };

/**
 * The experiment with its defaults filled in.
 * @throws BenchtopError `invalid-experiment` naming the first bad field, and the file if given; all
 * problems where there are several
 */
export function parseExperiment(input: unknown, file?: string): Experiment {
  const checked = checkExperiment(input);
  if (checked.ok) return checked.experiment;
  throw experimentError(checked.problems, file);
}

/**
 * A data set with its defaults filled in.
 * @throws BenchtopError `invalid-experiment` naming the first bad field, e.g. `dataset.features`
 */
export function parseDataset(input: unknown): DatasetSpec {
  return parsedDataset(datasetSchema.safeParse(input, READING));
}

/** The same for one of a file. @throws BenchtopError `invalid-experiment` */
export function parseFileDataset(input: unknown): FileDatasetSpec {
  return parsedDataset(fileDatasetSchema.safeParse(input, READING));
}

/** The same for a generated one. @throws BenchtopError `invalid-experiment` */
export function parseGeneratedDataset(input: unknown): GeneratedDatasetSpec {
  return parsedDataset(generatedDatasetSchema.safeParse(input, READING));
}

function parsedDataset<T>(parsed: z.ZodSafeParseResult<T>): T {
  if (parsed.success) return parsed.data;
  throw experimentError(problemsOf(parsed.error, ['dataset']));
}

function experimentError(problems: readonly FieldProblem[], file?: string): BenchtopError {
  const first = problems[0] ?? { field: '', message: 'not an experiment' };
  return fail('invalid-experiment', problemText(first), {
    ...(first.field === '' ? {} : { field: first.field }),
    ...(file === undefined ? {} : { file }),
    ...(problems.length > 1 ? { problems } : {}),
  });
}
