import { z } from 'zod';
import { leftOutRowsSchema } from '../../dataset/left-out';
import { later } from '../../later';
import { ERROR_KINDS } from '../../errors';
import {
  COLUMN_TYPES,
  DATE_PARTS,
  experimentSchema,
  sampleSchema,
  SCALINGS,
  SPLIT_METHODS,
} from '../../experiment/schema';
import { rateChangeSchema } from '../../models/network/rate-change';
import { runResultSchema } from '../../models/schema';
import { findingSchema } from '../live/guidance';
import { withReadingThen } from './reading-then';
import { RUN_STATUSES } from './status';

export type { RateChange } from '../../models/network/rate-change';
export type { Calibration, CrossValidation } from '../../models/svm/result';
export type { RunResult } from '../../models';

/** JSON has no NaN or infinity and writes null for them, which reads as "no value": spell them out. */
export const storedNumberSchema = later(() =>
  z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]),
);
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

const metricsSchema = later(() => z.record(z.string(), storedNumberSchema));

export const errorInfoSchema = later(() =>
  z.object({
    kind: z.enum(ERROR_KINDS),
    message: z.string(),
    file: z.string().optional(),
    line: z.number().optional(),
    column: z.union([z.string(), z.number()]).optional(),
    field: z.string().optional(),
    detail: z.string().optional(),
  }),
);

export const checkpointRefSchema = later(() =>
  z.object({
    step: z.number().int().min(0),
    /** Relative to the run folder, `/` as separator. */
    path: z.string().regex(/^checkpoints\/step-\d{7,}$/),
    bytes: z.number().min(0),
    metrics: metricsSchema,
  }),
);
export type CheckpointRef = z.infer<typeof checkpointRefSchema>;

/** Parameters that turn a raw model input into what the model saw: (x - offset) / scale. */
const scalerSchema = later(() =>
  z.object({
    /** Of the data set. */
    kind: z.enum(SCALINGS),
    /** Of each model input, where they are not all `kind`; inputs of 0 and 1 are never scaled. */
    kinds: z.array(z.enum(SCALINGS)).optional(),
    offset: z.array(z.number()),
    scale: z.array(z.number()),
  }),
);
export type Scaler = z.infer<typeof scalerSchema>;

/** What turns a numeric target into what a network learned: (target - offset) / scale. */
const targetScalerSchema = later(() => z.object({ offset: z.number(), scale: z.number() }));
export type TargetScaler = z.infer<typeof targetScalerSchema>;

/** How one raw column becomes model inputs; enough to predict from raw cells. */
const encoderSchema = later(() =>
  z.object({
    column: z.string(),
    /**
     * number: the value; date: days since 1970-01-01 UTC; oneHot: an input of 0 or 1 a category;
     * ordinal: the place among the categories; dateParts: an input for each of `parts`.
     */
    kind: z.enum(['number', 'date', 'oneHot', 'ordinal', 'dateParts']),
    /** Of oneHot and ordinal, in the order of their inputs or places. */
    categories: z.array(z.string()),
    /** Of dateParts: what its inputs are, in their order. */
    parts: z.array(z.enum(DATE_PARTS)).optional(),
    /** Of dateParts: least and greatest day over the used rows, as `featureRanges` has it of other columns. */
    range: z.tuple([z.number(), z.number()]).optional(),
    /** Stands in for a missing cell, as in training; null: a row without the cell cannot be used. */
    fill: z.union([z.number(), z.string()]).nullable(),
    /** Of numbers and dates, over the training rows; what a form for a new point starts with. */
    median: z.number().optional(),
    /** The same of a category: its most frequent word. */
    mode: z.string().optional(),
  }),
);
export type Encoder = z.infer<typeof encoderSchema>;

/** Why rows were left out, in the order in which a row's reason is looked for. */
export const DROP_REASONS = ['doubtful', 'badCell', 'target', 'weight', 'missing'] as const;
export type DropReason = (typeof DROP_REASONS)[number];

