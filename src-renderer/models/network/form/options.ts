import { say } from '../../../../src-shared/language/say';
import {
  ACTIVATIONS,
  HIDDEN_ACTIVATIONS,
  INITIALIZERS,
  LOSSES,
  OPTIMIZERS,
  type Activation,
  type InitializerName,
  type LossName,
  type OptimizerKind,
  type ScheduleKind,
} from '../../../../src-shared/models/network/schema';
import { LOSS_NAMES } from '../../../../src-shared/models/network/loss-names';
import { INITIALIZER_NAMES } from '../../../text/initializer-names';
import { ACTIVATION_NAMES, OPTIMIZER_NAMES } from '../../../text/network-labels';

/** Choices of a select field: what is stored, and what a person reads. */
type Options<T extends string> = readonly { readonly value: T; readonly label: string }[];

const toOptions = <T extends string>(values: readonly T[], names: Readonly<Record<T, string>>): Options<T> =>
  values.map((value) => ({ value, label: names[value] }));
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const OUTPUT_OPTIONS = toOptions<Activation>(ACTIVATIONS, ACTIVATION_NAMES);
/** Activations that a hidden layer can have. */
export const HIDDEN_OPTIONS = toOptions<Activation>(HIDDEN_ACTIVATIONS, ACTIVATION_NAMES);

export const LOSS_OPTIONS: Options<LossName> = LOSSES.map((value) => ({
  value,
  label: capital(LOSS_NAMES[value]),
}));

export const INITIALIZER_OPTIONS = toOptions<InitializerName>(INITIALIZERS, INITIALIZER_NAMES);

export const BIAS_OPTIONS: Options<'zeros' | 'glorotUniform'> = [
  { value: 'zeros', label: say('Zeros') },
  { value: 'glorotUniform', label: say('Glorot uniform') },
];

export const OPTIMIZER_OPTIONS: Options<OptimizerKind> = OPTIMIZERS.map((value) => ({
  value,
  label: capital(OPTIMIZER_NAMES[value]),
}));

/** The parameters of each optimizer beside the learning rate, in the order of the form. */
export const OPTIMIZER_PARAMETERS = {
  sgd: [],
  momentum: ['momentum'],
  nesterov: ['momentum'],
  rmsprop: ['rho', 'epsilon'],
  adagrad: ['initialAccumulatorValue', 'epsilon'],
  adam: ['beta1', 'beta2', 'epsilon'],
  adamw: ['beta1', 'beta2', 'epsilon', 'weightDecay'],
} as const satisfies Record<OptimizerKind, readonly string[]>;

export const SCHEDULE_OPTIONS: Options<ScheduleKind> = [
  { value: 'constant', label: say('Constant') },
  { value: 'step', label: say('In steps') },
  { value: 'exponential', label: say('Exponential') },
  { value: 'cosine', label: say('Cosine') },
  { value: 'plateau', label: say('On plateau') },
];

/** The parameters of each schedule beside the warm-up, in the order of the form. */
export const SCHEDULE_PARAMETERS = {
  constant: [],
  step: ['every', 'factor'],
  exponential: ['every', 'factor'],
  cosine: ['alpha'],
  plateau: ['patience', 'factor', 'minDelta', 'minLearningRate'],
} as const satisfies Record<ScheduleKind, readonly string[]>;
