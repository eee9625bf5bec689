import { say } from '../../language/say';
import { measuringAll, USUAL_STEPS } from '../../training/measuring';
import type { ModelDefinition } from '../contract/definition';
import { typeTag } from '../contract/type-tag';
import { KMEANS_FIELDS } from './fields';
import { kmeansFork } from './fork';
import type { KMeansFrame } from './frame';
import { KMEANS_COLUMNS, KMEANS_METRICS, KMEANS_OBJECTIVE } from './metrics';
import { kmeansProposal } from './proposal';
import { kmeansResultSchema, type KMeansResult } from './result';
import { kmeansSchema, type KMeansSpec } from './schema';
import { kmeansSweep } from './sweep';

/** k-means clustering by Lloyd's algorithm or mini-batches, with restarts. */
export const kmeans = {
  kind: 'kmeans',
  text: {
    label: 'k-means',
    subject: 'k-means',
    phrase: 'k-means',
    step: say('iteration'),
    steps: say('iterations'),
    aliases: ['k-means'],
  },
  usesTarget: false,
  trainsInSteps: false,
  schema: kmeansSchema,
  fields: KMEANS_FIELDS,
  problems: () => [],
  partProblems: () => [],
  task: () => ({ kind: 'none' }),
  targetProblem: () => null,
  canScaleTarget: () => false,
  batchSize: ({ model }) => model.batchSize,
  measuring: ({ model }) => measuringAll(model.batchSize === null ? 1 : USUAL_STEPS),
  rowSettings: () => ({}),
  sweep: kmeansSweep,
  fork: kmeansFork,
  proposal: kmeansProposal,
  resultSchema: kmeansResultSchema,
  frame: typeTag<KMeansFrame>(),
  historyFile: 'centers.csv',
  metrics: KMEANS_METRICS,
  mainMetrics: ['meanSquaredDistance', 'inertia'],
  objective: KMEANS_OBJECTIVE,
  runColumns: KMEANS_COLUMNS,
  isMeasuredInFeatures: (metric) => /inertia|distance/i.test(metric),
  metricMeaning: (metric) => metric,
  notConverged: () => null,
} as const satisfies ModelDefinition<KMeansSpec, KMeansResult, KMeansFrame>;
