import { z } from 'zod';
import { numberSchemas } from '../../fields/number-schema';
import { lazy } from '../../lazy';
import type { OfKind } from '../contract/settings';
import { NETWORK_FIELDS } from './fields';

const { number } = numberSchemas(NETWORK_FIELDS);

/** A learning rate that a person set while a network trained: it holds for the updates after `step`. */
export const rateChangeSchema = lazy(() =>
  z.object({
    step: z.number().int().min(0),
    learningRate: number('model.optimizer.learningRate'),
  }),
);
export type RateChange = z.infer<typeof rateChangeSchema>;

/** Whether a model has a learning rate, which a person may change while it trains. */
export function hasLearningRate({ kind }: OfKind): boolean {
  return kind === 'network';
}