export const datasetFactsSchema = later(() =>
  z.object({
    name: z.string(),
    /** Of the file as it was read; null for generated data. */
    path: z.string().nullable().default(null),
    /** Of the file's bytes, or of the generated values. */
    sha256: z.string(),
    /** Of several files: the further ones as they were read, in their order; absent for one file, and in older records. */
    others: z.array(z.object({ path: z.string(), sha256: z.string() })).optional(),
    /** Rows used (after missing values were dealt with). */
    rows: z.number().int(),
    /** Rows left out of those that the filter and the sample chose. */
    droppedRows: z.number().int(),
    /** The same by why; a row is counted once. */
    droppedByReason: z.partialRecord(z.enum(DROP_REASONS), z.number().int()).default({}),
    /** Rows for which the filter is not true; absent without one, and in records from before it was counted. */
    filteredRows: z.number().int().optional(),
    /** Rows of those left that the sample did not take; absent without one, or where a sample was read and not the whole file. */
    unsampledRows: z.number().int().optional(),
    /** What the file holds beside the table's rows; absent in records from before any was left out. */
    leftOut: z.array(leftOutRowsSchema).optional(),
    trainRows: z.number().int(),
    validationRows: z.number().int(),
    /** The model's inputs: a category column of one-hot encoding is several, `Colour=red`. */
    features: z.array(z.string()),
    target: z.string().nullable(),
    /** The columns that were read, as they were read. */
    schema: z
      .array(
        z.object({
          name: z.string(),
          type: z.enum(COLUMN_TYPES),
          role: z.enum(['feature', 'target', 'weight', 'split']),
        }),
      )
      .default([]),
    /** One a feature column, in their order; empty in records from before there were any. */
    encoders: z.array(encoderSchema).default([]),
    weight: z.string().nullable().default(null),
    filter: z.string().nullable().default(null),
    /** With the seed that was used. */
    sample: sampleSchema.nullable().default(null),
    /** How validation rows were chosen, with the seed that was used; null where there are none. */
    split: z
      .object({
        method: z.enum(SPLIT_METHODS),
        seed: z.number().int().nullable(),
        groupEqualRows: z.literal(true).optional(),
      })
      .nullable()
      .default(null),
    /** Over the numbers of the rows used and the part that each is in: what rows.csv lists. */
    rowsSha256: z.string().nullable().default(null),
    /**
     * Over the very values of the used rows, in their order, whatever the columns are called: target,
     * weights (null: none, or all 1) and, where k-means is trained, scaled features. Left out in records
     * from before they were kept.
     */
    valuesSha256: z
      .object({
        target: z.string().nullable(),
        weight: z.string().nullable(),
        features: z.string().nullable(),
      })
      .optional(),
    /** Distinct target values in ascending order, when the model classifies. */
    classes: z.array(z.union([z.number(), z.string()])),
    /** Raw min and max of each model input over the used rows. */
    featureRanges: z.array(z.tuple([z.number(), z.number()])),
    scaler: scalerSchema,
    /** What was decided of the columns in use that a person should know, e.g. that numbers are codes; absent: nothing. */
    notes: z.array(z.string()).optional(),
    /** Set where a numeric target was scaled for training; answers and metrics are in raw units. */
    targetScaler: targetScalerSchema.optional(),
    /** Hash over the data and every choice that changes what is trained on: equal ones are comparable. */
    fingerprint: z.string(),
  }),
);
export type DatasetFacts = z.infer<typeof datasetFactsSchema>;

const runIdSchema = later(() => z.string().regex(/^[a-z0-9-]{8,64}$/));

/** Two runs' values of a metric at a step. */
const apartSchema = later(() =>
  z.object({
    step: z.number(),
    metric: z.string(),
    /** Of the run that was checked, and of the one that repeated it. */
    values: z.tuple([storedNumberSchema, storedNumberSchema]),
    /** |a - b| / max(|a|, |b|). */
    relative: storedNumberSchema,
  }),
);

const CHECK_OUTCOMES = ['same', 'close', 'differs'] as const;

