import { z } from 'zod';
import { lazy } from '../../lazy';
import { storedNumberSchema } from './stored-number';

export const runIdSchema = lazy(() => z.string().regex(/^[a-z0-9-]{8,64}$/));

/** Two runs' values of a metric at a step. */
const apartSchema = lazy(() =>
  z.object({
    step: z.number(),
    metric: z.string(),
    /** Value of the run that was checked, and of the one that repeated it. */
    values: z.tuple([storedNumberSchema, storedNumberSchema]),
    /** |a - b| / max(|a|, |b|). */
    relative: storedNumberSchema,
  }),
);

const CHECK_OUTCOMES = ['same', 'close', 'differs'] as const;

/** What came of running a run again with the same settings; both runs are stamped with it. */
export const runCheckSchema = lazy(() =>
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
