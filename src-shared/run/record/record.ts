import { z } from 'zod';
import { lazy } from '../../lazy';
import { ERROR_KINDS } from '../../errors';
import { sentenceSchema } from '../../sentence-schema';
import { experimentSchema } from '../../experiment/schema';
import { measuringSchema } from '../../training/measuring';
import { madeWeightEditSchema } from '../../models/network/weight-edit';
import { rateChangeSchema } from '../../models/network/rate-change';
import { runResultSchema } from '../../models/schema';
import { repairSchema } from '../explanation/repair';
import { findingSchema } from '../live/guidance';
import { datasetFactsSchema } from './dataset-facts';
import { externalFactsSchema } from './external-schema';
import { withReadingThen } from './reading-then';
import { runCheckSchema, runIdSchema } from './run-check';
import { RUN_STATUSES } from './status';
import { storedNumberSchema } from './stored-number';

export type { RateChange } from '../../models/network/rate-change';
export type { Calibration, CrossValidation } from '../../models/svm/result';
export type { RunResult } from '../../models';

const metricsSchema = lazy(() => z.record(z.string(), storedNumberSchema));

/** A sentence by its key and values, which may be sentences again. */
export const errorInfoSchema = lazy(() =>
  z.object({
    kind: z.enum(ERROR_KINDS),
    message: z.string(),
    said: sentenceSchema.optional(),
    file: z.string().optional(),
    line: z.number().optional(),
    column: z.union([z.string(), z.number()]).optional(),
    field: z.string().optional(),
    detail: z.string().optional(),
  }),
);

export const checkpointRefSchema = lazy(() =>
  z.object({
    step: z.number().int().min(0),
    /** Relative to the run folder, `/` as separator. */
    path: z.string().regex(/^checkpoints\/step-\d{7,}$/),
    bytes: z.number().min(0),
    metrics: metricsSchema,
    /** The metrics are of a sample of the run's rows; absent: of all of them. */
    isOfSample: z.literal(true).optional(),
  }),
);
export type CheckpointRef = z.infer<typeof checkpointRefSchema>;

/** `run.json`, `run --json` and `show --json` (there with `path`). */
export const runRecordSchema = lazy(() => storedRunSchema().overwrite(withReadingThen));
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
    /** Copies of the further ones of several files, in their order; absent where there are none. */
    otherCopies: z.array(z.string().regex(/^data\/[^/\\]+$/)).optional(),
    /** When its data was read, where that was for a run before it and was still in memory; absent: it was read for this one. */
    dataReadAt: z.string().optional(),
    /** When its model is measured, and on which rows; absent: at the steps that the experiment names, on all. */
    measuring: measuringSchema.optional(),
    summary: metricsSchema,
    /** The summary is of a sample of the run's rows, as of a run that trains or has failed; absent: of all of them. */
    isSummaryOfSample: z.literal(true).optional(),
    result: runResultSchema.nullable(),
    /**
     * Run and step whose checkpoint a fork went on from. Its logs begin with the parent's rows up to
     * that step, and its first checkpoint is that one, so that it needs the parent no more.
     */
    parent: z
      .object({ id: runIdSchema, step: z.number().int().min(0) })
      .nullable()
      .default(null),
    /** Weights that were set by hand in the checkpoint that a fork goes on from; absent: none were. */
    editedWeights: z.array(madeWeightEditSchema).optional(),
    /** Group that the run was made in, and which of its runs it is (from 0). */
    group: z
      .object({
        id: z.string().regex(/^[a-z0-9-]{8,64}$/),
        kind: z.enum(['repeat', 'sweep', 'folds', 'learning-curve', 'nested-folds']),
        name: z.string(),
        place: z.number().int().min(0),
      })
      .nullable()
      .default(null),
    /**
     * Set once its test part was looked at: when and how good it was the first time, and how often since.
     * Absent: never, or there is none.
     */
    testOpened: z
      .object({
        at: z.string(),
        times: z.number().int().min(1),
        step: z.number().int(),
        rows: z.number().int(),
        figures: metricsSchema,
      })
      .optional(),
    /** What repairs its probabilities, fitted to its validation rows; absent: nothing does. */
    repair: repairSchema.optional(),
    /** Whether running it again gave the same numbers; null: nobody has looked. */
    check: runCheckSchema.nullable().default(null),
    /**
     * Ascending. Going on with the run and running it again make them at the same steps; those after
     * the last step are still to come.
     */
    rateChanges: z.array(rateChangeSchema).default([]),
    /** Set where run.json was damaged or gone and was made anew, until a person has seen that: when, and what of. */
    recovered: z.object({ at: z.string(), from: z.enum(['backup', 'checkpoints']) }).optional(),
    /** Set where another run had its id when it was taken out of a capsule: what it was called there, and when. */
    importedFrom: z.object({ id: runIdSchema, at: z.string() }).optional(),
    /** Set in memory where another program writes the run: its experiment stands for nothing then. Never on disk. */
    external: externalFactsSchema.optional(),
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
      /** What scheduled it where it was trained elsewhere, e.g. "slurm hal, job 12_3"; absent: it was trained here. */
      cluster: z.string().max(200).optional(),
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
  /** Why nothing of it may be changed, as a sentence: a newer Benchtop wrote it, or nothing can be saved. Absent: it may. */
  readonly locked?: string;
  /** Who has it where it waits or trains and is not this program's, as a sentence. Absent: this one, or nobody. */
  readonly elsewhere?: string;
}
