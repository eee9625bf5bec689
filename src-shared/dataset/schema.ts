import { say } from '../language/say';
import { z } from 'zod';
import { LEFT_OUT_KINDS } from './left-out';
import { encodingNamed, type EncodingName } from './encodings';
import { lazy } from '../lazy';
import { GENERATOR_NAMES, paramProblems } from './generators';
import { numberSchemas } from '../fields/number-schema';
import { DATASET_FIELDS } from './fields';
import { fileSourceSchema } from './schemas/source-schema';
import { columnName, splitSchema } from './schemas/split-schema';

export type { GeneratorName } from './generators';
export { fileSourceSchema, type FileSource } from './schemas/source-schema';
export {
  FOLDS_BY,
  MAX_FOLDS,
  SPLIT_METHODS,
  type FoldsBy,
  type Split,
  type SplitMethod,
} from './schemas/split-schema';

export const MISSING = ['drop', 'mean', 'median', 'mostFrequent', 'constant', 'error'] as const;
export const SCALINGS = ['none', 'standard', 'minmax', 'robust'] as const;
/** What a numeric target is divided by inside a network; answers and metrics stay in raw units. */
export const TARGET_SCALINGS = ['none', 'standard'] as const;
export const COLUMN_TYPES = ['number', 'category', 'text', 'date'] as const;
const CATEGORY_ENCODINGS = ['oneHot', 'ordinal'] as const;
/**
 * What a date can be as model inputs, in UTC: the calendar year; the month, 1 to 12; the day of the
 * month, 1 to 31; the weekday, 0 (Monday) to 6, as pandas counts; the hour of the day, 0 to 23; the
 * days elapsed since 1970-01-01 with the time of day as a fraction.
 */
export const DATE_PARTS = ['year', 'month', 'day', 'weekday', 'hour', 'elapsed'] as const;
const REJECTS = ['drop', 'missing', 'error'] as const;
const SAMPLE_METHODS = ['random', 'every', 'first'] as const;

export type MissingPolicy = (typeof MISSING)[number];
export type Scaling = (typeof SCALINGS)[number];
export type ColumnType = (typeof COLUMN_TYPES)[number];
export type DatePart = (typeof DATE_PARTS)[number];
export type CategoryEncoding = (typeof CATEGORY_ENCODINGS)[number];
export type RejectPolicy = (typeof REJECTS)[number];
export type SampleMethod = (typeof SAMPLE_METHODS)[number];

const { number, numberOr, numeric } = numberSchemas(DATASET_FIELDS);

const naTokens = lazy(() => z.array(z.string().max(1000)).max(1000));

/** How to read a text file; what is left out is detected. */
export const dialectSchema = lazy(() =>
  z.strictObject({
    /** One or more characters, or `whitespace` for runs of blanks and tabs. */
    delimiter: z.string().min(1).max(20).optional(),
    quote: z.string().max(1).optional(),
    escape: z.string().max(1).optional(),
    /** Lines that begin with it are left out. */
    comment: z.string().max(10).optional(),
    /** Rows that hold the names; 0 (or false) for none. */
    header: z
      .union([z.boolean(), z.number().int().min(0).max(10)])
      .transform(Number)
      .optional(),
    /** By any label of the Encoding Standard, of Python or of a Windows code page; kept by its name in `ENCODINGS`. */
    encoding: z
      .string()
      .transform((label, context): EncodingName => {
        const name = encodingNamed(label);
        if (name !== null) return name;
        context.addIssue({
          code: 'custom',
          message: say(
            'No encoding is called "{label}": usual ones are utf-8, windows-1252, windows-1251, shift_jis, gb18030, euc-kr and big5.',
            { label: label.slice(0, 60) },
          ),
        });
        return z.NEVER;
      })
      .optional(),
    decimal: z.enum(['.', ',']).optional(),
    thousands: z.string().max(1).optional(),
    /** Lines left out at the beginning. */
    skip: z.number().int().min(0).optional(),
    /** Lines left out anywhere, 1-based. */
    omit: z.array(z.number().int().min(1)).max(1000).optional(),
    /** What is read as rows of the table though it looks like something else; left out: none. */
    keep: z.array(z.enum(LEFT_OUT_KINDS)).max(LEFT_OUT_KINDS.length).optional(),
    /** Whether the comment mark after a blank begins a comment within a line; left out: where the cells say so. */
    inlineComments: z.boolean().optional(),
    /** Whether each line is quoted as a whole, so that those quotes come off first; left out: detected. */
    quotedLines: z.boolean().optional(),
    na: naTokens.optional(),
  }),
);
export type Dialect = z.output<typeof dialectSchema>;

/** What differs from the data set's own choices in one column. */
export const columnSettingsSchema = lazy(() =>
  z.strictObject({
    name: columnName,
    /** What its cells are read as; detected where left out. */
    type: z.enum(COLUMN_TYPES).optional(),
    /** Cells that mean "no value" in this column, instead of the dialect's. */
    na: naTokens.optional(),
    missing: z.enum(MISSING).optional(),
    /** For `constant`: a number, or the word of a category. */
    missingValue: z.union([z.number(), z.string().max(10000)]).optional(),
    scaling: z.enum(SCALINGS).optional(),
    encoding: z.enum(CATEGORY_ENCODINGS).optional(),
    /** Inputs that a date feature becomes, in this order; left out: its days since 1970-01-01 alone. */
    dateParts: z
      .array(z.enum(DATE_PARTS, `The parts of a date are ${DATE_PARTS.join(', ')}.`))
      .min(1, say('Name at least one part of the date, or leave dateParts out.'))
      .refine((parts) => new Set(parts).size === parts.length, say('A part of the date stands here twice.'))
      .optional(),
    /**
     * What is written beside the numbers of a column of type number, before or after them: `kg`, `$`,
     * `%` (10% is read as 10); `()` for negative amounts in parentheses and nothing else. Left out:
     * cells are plain numbers.
     */
    unit: z.string().min(1, say('A unit must not be empty.')).max(20).optional(),
  }),
);
export type ColumnSettings = z.output<typeof columnSettingsSchema>;

