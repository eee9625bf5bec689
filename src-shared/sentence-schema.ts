import { z } from 'zod';
import { lazy } from './lazy';
import type { Sentence } from './language/sentence';

/** A sentence as files, threads and processes hand it on. */
export const sentenceSchema: z.ZodType<Sentence> = lazy(() =>
  z.object({
    key: z.string(),
    values: z.record(
      z.string(),
      z.union([z.string(), z.number(), z.object({ count: z.number() }), z.lazy(() => sentenceSchema)]),
    ),
  }),
);