/** What came of running a run again with the same settings; both runs are stamped with it. */
const runCheckSchema = later(() =>
  z.object({
    /** The other run. */
    with: runIdSchema,
    at: z.string(),
    /** same: every number; close: all within a relative 1e-5, which is what TensorFlow promises. */
    outcome: z.enum(CHECK_OUTCOMES),
    /** Logged steps that both have. */
    steps: z.number().int(),
    /** At the first step where any metric differs the one that differs most; null: none does. */
    first: apartSchema.nullable(),
    /** The largest difference of all. */
    largest: apartSchema.nullable(),
    /** What else is not the same, e.g. the engine; in sentences. */
    notes: z.array(z.string()),
  }),
);
export type RunCheck = z.infer<typeof runCheckSchema>;

/** `run.json`, `run --json` and `show --json` (there with `path`). */
export const runRecordSchema = later(() => storedRunSchema().overwrite(withReadingThen));
export type RunRecord = z.infer<typeof runRecordSchema>;

const storedRunSchema = () =>
  z.object({
    schemaVersion: z.literal(1),
    id: runIdSchema,
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
    /** The copy of the data file (of several: of the first), from the workspace on, `/` as separator; null where none was asked for. */
    dataCopy: z
      .string()
      .regex(/^data\/[^/\\]+$/)
      .nullable()
      .default(null),
    /** Of several files: the copies of the further ones, in their order; absent where there are none. */
    otherCopies: z.array(z.string().regex(/^data\/[^/\\]+$/)).optional(),
    summary: metricsSchema,
    result: runResultSchema.nullable(),
    /**
     * Of a fork: the run and the step whose checkpoint it went on from. Its logs begin with the parent's
     * rows up to that step, and its first checkpoint is that one, so that it needs the parent no more.
     */
    parent: z
      .object({ id: runIdSchema, step: z.number().int().min(0) })
      .nullable()
      .default(null),
    /** Of a run that was made together with others: which they are, and which of them it is (from 0). */
    group: z
      .object({
        id: z.string().regex(/^[a-z0-9-]{8,64}$/),
        kind: z.enum(['repeat', 'sweep']),
        name: z.string(),
        place: z.number().int().min(0),
      })
      .nullable()
      .default(null),
    /** Whether running it again gave the same numbers; null: nobody has looked. */
    check: runCheckSchema.nullable().default(null),
    /**
     * Ascending. Going on with the run and running it again make them at the same steps; those after
     * the last step are still to come.
     */
    rateChanges: z.array(rateChangeSchema).default([]),
    /** What could not be written, while training waits until it can; absent: it does not wait. */
    waiting: errorInfoSchema.optional(),
    checkpoints: z.array(checkpointRefSchema),
    /** What a person should know of the run's files, e.g. of columns that had to be called otherwise. */
    notices: z.array(z.string()).optional(),
    /** What was seen of data, curve and model that one may want to act on; one of a kind. */
    findings: z.array(findingSchema).default([]),
    environment: z.object({
      benchtop: z.string(),
      node: z.string(),
      electron: z.string().nullable(),
      tensorflow: z.string().nullable(),
      platform: z.string(),
      /** null in records of before it was kept. */
      v8: z.string().nullable().default(null),
      /** Whose exponentials, sines and powers: Benchtop's own; null: V8's, in runs of before. */
      math: z.literal('portable').nullable().default(null),
    }),
    /** The app session that owns a live run: a live run of another session is interrupted. */
    session: z.string(),
    /** What a person calls the clusters of a k-means run, by their numbers; empty: A, B, C. */
    clusterNames: z.array(z.string()).default([]),
    /** Over all that was logged; absent in records from before it was kept, and before the first row. */
    metricRanges: z
      .record(
        z.string(),
        z.object({ min: z.number(), minStep: z.number(), max: z.number(), maxStep: z.number() }),
      )
      .optional(),
    tags: z.array(z.string()),
    note: z.string(),
    starred: z.boolean().default(false),
    /** Kept, but not shown unless asked for. */
    archived: z.boolean().default(false),
    colour: z.string().regex(/^#[0-9a-f]{6}$/),
  });

/** A stored record with the folder it lies in. */
export interface StoredRun {
  readonly record: RunRecord;
  /** Absolute folder of the run. */
  readonly path: string;
}
