import { say } from '../language/say';
import { z } from 'zod';
import { numberSchemas } from '../fields/number-schema';
import { lazy } from '../lazy';
import { TRAINING_FIELDS } from './fields';

export const ENGINES = ['auto', 'tensorflow', 'typed'] as const;
export type EngineChoice = (typeof ENGINES)[number];

const { number, numberOr } = numberSchemas(TRAINING_FIELDS);

/** Said of `training.logEvery` where what measuring costs decides. */
export const AUTO = 'auto';

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
    /**
     * Steps between two logged ones, each measured on all rows. `auto`: as `planMeasuring` finds it for the
     * table and the model when a run begins, on a sample of the rows where there are many. `null` is `auto`.
     */
    logEvery: z
      .union([number('training.logEvery'), z.literal(AUTO), z.null()], {
        error: say('Measure every must be a number of steps, or "auto".'),
      })
      .transform((every) => every ?? AUTO)
      .default(AUTO),
    checkpointEvery: numberOr('training.checkpointEvery'),
    /** Early stopping of a network; null: it trains all its steps. */
    earlyStopping: earlyStoppingSchema.nullable().default(null),
    engine: z.enum(ENGINES).default('auto'),
  }),
);
export type TrainingSpec = z.output<typeof trainingSchema>;

/** Training settings as a trainer takes them, which knows what `auto` comes to. */
export type PlannedTraining = TrainingSpec & { readonly logEvery: number };
