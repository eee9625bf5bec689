import { z } from 'zod';
import { ERROR_KINDS } from '../errors';
import { experimentSchema, SCALINGS } from '../experiment/schema';
import { RUN_STATUSES } from './status';

/** JSON has no NaN or infinity and writes null for them, which reads as "no value": spell them out. */
export const storedNumberSchema = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);
export type StoredNumber = z.infer<typeof storedNumberSchema>;

export function encodeNumber(value: number): StoredNumber {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return 'Infinity';
  if (value === -Infinity) return '-Infinity';
  return value;
}

export function decodeNumber(value: StoredNumber): number {
  return typeof value === 'number' ? value : Number(value);
}

const metricsSchema = z.record(z.string(), storedNumberSchema);

export const errorInfoSchema = z.object({
  kind: z.enum(ERROR_KINDS),
  message: z.string(),
  file: z.string().optional(),
  line: z.number().optional(),
  column: z.union([z.string(), z.number()]).optional(),
  field: z.string().optional(),
  detail: z.string().optional(),
});

export const checkpointRefSchema = z.object({
  step: z.number().int().min(0),
  /** Relative to the run folder, `/` as separator. */
  path: z.string().regex(/^checkpoints\/step-\d{7,}$/),
  bytes: z.number().min(0),
  metrics: metricsSchema,
});
export type CheckpointRef = z.infer<typeof checkpointRefSchema>;

/** Parameters that turn a raw column into what the model saw: (x - offset) / scale. */
export const scalerSchema = z.object({
  kind: z.enum(SCALINGS),
  offset: z.array(z.number()),
  scale: z.array(z.number()),
});
export type Scaler = z.infer<typeof scalerSchema>;

export const datasetFactsSchema = z.object({
  name: z.string(),
  /** Of the file's bytes, or of the generated values. */
  sha256: z.string(),
  /** Rows used (after missing values were dealt with). */
  rows: z.number().int(),
  droppedRows: z.number().int(),
  trainRows: z.number().int(),
  validationRows: z.number().int(),
  features: z.array(z.string()),
  target: z.string().nullable(),
  /** Distinct target values in ascending order, when the model classifies. */
  classes: z.array(z.union([z.number(), z.string()])),
  /** Raw min and max of each feature over the used rows. */
  featureRanges: z.array(z.tuple([z.number(), z.number()])),
  scaler: scalerSchema,
  /** Hash over file hash, columns, missing, scaling, split and seed: equal fingerprints are comparable. */
  fingerprint: z.string(),
});
export type DatasetFacts = z.infer<typeof datasetFactsSchema>;

export const runResultSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('network'),
    parameterCount: z.number().int(),
    shapes: z.array(z.array(z.number().int())),
  }),
  z.object({
    kind: z.literal('kmeans'),
    /** [k][features], raw units, in the order of the labels. */
    clusterCenters: z.array(z.array(z.number())),
    clusterSizes: z.array(z.number().int()),
  }),
  z.object({
    kind: z.literal('svm'),
    classes: z.array(z.union([z.number(), z.string()])),
    /** [1][features] and [1], in raw units: decision = coef . x + intercept. */
    coef: z.array(z.array(z.number())),
    intercept: z.array(z.number()),
    /** Distance between the two margins, 2 / |coef|, raw units. */
    marginWidth: z.number(),
    supportVectorCount: z.number().int(),
  }),
]);
export type RunResult = z.infer<typeof runResultSchema>;

/** `run.json`, `run --json` and `show --json` (there with `path`). */
export const runRecordSchema = z.object({
  schemaVersion: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]{8,64}$/),
  /** May be edited later; starts as the experiment's name. */
  name: z.string(),
  experiment: experimentSchema,
  status: z.enum(RUN_STATUSES),
  error: errorInfoSchema.nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Time spent training, pauses left out. */
  elapsedMs: z.number(),
  /** Steps (network) or iterations (k-means, SVM) done. */
  steps: z.number().int(),
  totalSteps: z.number().int().nullable(),
  engine: z.object({ kind: z.enum(['typed', 'tensorflow']), reason: z.string() }).nullable(),
  dataset: datasetFactsSchema.nullable(),
  summary: metricsSchema,
  result: runResultSchema.nullable(),
  checkpoints: z.array(checkpointRefSchema),
  environment: z.object({
    benchtop: z.string(),
    node: z.string(),
    electron: z.string().nullable(),
    tensorflow: z.string().nullable(),
    platform: z.string(),
  }),
  /** The app session that owns a live run: a live run of another session is interrupted. */
  session: z.string(),
  tags: z.array(z.string()),
  note: z.string(),
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
});
export type RunRecord = z.infer<typeof runRecordSchema>;

/** A stored record with the folder it lies in. */
export interface StoredRun {
  readonly record: RunRecord;
  /** Absolute folder of the run. */
  readonly path: string;
}
