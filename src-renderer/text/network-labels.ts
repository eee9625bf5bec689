import { say } from '../../src-shared/language/say';
import type { Activation, LossName, OptimizerKind } from '../../src-shared/experiment/schema';

/** A network's parts as people know them. */

export const ACTIVATION_NAMES: Readonly<Record<Activation, string>> = {
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  relu: 'ReLU',
  leakyRelu: say('leaky ReLU'),
  elu: 'ELU',
  gelu: 'GELU',
  linear: 'linear',
  softmax: 'softmax',
};

/** For lines that hold much. */
export const SHORT_LOSS_NAMES: Readonly<Record<LossName, string>> = {
  meanSquaredError: 'MSE',
  meanAbsoluteError: 'MAE',
  huber: 'Huber',
  binaryCrossentropy: 'cross-entropy',
  categoricalCrossentropy: 'cross-entropy',
  hinge: 'hinge',
};

export const OPTIMIZER_NAMES: Readonly<Record<OptimizerKind, string>> = {
  sgd: 'SGD',
  momentum: 'momentum',
  nesterov: 'Nesterov',
  rmsprop: 'RMSprop',
  adagrad: 'Adagrad',
  adam: 'Adam',
  adamw: 'AdamW',
};
