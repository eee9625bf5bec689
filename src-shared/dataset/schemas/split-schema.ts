import { say } from '../../language/say';
import { z } from 'zod';
import { numberSchemas } from '../../fields/number-schema';
import { SEED_FIELDS } from '../../fields/seed-field';
import { lazy } from '../../lazy';

export const SPLIT_METHODS = ['random', 'stratified', 'last', 'column', 'folds'] as const;
/** What folds keep apart: single rows, rows by class, rows of one group, or earlier from later rows. */
export const FOLDS_BY = ['random', 'stratified', 'group', 'time'] as const;
/** Folds and repeats of them, at most. */
export const MAX_FOLDS = 1000;
export type FoldsBy = (typeof FOLDS_BY)[number];
export type SplitMethod = (typeof SPLIT_METHODS)[number];

const { number } = numberSchemas(SEED_FIELDS);

export const columnName = lazy(() => z.string().min(1, say('A column name must not be empty.')).max(10000));

/**
 * Rows that are alike in every feature and the target go to the same part, so that nothing is
 * validated with rows it was trained on; the validation share is then met about. Left out: false.
 */
const groupEqualRows = lazy(() => z.boolean().optional());

/** Rows to train on: up to 1 a share of them, above it a whole number. */
export const trainSizeSchema = lazy(() =>
  z
    .number()
    .positive(say('There must be a row to train on.'))
    .refine((size) => size <= 1 || Number.isInteger(size), {
      error: say('Above 1 it is a number of rows: give a whole one.'),
    }),
);

export const splitSchema = lazy(() =>
  z.discriminatedUnion('method', [
    /** Rows drawn at random; `seed` null: the experiment's. */
    z.strictObject({
      method: z.literal('random'),
      seed: number('seed').nullable().default(null),
      groupEqualRows,
    }),
    /** Drawn at random within every class of the target, so that each keeps its share. */
    z.strictObject({
      method: z.literal('stratified'),
      seed: number('seed').nullable().default(null),
      groupEqualRows,
    }),
    /** The last rows of the table, for rows in the order of time. */
    z.strictObject({ method: z.literal('last') }),
    /** Rows whose cell in a column is one of these; the validation share is what that gives. */
    z.strictObject({
      method: z.literal('column'),
      column: columnName,
      validation: z.array(z.string()).min(1, say('Choose the values that mean validation.')).max(1000),
    }),
    /**
     * One of several parts of the rows, each of which is for validation once. Which rows a fold has
     * follows from the rows, `seed` and `repeat` alone, whatever the experiment's own seed is: two
     * experiments on the same rows have the same folds.
     */
    z
      .strictObject({
        method: z.literal('folds'),
        nSplits: z.number().int().min(2, say('There must be two folds at least.')).max(MAX_FOLDS),
        /** From 1 on. */
        fold: z.number().int().min(1).max(MAX_FOLDS),
        /** Which of several ways to make the folds, from 1 on. */
        repeat: z.number().int().min(1).max(MAX_FOLDS).default(1),
        seed: number('seed').default(1),
        /**
         * `group`: rows with one value in `column` stay together. `time`: the rows in the order of `column`
         * (null: of the table) in nSplits + 1 parts; fold i trains on the first i and validates with the next.
         */
        by: z.enum(FOLDS_BY).default('random'),
        column: columnName.nullable().default(null),
        groupEqualRows,
        /**
         * How much of the fold's training rows is trained on, the rest left out: up to 1 a share, above it so
         * many rows (scikit-learn's `train_size`). Left out: all. Fewer rows are always among more.
         */
        trainSize: trainSizeSchema.optional(),
        /**
         * Folds within the fold's training rows, and which of them is for validation (from 1 on): the fold's own
         * validation rows are left out, so that settings can be chosen without them. Left out: none.
         */
        innerSplits: z
          .number()
          .int()
          .min(2, say('There must be two folds at least.'))
          .max(MAX_FOLDS)
          .optional(),
        innerFold: z.number().int().min(1).max(MAX_FOLDS).optional(),
      })
      .superRefine((split, context) => {
        const { nSplits, fold, repeat, by, column, groupEqualRows, innerSplits, innerFold } = split;
        const refuse = (path: string, message: string): void => {
          context.addIssue({ code: 'custom', path: [path], message });
        };
        if ((innerSplits === undefined) !== (innerFold === undefined))
          refuse('innerFold', say('Inner folds need their number and which of them it is.'));
        if (innerSplits !== undefined && innerFold !== undefined && innerFold > innerSplits)
          refuse(
            'innerFold',
            say('There is no fold {fold} of {nSplits}.', { fold: innerFold, nSplits: innerSplits }),
          );
        if (fold > nSplits) refuse('fold', say('There is no fold {fold} of {nSplits}.', { fold, nSplits }));
        if (by === 'group' && column === null)
          refuse('column', say('Folds by groups need the column that names the group of each row.'));
        if (column !== null && by !== 'group' && by !== 'time')
          refuse('column', say('Only folds by groups or by time have a column.'));
        if (groupEqualRows === true && by !== 'random' && by !== 'stratified')
          refuse(
            'groupEqualRows',
            say('Equal rows can be kept together in random and stratified folds only.'),
          );
        if (by === 'time' && repeat > 1)
          refuse('repeat', say('The order of time is one: it has no repeats.'));
      }),
  ]),
);
export type Split = z.output<typeof splitSchema>;
