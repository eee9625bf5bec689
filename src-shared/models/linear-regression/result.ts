import { z } from 'zod';
import { lazy } from '../../lazy';
import { coefficientSchema } from '../contract/coefficients';

/** A fitted linear regression in its run's record; null where a statistic is not defined. */
export const linearRegressionResultSchema = lazy(() =>
  z.object({
    kind: z.literal('linear-regression'),
    /** The intercept, then each feature; empty where training was stopped before the fit. */
    coefficients: z.array(coefficientSchema),
    confidenceLevel: z.number(),
    /** Sum of the weights of the training rows. */
    observations: z.number(),
    /** Coefficients that were fitted, the intercept among them. */
    rank: z.number().int(),
    residualDegreesOfFreedom: z.number(),
    /** Square root of the residual sum of squares / degrees of freedom, in the target's unit. */
    residualStandardError: z.number().nullable(),
    r2: z.number().nullable(),
    adjustedR2: z.number().nullable(),
    /** Test of all coefficients but the intercept at once. */
    fStatistic: z.number().nullable(),
    fPValue: z.number().nullable(),
    logLikelihood: z.number().nullable(),
    aic: z.number().nullable(),
    bic: z.number().nullable(),
    conditionNumber: z.number().nullable(),
    /** Why there are no standard errors. */
    inferenceUndefined: z.enum(['penalized', 'saturated']).nullable(),
  }),
);
export type LinearRegressionResult = z.output<typeof linearRegressionResultSchema>;
