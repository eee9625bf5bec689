import { z } from 'zod';
import { lazy } from '../../lazy';

const spreadSchema = lazy(() => z.object({ mean: z.number(), std: z.number() }));

/** Scores on rows that the scored model was not trained on, fold by fold. */
const crossValidationSchema = lazy(() =>
  z.object({
    seed: z.number().int(),
    folds: z.array(
      z.object({
        rows: z.number().int(),
        accuracy: z.number(),
        hingeLoss: z.number(),
        /** On the rows that the fold's model was trained on. */
        trainAccuracy: z.number(),
      }),
    ),
    accuracy: spreadSchema,
    hingeLoss: spreadSchema,
  }),
);
export type CrossValidation = z.infer<typeof crossValidationSchema>;

/** Platt's scaling: P(class) = 1 / (1 + exp(a logit + b)), one a and b for each binary classifier. */
const calibrationSchema = lazy(() =>
  z.object({
    method: z.literal('platt'),
    fittedOn: z.enum(['validation', 'crossValidation']),
    rows: z.number().int(),
    a: z.array(z.number()),
    b: z.array(z.number()),
    /** Mean over the rows that it was fitted on. */
    logLoss: z.number(),
  }),
);
export type Calibration = z.infer<typeof calibrationSchema>;

/** A trained SVM in its run's record. */
export const svmResultSchema = lazy(() =>
  z.object({
    kind: z.literal('svm'),
    classes: z.array(z.union([z.number(), z.string()])),
    /**
     * [1][features] and [1], in raw units: decision = coef . x + intercept; of more than two classes
     * one a class, against the rest; empty behind random Fourier features.
     */
    coef: z.array(z.array(z.number())),
    intercept: z.array(z.number()),
    /** Weights on scaled features, as they were trained. */
    scaledCoef: z.array(z.array(z.number())).optional(),
    /** Distance between the two margins, 2 / |coef|, raw units; null where there is no one line. */
    marginWidth: z.number().nullable(),
    supportVectorCount: z.number().int(),
    /** At the end: l2 / 2 (|w|² + b²) and the losses; the optimum is at most dualityGap below. */
    objective: z.number().optional(),
    dualityGap: z.number().optional(),
    /** Whether the passes ended because the tolerance was met; false also where none was set. */
    converged: z.boolean().optional(),
    crossValidation: crossValidationSchema.nullable().default(null),
    calibration: calibrationSchema.nullable().default(null),
  }),
);
export type SvmResult = z.output<typeof svmResultSchema>;
