import { z } from 'zod';
import { leftOutRowsSchema } from '../../dataset/left-out';
import {
  COLUMN_TYPES,
  DATE_PARTS,
  FOLDS_BY,
  sampleSchema,
  SCALINGS,
  SPLIT_METHODS,
} from '../../experiment/schema';
import { lazy } from '../../lazy';

/** Parameters that turn a raw model input into what the model saw: (x - offset) / scale. */
const scalerSchema = lazy(() =>
  z.object({
    /** Scaling of the data set. */
    kind: z.enum(SCALINGS),
    /** Scaling of each model input, where they are not all `kind`; inputs of 0 and 1 are never scaled. */
    kinds: z.array(z.enum(SCALINGS)).optional(),
    offset: z.array(z.number()),
    scale: z.array(z.number()),
  }),
);
export type Scaler = z.infer<typeof scalerSchema>;

/** What turns a numeric target into what a network learned: (target - offset) / scale. */
const targetScalerSchema = lazy(() => z.object({ offset: z.number(), scale: z.number() }));
export type TargetScaler = z.infer<typeof targetScalerSchema>;

/** How one raw column becomes model inputs; enough to predict from raw cells. */
const encoderSchema = lazy(() =>
  z.object({
    column: z.string(),
    /**
     * number: the value; date: days since 1970-01-01 UTC; oneHot: an input of 0 or 1 a category;
     * ordinal: the index among the categories; dateParts: an input for each of `parts`.
     */
    kind: z.enum(['number', 'date', 'oneHot', 'ordinal', 'dateParts']),
    /** Categories of oneHot and ordinal, in the order of their inputs or codes. */
    categories: z.array(z.string()),
    /** Inputs of dateParts, in their order. */
    parts: z.array(z.enum(DATE_PARTS)).optional(),
    /** Least and greatest day of dateParts over the used rows, as `featureRanges` has it of other columns. */
    range: z.tuple([z.number(), z.number()]).optional(),
    /** Stands in for a missing cell, as in training; null: a row without the cell cannot be used. */
    fill: z.union([z.number(), z.string()]).nullable(),
    /** Median of numbers or dates over the training rows; what a form for a new point starts with. */
    median: z.number().optional(),
    /** Most frequent category over the training rows; what a form for a new point starts with. */
    mode: z.string().optional(),
  }),
);
export type Encoder = z.infer<typeof encoderSchema>;

/** Why rows were left out, in the order in which a row's reason is looked for. */
export const DROP_REASONS = ['doubtful', 'badCell', 'target', 'weight', 'missing'] as const;
export type DropReason = (typeof DROP_REASONS)[number];

export const datasetFactsSchema = lazy(() =>
  z.object({
    name: z.string(),
    /** Path of the file as it was read; null for generated data. */
    path: z.string().nullable().default(null),
    /** SHA-256 of the file's bytes, or of the generated values. */
    sha256: z.string(),
    /**
     * Further ones of several files as they were read, in their order; absent for one file, and in
     * older records.
     */
    others: z.array(z.object({ path: z.string(), sha256: z.string() })).optional(),
    /** Rows used (after missing values were dealt with). */
    rows: z.number().int(),
    /** Rows left out of those that the filter and the sample chose. */
    droppedRows: z.number().int(),
    /** Dropped rows by why; a row is counted once. */
    droppedByReason: z.partialRecord(z.enum(DROP_REASONS), z.number().int()).default({}),
    /** Rows for which the filter is not true; absent without one, and in records from before it was counted. */
    filteredRows: z.number().int().optional(),
    /** Rows of those left that the sample did not take; absent without one, or where a sample was read and not the whole file. */
    unsampledRows: z.number().int().optional(),
    /** What the file holds beside the table's rows; absent in records from before any was left out. */
    leftOut: z.array(leftOutRowsSchema).optional(),
    trainRows: z.number().int(),
    validationRows: z.number().int(),
    /** Rows set apart for the end, which neither trained nor validated; absent: none. */
    testRows: z.number().int().optional(),
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
    /** Sample of the rows, with the seed that was used. */
    sample: sampleSchema.nullable().default(null),
    /** How validation rows were chosen, with the seed that was used; null where there are none. */
    split: z
      .object({
        method: z.enum(SPLIT_METHODS),
        seed: z.number().int().nullable(),
        groupEqualRows: z.literal(true).optional(),
        /** Which fold of which folds; where the method is one of folds. */
        folds: z
          .object({
            nSplits: z.number().int(),
            fold: z.number().int(),
            repeat: z.number().int(),
            by: z.enum(FOLDS_BY),
            column: z.string().nullable(),
            /** How much of the training rows was trained on, where it is not all. */
            trainSize: z.number().optional(),
            /** Of folds within its training rows, which one is for validation. */
            innerSplits: z.number().int().optional(),
            innerFold: z.number().int().optional(),
          })
          .optional(),
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
    /** Set where the rows were read in blocks and never held whole; absent: they were held. */
    stream: z
      .object({
        files: z.number().int(),
        /** Rows of all files, before any is left out. */
        tableRows: z.number().int(),
        /** Used rows that were held as a sample: for pictures, medians and logged metrics. */
        heldRows: z.number().int(),
      })
      .optional(),
    /** Set where a numeric target was scaled for training; answers and metrics are in raw units. */
    targetScaler: targetScalerSchema.optional(),
    /** Hash over the data and every choice that changes what is trained on: equal ones are comparable. */
    fingerprint: z.string(),
  }),
);
export type DatasetFacts = z.infer<typeof datasetFactsSchema>;
