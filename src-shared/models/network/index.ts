import type { ModelDefinition } from '../contract/definition';
import { typeTag } from '../contract/type-tag';
import { NETWORK_FIELDS } from './fields';
import type { NetworkFrame } from './frame';
import { networkResultSchema, type NetworkResult } from './result';
import { networkSchema, type NetworkSpec } from './schema';

/** Multilayer perceptrons, trained by gradient descent in mini-batches. */
export const network = {
  kind: 'network',
  text: { label: 'Network', subject: 'A network', phrase: 'network', step: 'step', steps: 'steps' },
  usesTarget: true,
  trainsInSteps: true,
  schema: networkSchema,
  fields: NETWORK_FIELDS,
  problems: () => [],
  resultSchema: networkResultSchema,
  frame: typeTag<NetworkFrame>(),
} as const satisfies ModelDefinition<NetworkSpec, NetworkResult, NetworkFrame>;
