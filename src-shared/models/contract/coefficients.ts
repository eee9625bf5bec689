import { say } from '../../language/say';
import { z } from 'zod';
import { lazy } from '../../lazy';

/** Why a feature has no coefficient of its own. */
export const ALIAS_REASONS = ['reference', 'constant', 'dependent'] as const;

/** One row of a regression's coefficient table, in raw units. */
export const coefficientSchema = lazy(() =>
  z.object({
    /** Name of the model's input; null: the intercept. */
    feature: z.string().nullable(),
    estimate: z.number(),
    /** null, like all that follows, where it is not defined. */
    standardError: z.number().nullable(),
    /** Estimate / standard error: t of a linear, z of a logistic regression. */
    statistic: z.number().nullable(),
    /** Two-sided. */
    pValue: z.number().nullable(),
    /** Ends of the confidence interval. */
    lower: z.number().nullable(),
    upper: z.number().nullable(),
    /**
     * Why the estimate is 0: `reference` category that the others of its column are compared with, the same
     * value in all rows, or a combination of features before it; null: it was fitted.
     */
    aliased: z.enum(ALIAS_REASONS).nullable(),
  }),
);
export type Coefficient = z.output<typeof coefficientSchema>;

/** What people call the intercept in tables. */
export const INTERCEPT = '(intercept)';

/** What is said in a table in place of the statistics of a feature that has no coefficient of its own. */
export const ALIAS_TEXT: Readonly<Record<(typeof ALIAS_REASONS)[number], string>> = {
  reference: say('reference category'),
  constant: 'constant',
  dependent: say('a combination of features above'),
};
