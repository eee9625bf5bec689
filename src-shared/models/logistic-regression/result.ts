import { z } from 'zod';
import { lazy } from '../../lazy';
import { coefficientSchema } from '../contract/coefficients';

const className = lazy(() => z.union([z.number(), z.string()]));

/** The log odds of a class against the first one: intercept and coefficients. */
const equationSchema = lazy(() => z.object({ class: className, coefficients: z.array(coefficientSchema) }));
export type LogisticEquation = z.output<typeof equationSchema>;

/** A fitted logistic regression in its run's record; null where a statistic is not defined. */
export const logisticRegressionResultSchema = lazy(() =>
  z.object({
    kind: z.literal('logistic-regression'),
    /** The class that the others are compared with. */
    reference: className,
    /** One for each other class; empty where training was stopped before the first step. */
    equations: z.array(equationSchema),
    confidenceLevel: z.number(),
    /** Sum of the weights of the training rows. */
    observations: z.number(),
    /** Coefficients that were fitted, intercepts among them. */
    parameters: z.number().int(),
    iterations: z.number().int(),
    converged: z.boolean(),
    /** Whether a linear function of the features tells all or some rows of a class apart without error. */
    separation: z.enum(['complete', 'quasi']).nullable(),
    /** Features that separate a class on their own. */
    separatedBy: z.array(z.string()),
    logLikelihood: z.number().nullable(),
    /** Log-likelihood of the intercepts alone. */
    nullLogLikelihood: z.number().nullable(),
    mcFaddenR2: z.number().nullable(),
    aic: z.number().nullable(),
    bic: z.number().nullable(),
    /** Test of all coefficients but the intercepts at once. */
    likelihoodRatio: z.number().nullable(),
    likelihoodRatioDegreesOfFreedom: z.number().nullable(),
    likelihoodRatioPValue: z.number().nullable(),
    /** Why there are no standard errors. */
    inferenceUndefined: z.enum(['penalized', 'separated', 'notConverged']).nullable(),
  }),
);
export type LogisticRegressionResult = z.output<typeof logisticRegressionResultSchema>;