export const sampleSchema = lazy(() =>
  z.strictObject({
    method: z.enum(SAMPLE_METHODS),
    rows: number('dataset.sample.rows'),
    /** null: the experiment's. */
    seed: number('seed').nullable().default(null),
  }),
);
export type RowSample = z.output<typeof sampleSchema>;

/** Made with the schemas that have it. */
const preparation = () => ({
  /** What to do with a row whose feature is missing. */
  missing: z.enum(MISSING).default('drop'),
  missingValue: numberOr('dataset.missingValue'),
  scaling: z.enum(SCALINGS).default('none'),
  /**
   * `standard`: a network learns (target - mean) / standard deviation of the training rows, and all
   * that people see (answers, losses, metrics) is in the target's own units. Only numeric targets are
   * scaled, behind a linear output; classes never are.
   */
  targetScaling: z.enum(TARGET_SCALINGS).default('none'),
  /** Share of the rows kept out of training; a split by a column has its own. */
  validationSplit: numberOr('dataset.validationSplit'),
  /**
   * Share of the rows that is neither trained on nor validated with: set apart before all else, by a seed
   * of its own, and looked at once, at the end. Left out: none.
   */
  testSize: number('dataset.testSize').optional(),
  split: splitSchema.prefault({ method: 'random' }),
});

export const fileDatasetSchema = lazy(() =>
  z
    .strictObject({
      kind: z.literal('file'),
      path: z.string().min(1, say('The data file needs a path.')).max(4096),
      /** Which of the file's tables is meant, and which other files go with it. */
      source: fileSourceSchema.optional(),
      /** Names for the columns of a file without a header. */
      columns: z.array(columnName).optional(),
      dialect: dialectSchema.optional(),
      features: z.array(columnName).min(1, say('Choose at least one feature column.')),
      target: columnName.nullable().default(null),
      /** Column of sample weights: how much each row counts, from 0 on. */
      weight: columnName.nullable().default(null),
      columnSettings: z.array(columnSettingsSchema).max(10000).default([]),
      /** Cells that do not fit their column's type, and rows that do not fit the table. */
      rejects: z.enum(REJECTS).default('drop'),
      /** Categories as one column each of 0 and 1, or as one column of their indices. */
      encoding: z.enum(CATEGORY_ENCODINGS).default('oneHot'),
      /** Rows to use, as an SQL expression over the columns, e.g. `"Height" > 60`. */
      filter: z.string().max(10000).nullable().default(null),
      /** Rows to use of those that the filter left. */
      sample: sampleSchema.nullable().default(null),
      /**
       * Reads the rows in blocks, never holding them whole, and makes so many passes over them; false: never.
       * Left out: a folder, a pattern, and a Parquet file from 1 GiB on are streamed in one pass.
       */
      stream: z
        .union([z.literal(false), z.strictObject({ passes: number('dataset.stream.passes').default(1) })])
        .optional(),
      /** Keep a copy of the file in the workspace with the run. */
      copy: z.boolean().default(false),
      ...preparation(),
    })
    .superRefine(({ columnSettings, target, weight, features }, context) => {
      const seen = new Set<string>();
      columnSettings.forEach(({ name }, index) => {
        if (seen.has(name)) {
          context.addIssue({
            code: 'custom',
            path: ['columnSettings', index, 'name'],
            message: say('Column "{name}" has settings twice.', { name }),
          });
        }
        seen.add(name);
      });
      if (weight !== null && (weight === target || features.includes(weight))) {
        context.addIssue({
          code: 'custom',
          path: ['weight'],
          message: say(
            'Column "{weight}" has two roles: as the weight it cannot be a feature or the target.',
            { weight },
          ),
        });
      }
    }),
);

/** What a generator takes of these, and within which range, is in its entry of `GENERATORS`. */
const generatorParamsSchema = lazy(() =>
  z.strictObject({
    n: numeric('dataset.params.n').optional(),
    /** Seed of the points; left out: the experiment's. */
    seed: number('dataset.params.seed').optional(),
    noise: numeric('dataset.params.noise').optional(),
    range: numeric('dataset.params.range').optional(),
    margin: numeric('dataset.params.margin').optional(),
    centers: numeric('dataset.params.centers').optional(),
    features: numeric('dataset.params.features').optional(),
    factor: numeric('dataset.params.factor').optional(),
    classes: numeric('dataset.params.classes').optional(),
    turns: numeric('dataset.params.turns').optional(),
  }),
);

export const generatedDatasetSchema = lazy(() =>
  z
    .strictObject({
      kind: z.literal('generated'),
      generator: z.enum(GENERATOR_NAMES, `The generators are ${GENERATOR_NAMES.join(', ')}.`),
      params: generatorParamsSchema.default({}),
      ...preparation(),
    })
    .superRefine((dataset, context) => {
      for (const { param, message } of paramProblems(dataset)) {
        context.addIssue({ code: 'custom', path: ['params', param], message });
      }
    }),
);

export const datasetSchema = lazy(() =>
  z.discriminatedUnion('kind', [fileDatasetSchema, generatedDatasetSchema]),
);

export type DatasetSpec = z.output<typeof datasetSchema>;
export type FileDatasetSpec = z.output<typeof fileDatasetSchema>;
export type GeneratedDatasetSpec = z.output<typeof generatedDatasetSchema>;
