import { say } from '../language/say';
import { z } from 'zod';
import { checked } from '../checked';
import { lazy, JITLESS } from '../lazy';
import { fail, problemText, type BenchtopError, type FieldProblem } from '../errors';
import {
  datasetSchema,
  fileDatasetSchema,
  generatedDatasetSchema,
  type DatasetSpec,
  type FileDatasetSpec,
  type GeneratedDatasetSpec,
} from '../dataset/schema';
import { numberSchemas } from '../fields/number-schema';
import { SEED_FIELDS } from '../fields/seed-field';
import { modelDefinition } from '../models';
import { modelSchema } from '../models/schema';
import { trainingSchema } from '../training/schema';
import { issueText } from './issue-text';

export * from '../dataset/schema';
export { type ModelKind, type ModelSpec } from '../models';
export { KMEANS_INITS, kmeansSchema, type KMeansSpec } from '../models/kmeans/schema';
export * from '../models/network/schema';
export { modelSchema } from '../models/schema';
export { reciprocal, svmSchema, type SvmSpec } from '../models/svm/schema';
export * from '../training/schema';

const { numberOr } = numberSchemas(SEED_FIELDS);

export const experimentSchema = lazy(() =>
  z
    .strictObject({
      schemaVersion: z.literal(
        1,
        'This file was made for another version of Benchtop: schemaVersion must be 1.',
      ),
      name: z.string().trim().min(1, say('The experiment needs a name.')).max(300),
      seed: numberOr('seed'),
      dataset: datasetSchema,
      model: modelSchema,
      training: trainingSchema.prefault({}),
    })
    .superRefine((experiment, context) => {
      for (const { field, message } of modelDefinition(experiment.model.kind).problems(experiment)) {
        context.addIssue({ code: 'custom', path: field.split('.'), message });
      }
    }),
);

export type Experiment = z.output<typeof experimentSchema>;
/** An experiment as written by hand: whatever has a default may be left out. */
export type ExperimentInput = z.input<typeof experimentSchema>;

export type { FieldProblem } from '../errors';

/** Every problem of an experiment, in the order of the document; the experiment when there is none. */
export function checkExperiment(
  input: unknown,
): { ok: true; experiment: Experiment } | { ok: false; problems: FieldProblem[] } {
  const parsed = checked(experimentSchema, input, READING);
  if (parsed.success) return { ok: true, experiment: parsed.data };
  return { ok: false, problems: toProblems(parsed.error) };
}

function toProblems(error: z.ZodError, within: readonly string[] = []): FieldProblem[] {
  return error.issues.map((issue) => {
    // A key that is none of the schema's is the field, not the object that holds it.
    const key = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    return { field: [...within, ...issue.path, ...key].join('.'), message: issue.message };
  });
}

/** How documents are read: what is wrong with one is said in sentences. */
const READING = { ...JITLESS, error: issueText };

/**
 * The experiment with its defaults filled in.
 * @throws BenchtopError `invalid-experiment` naming the first bad field, and the file if given; all
 * problems where there are several
 */
export function parseExperiment(input: unknown, file?: string): Experiment {
  const found = checkExperiment(input);
  if (found.ok) return found.experiment;
  throw experimentError(found.problems, file);
}

/**
 * A data set with its defaults filled in.
 * @throws BenchtopError `invalid-experiment` naming the first bad field, e.g. `dataset.features`
 */
export function parseDataset(input: unknown): DatasetSpec {
  return parsedDataset(checked(datasetSchema, input, READING));
}

/**
 * Data set of a file, with defaults filled in.
 * @throws BenchtopError `invalid-experiment`
 */
export function parseFileDataset(input: unknown): FileDatasetSpec {
  return parsedDataset(checked(fileDatasetSchema, input, READING));
}

/**
 * Generated data set, with defaults filled in.
 * @throws BenchtopError `invalid-experiment`
 */
export function parseGeneratedDataset(input: unknown): GeneratedDatasetSpec {
  return parsedDataset(checked(generatedDatasetSchema, input, READING));
}

function parsedDataset<T>(parsed: z.ZodSafeParseResult<T>): T {
  if (parsed.success) return parsed.data;
  throw experimentError(toProblems(parsed.error, ['dataset']));
}

function experimentError(problems: readonly FieldProblem[], file?: string): BenchtopError {
  const first = problems[0] ?? { field: '', message: say('not an experiment') };
  return fail('invalid-experiment', problemText(first), {
    ...(first.field === '' ? {} : { field: first.field }),
    ...(file === undefined ? {} : { file }),
    ...(problems.length > 1 ? { problems } : {}),
  });
}
