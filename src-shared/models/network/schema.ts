import { say } from '../../language/say';
import { z } from 'zod';
import { numberSchemas } from '../../fields/number-schema';
import { lazy } from '../../lazy';
import { NETWORK_FIELDS } from './fields';

/** The network's part of an experiment. Names and formulas are Keras'. */

/** `softmax` stands in the last layer only. */
export const ACTIVATIONS = [
  'sigmoid',
  'tanh',
  'relu',
  'leakyRelu',
  'elu',
  'gelu',
  'linear',
  'softmax',
] as const;
export const HIDDEN_ACTIVATIONS = ['sigmoid', 'tanh', 'relu', 'leakyRelu', 'elu', 'gelu', 'linear'] as const;
export const LOSSES = [
  'meanSquaredError',
  'meanAbsoluteError',
  'huber',
  'binaryCrossentropy',
  'categoricalCrossentropy',
  'hinge',
] as const;
export const INITIALIZERS = [
  'glorotUniform',
  'glorotNormal',
  'heUniform',
  'heNormal',
  'lecunUniform',
  'lecunNormal',
  'randomUniform',
  'randomNormal',
  'zeros',
] as const;
export const BIAS_INITIALIZERS = ['zeros', 'glorotUniform'] as const;
export const OPTIMIZERS = ['sgd', 'momentum', 'nesterov', 'rmsprop', 'adagrad', 'adam', 'adamw'] as const;
export const SCHEDULES = ['constant', 'step', 'exponential', 'cosine', 'plateau'] as const;

export type Activation = (typeof ACTIVATIONS)[number];
export type LossName = (typeof LOSSES)[number];
export type InitializerName = (typeof INITIALIZERS)[number];
export type OptimizerKind = (typeof OPTIMIZERS)[number];
export type ScheduleKind = (typeof SCHEDULES)[number];

const { number, numberOr } = numberSchemas(NETWORK_FIELDS);

const learningRate = lazy(() => numberOr('model.optimizer.learningRate'));
const momentum = lazy(() => numberOr('model.optimizer.momentum'));
const epsilon = lazy(() => numberOr('model.optimizer.epsilon'));
const moments = {
  learningRate,
  beta1: lazy(() => numberOr('model.optimizer.beta1')),
  beta2: lazy(() => numberOr('model.optimizer.beta2')),
  epsilon,
};

export const optimizerSchema = lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('sgd'), learningRate }),
    z.strictObject({ kind: z.literal('momentum'), learningRate, momentum }),
    z.strictObject({ kind: z.literal('nesterov'), learningRate, momentum }),
    z.strictObject({
      kind: z.literal('rmsprop'),
      learningRate,
      rho: numberOr('model.optimizer.rho'),
      epsilon,
    }),
    z.strictObject({
      kind: z.literal('adagrad'),
      learningRate,
      initialAccumulatorValue: numberOr('model.optimizer.initialAccumulatorValue'),
      epsilon,
    }),
    z.strictObject({ kind: z.literal('adam'), ...moments }),
    z.strictObject({
      kind: z.literal('adamw'),
      ...moments,
      weightDecay: numberOr('model.optimizer.weightDecay'),
    }),
  ]),
);

const warmupSteps = lazy(() => numberOr('model.schedule.warmupSteps'));

/** How the learning rate changes with the steps; the optimizer's is where it starts from. */
export const scheduleSchema = lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('constant'), warmupSteps }),
    z.strictObject({
      kind: z.literal('step'),
      warmupSteps,
      every: numberOr('model.schedule.every'),
      factor: numberOr('model.schedule.factor'),
    }),
    z.strictObject({
      kind: z.literal('exponential'),
      warmupSteps,
      every: numberOr('model.schedule.every'),
      factor: numberOr('model.schedule.factor'),
    }),
    z.strictObject({ kind: z.literal('cosine'), warmupSteps, alpha: numberOr('model.schedule.alpha') }),
    z.strictObject({
      kind: z.literal('plateau'),
      warmupSteps,
      factor: numberOr('model.schedule.factor'),
      patience: numberOr('model.schedule.patience'),
      minDelta: numberOr('model.schedule.minDelta'),
      minLearningRate: numberOr('model.schedule.minLearningRate'),
    }),
  ]),
);

export const networkSchema = lazy(() =>
  z.strictObject({
    kind: z.literal('network'),
    layers: z
      .array(
        z.strictObject({
          units: number('model.layers.units'),
          activation: z.enum(ACTIVATIONS),
          /** Share of the layer's outputs that is left out at random in each update. */
          dropout: numberOr('model.layers.dropout'),
        }),
      )
      .min(1, say('A network needs at least one layer.'))
      .max(32, say('A network may have at most 32 layers.')),
    loss: z.enum(LOSSES).default('meanSquaredError'),
    /** Error at which the Huber loss turns from squared to absolute. */
    huberDelta: numberOr('model.huberDelta'),
    optimizer: optimizerSchema.default({
      kind: 'adam',
      learningRate: 0.03,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
    }),
    schedule: scheduleSchema.default({ kind: 'constant', warmupSteps: 0 }),
    /** Added to the loss, over all kernels: l1 x sum of |w| + l2 x sum of w^2. */
    regularizer: z
      .strictObject({ l1: numberOr('model.regularizer.l1'), l2: numberOr('model.regularizer.l2') })
      .default({ l1: 0, l2: 0 }),
    initializer: z.enum(INITIALIZERS).default('glorotUniform'),
    biasInitializer: z.enum(BIAS_INITIALIZERS).default('zeros'),
  }),
);

export type NetworkSpec = z.output<typeof networkSchema>;
export type OptimizerSpec = NetworkSpec['optimizer'];
export type ScheduleSpec = NetworkSpec['schedule'];

/**
 * What a network learns of its target. `classes`: an output for each class, the largest one counts;
 * `twoClasses`: one output that says the second of two where it reaches `threshold`; `numbers`: the
 * target as it is.
 */
export type NetworkTask =
  | { readonly kind: 'classes' }
  | { readonly kind: 'twoClasses'; readonly threshold: number }
  | { readonly kind: 'numbers' };

/** What the last layer and the loss make of the target. */
export function networkTask({ layers, loss }: Pick<NetworkSpec, 'layers' | 'loss'>): NetworkTask {
  const last = layers[layers.length - 1];
  if (last?.activation === 'softmax') return { kind: 'classes' };
  if (loss === 'hinge') return { kind: 'twoClasses', threshold: 0 };
  return last?.activation === 'sigmoid' && last.units === 1
    ? { kind: 'twoClasses', threshold: 0.5 }
    : { kind: 'numbers' };
}
