import { z } from 'zod';
import { numberSchemas } from '../fields/number-schema';
import { lazy } from '../lazy';
import { TRAINING_FIELDS } from './fields';

export const ENGINES = ['auto', 'tensorflow', 'typed'] as const;
export type EngineChoice = (typeof ENGINES)[number];

const { number, numberOr } = numberSchemas(TRAINING_FIELDS);

/** Ends a network's training where the loss on the validation rows (else on all rows) stays. */
export const earlyStoppingSchema = lazy(() =>
  z.strictObject({
    patience: numberOr('training.earlyStopping.patience'),
    minDelta: numberOr('training.earlyStopping.minDelta'),
  }),
);
export type EarlyStoppingSpec = z.output<typeof earlyStoppingSchema>;

export const trainingSchema = lazy(() =>
  z.strictObject({
    /** Weight updates of a network; k-means and the SVM stop by `model.maxIter`. */
    steps: numberOr('training.steps'),
    /** Passes of a network over the training rows, which then decide the steps; null: `steps` counts. */
    epochs: number('training.epochs').nullable().default(null),
    /** null: full batch. */
    batchSize: number('training.batchSize').nullable().default(null),
    logEvery: numberOr('training.logEvery'),
    checkpointEvery: numberOr('training.checkpointEvery'),
    /** Early stopping of a network; null: it trains all its steps. */
    earlyStopping: earlyStoppingSchema.nullable().default(null),
    engine: z.enum(ENGINES).default('auto'),
  }),
);
export type TrainingSpec = z.output<typeof trainingSchema>;
