import { say } from '../../language/say';
import type { ModelDefinition } from '../contract/definition';
import { typeTag } from '../contract/type-tag';
import { NETWORK_FIELDS } from './fields';
import { networkFork } from './fork';
import type { NetworkFrame } from './frame';
import { networkMeasuring } from './measuring';
import { NETWORK_COLUMNS, NETWORK_METRICS, NETWORK_OBJECTIVE, networkMetricMeaning } from './metrics';
import { networkProblems } from './problems';
import { networkProposal } from './proposal';
import { networkResultSchema, type NetworkResult } from './result';
import { networkSchema, networkTask, type NetworkSpec } from './schema';
import { networkSweep } from './sweep';

/** Layers that have columns of their own in the table of runs; deeper ones are in `model.layers` only. */
const ROW_LAYERS = 8;

/** Multilayer perceptrons, trained by gradient descent in mini-batches. */
export const network = {
  kind: 'network',
  text: {
    label: say('Network'),
    subject: 'A network',
    phrase: 'network',
    step: say('step'),
    steps: say('steps'),
    aliases: ['nn'],
  },
  usesTarget: true,
  trainsInSteps: true,
  schema: networkSchema,
  fields: NETWORK_FIELDS,
  problems: () => [],
  partProblems: networkProblems,
  task: networkTask,
  targetProblem: () => null,
  canScaleTarget: (model) =>
    networkTask(model).kind === 'numbers' && model.layers.slice(-1)[0]?.activation === 'linear',
  batchSize: ({ training }) => training.batchSize,
  measuring: networkMeasuring,
  rowSettings: ({ layers }) => ({
    'model.layers': layers.map(({ units }) => units).join('-'),
    ...Object.fromEntries(layers.slice(0, ROW_LAYERS).map((layer, l) => [`model.layers.${l}`, layer])),
  }),
  sweep: networkSweep,
  fork: networkFork,
  proposal: networkProposal,
  resultSchema: networkResultSchema,
  frame: typeTag<NetworkFrame>(),
  historyFile: null,
  metrics: NETWORK_METRICS,
  mainMetrics: ['valLoss', 'loss'],
  objective: NETWORK_OBJECTIVE,
  runColumns: NETWORK_COLUMNS,
  isMeasuredInFeatures: () => false,
  metricMeaning: networkMetricMeaning,
  notConverged: () => null,
} as const satisfies ModelDefinition<NetworkSpec, NetworkResult, NetworkFrame>;
