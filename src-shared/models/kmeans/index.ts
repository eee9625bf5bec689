import type { ModelDefinition } from '../contract/definition';
import { typeTag } from '../contract/type-tag';
import { KMEANS_FIELDS } from './fields';
import type { KMeansFrame } from './frame';
import { kmeansResultSchema, type KMeansResult } from './result';
import { kmeansSchema, type KMeansSpec } from './schema';

/** k-means clustering by Lloyd's algorithm or mini-batches, with restarts. */
export const kmeans = {
  kind: 'kmeans',
  text: {
    label: 'k-means',
    subject: 'k-means',
    phrase: 'k-means',
    step: 'iteration',
    steps: 'iterations',
  },
  usesTarget: false,
  trainsInSteps: false,
  schema: kmeansSchema,
  fields: KMEANS_FIELDS,
  problems: () => [],
  resultSchema: kmeansResultSchema,
  frame: typeTag<KMeansFrame>(),
} as const satisfies ModelDefinition<KMeansSpec, KMeansResult, KMeansFrame>;
