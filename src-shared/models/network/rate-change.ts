import { z } from 'zod';
import { numberSchemas } from '../../fields/number-schema';
import { later } from '../../later';
import { NETWORK_FIELDS } from './fields';

const { number } = numberSchemas(NETWORK_FIELDS);

/** A learning rate that a person set while a network trained: it holds for the updates after `step`. */
export const rateChangeSchema = later(() =>
  z.object({
    step: z.number().int().min(0),
    learningRate: number('model.optimizer.learningRate'),
  }),
);
export type RateChange = z.infer<typeof rateChangeSchema>;
