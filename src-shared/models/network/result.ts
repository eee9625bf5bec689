import { z } from 'zod';
import { lazy } from '../../lazy';

/** A trained network in its run's record. */
export const networkResultSchema = lazy(() =>
  z.object({
    kind: z.literal('network'),
    parameterCount: z.number().int(),
    shapes: z.array(z.array(z.number().int())),
    /** Where early stopping was asked for and training came to its end: the step whose model was kept. */
    bestStep: z.number().int().optional(),
  }),
);
export type NetworkResult = z.output<typeof networkResultSchema>;
