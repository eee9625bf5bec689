import { z } from 'zod';
import { lazy } from '../../lazy';

/** Trained clusters in their run's record. */
export const kmeansResultSchema = lazy(() =>
  z.object({
    kind: z.literal('kmeans'),
    /** [k][features], raw units, in the order of the labels. */
    clusterCenters: z.array(z.array(z.number())),
    clusterSizes: z.array(z.number().int()),
    /** How each start ended, in their order; empty in records from before they were kept. */
    starts: z.array(z.object({ inertia: z.number(), nIter: z.number().int() })).default([]),
    /** 1-based number of the start that is the result. */
    bestStart: z.number().int().nullable().default(null),
    /** Centres without rows (mini-batch: with far too few) that were moved to another row. */
    relocated: z.number().int().default(0),
  }),
);
export type KMeansResult = z.output<typeof kmeansResultSchema>;
