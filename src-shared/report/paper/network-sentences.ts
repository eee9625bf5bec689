import type { ModelSpec } from '../../models';
import type { RunRecord } from '../../run/record/record';
import { count, quantity } from '../html/numbers';
import type { ReferenceKey } from './references';
import { joined, type Paragraph } from './sentences';

const LOSSES: Readonly<Record<ModelSpec<'network'>['loss'], string>> = {
  meanSquaredError: 'mean squared error',
  meanAbsoluteError: 'mean absolute error',
  huber: 'Huber loss',
  binaryCrossentropy: 'binary cross-entropy',
  categoricalCrossentropy: 'categorical cross-entropy',
  hinge: 'hinge loss',
};

const OPTIMIZERS: Readonly<
  Record<ModelSpec<'network'>['optimizer']['kind'], readonly [name: string, source: ReferenceKey]>
> = {
  sgd: ['stochastic gradient descent', 'robbins1951stochastic'],
  momentum: ['gradient descent with momentum', 'polyak1964speeding'],
  nesterov: ['gradient descent with Nesterov’s momentum', 'nesterov1983method'],
  rmsprop: ['RMSprop', 'hinton2012rmsprop'],
  adagrad: ['Adagrad', 'duchi2011adagrad'],
  adam: ['Adam', 'kingma2015adam'],
  adamw: ['AdamW', 'loshchilov2019decoupled'],
};

/** Parameters of optimizers as papers write them. */
const SYMBOLS: Readonly<Record<string, string>> = {
  learningRate: 'learning rate',
  momentum: 'momentum',
  rho: 'ρ',
  beta1: 'β₁',
  beta2: 'β₂',
  epsilon: 'ε',
  initialAccumulatorValue: 'initial accumulator',
  weightDecay: 'weight decay',
};

const INITIALIZERS: readonly (readonly [RegExp, string, ReferenceKey | null])[] = [
  [/^glorot/, 'Glorot’s', 'glorot2010difficulty'],
  [/^he/, 'He’s', 'he2015delving'],
  [/^lecun/, 'LeCun’s', 'lecun1998efficient'],
];

/** Layers, loss, optimizer, schedule, length and early stopping of a network. */
export function networkSentences(
  paragraph: Paragraph,
  record: RunRecord,
  model: ModelSpec<'network'>,
): string[] {
  return [
    architecture(paragraph, record, model),
    objective(paragraph, model),
    optimizer(paragraph, model),
    ...schedule(paragraph, model),
    ...length(paragraph, record),
  ];
}

function architecture(
  paragraph: Paragraph,
  { dataset, result }: RunRecord,
  { layers, initializer }: ModelSpec<'network'>,
): string {
  const hidden = layers.slice(0, -1);
  const last = layers[layers.length - 1];
  const sources: ReferenceKey[] = [
    ...(layers.some(({ activation }) => activation === 'elu') ? (['clevert2016elu'] as const) : []),
    ...(layers.some(({ activation }) => activation === 'gelu') ? (['hendrycks2016gelu'] as const) : []),
  ];
  const inputs = dataset === null ? '' : `${quantity(dataset.features.length, 'input')}, `;
  const inner =
    hidden.length === 0
      ? 'no hidden layer'
      : `${quantity(hidden.length, 'hidden layer')} of ${joined(hidden.map(({ units, activation }) => `${units} ${activation}`))} units`;
  const output = last === undefined ? '' : ` and ${quantity(last.units, `${last.activation} output`)}`;
  const parameters = result?.kind === 'network' ? ` (${quantity(result.parameterCount, 'parameter')})` : '';
  const named = sources.length === 0 ? '' : ` ${paragraph.cite(...sources)}`;
  const dropped = hidden.filter(({ dropout }) => dropout > 0);
  const dropout =
    dropped.length === 0
      ? ''
      : `, with dropout ${paragraph.cite('srivastava2014dropout')} of ${joined([...new Set(dropped.map(({ dropout }) => String(dropout)))])}`;
  return `the model was a feed-forward network of ${inputs}${inner}${output}${parameters}${named}${dropout}; ${initial(paragraph, initializer)}`;
}

function initial(paragraph: Paragraph, initializer: string): string {
  const found = INITIALIZERS.find(([pattern]) => pattern.test(initializer));
  const kind = /Uniform$/.test(initializer) ? 'uniform' : 'normal';
  if (found !== undefined && found[2] !== null)
    return `weights began with ${found[1]} ${kind} initialisation ${paragraph.cite(found[2])}`;
  return initializer === 'zeros'
    ? 'weights began at zero'
    : `weights began ${kind}ly distributed around zero`;
}

function objective(
  paragraph: Paragraph,
  { loss, huberDelta, regularizer: { l1, l2 } }: ModelSpec<'network'>,
): string {
  const huber = loss === 'huber' ? ` (δ = ${huberDelta}) ${paragraph.cite('huber1964robust')}` : '';
  const penalties = [
    ...(l1 === 0 ? [] : [`an L1 penalty of ${l1}`]),
    ...(l2 === 0 ? [] : [`an L2 penalty of ${l2}`]),
  ];
  const penalty = penalties.length === 0 ? '' : ` with ${joined(penalties)} on the weights`;
  return `the ${LOSSES[loss]}${huber}${penalty} was minimised`;
}

function optimizer(paragraph: Paragraph, { optimizer: own }: ModelSpec<'network'>): string {
  const { kind, ...parameters } = own;
  const [name, source] = OPTIMIZERS[kind];
  const settings = Object.entries(parameters).map(
    ([key, value]) => `${SYMBOLS[key] ?? key} ${String(value)}`,
  );
  return `the optimizer was ${name} ${paragraph.cite(source)} with ${joined(settings)}`;
}

function schedule(paragraph: Paragraph, { schedule: own }: ModelSpec<'network'>): string[] {
  const warm = own.warmupSteps > 0 ? ` after a warm-up of ${quantity(own.warmupSteps, 'step')}` : '';
  switch (own.kind) {
    case 'constant':
      return warm === '' ? [] : [`the learning rate was constant${warm}`];
    case 'step':
    case 'exponential':
      return [
        `the learning rate was multiplied by ${own.factor} every ${quantity(own.every, 'step')}${own.kind === 'exponential' ? ', smoothly' : ''}${warm}`,
      ];
    case 'cosine':
      return [
        `the learning rate fell along a cosine ${paragraph.cite('loshchilov2017sgdr')} to ${own.alpha} of itself${warm}`,
      ];
    case 'plateau':
      return [
        `the learning rate was multiplied by ${own.factor} whenever the loss had not fallen for ${quantity(own.patience, 'step')}${warm}`,
      ];
  }
}

function length(paragraph: Paragraph, { experiment, steps, result, dataset }: RunRecord): string[] {
  const { training } = experiment;
  const batch =
    training.batchSize === null ? 'all training rows' : `batches of ${quantity(training.batchSize, 'row')}`;
  const epochs = training.epochs === null ? '' : ` (${quantity(training.epochs, 'epoch')} asked for)`;
  const made = `${quantity(steps, 'weight update')} were made on ${batch}${epochs}`;
  const { earlyStopping } = training;
  if (earlyStopping === null) return [made];
  const on = (dataset?.validationRows ?? 0) > 0 ? 'the validation loss' : 'the training loss';
  const kept =
    result?.kind === 'network' && result.bestStep !== undefined ? ` (step ${count(result.bestStep)})` : '';
  return [
    made,
    `training stopped early ${paragraph.cite('prechelt1998early')} where ${on} had not fallen for ${quantity(earlyStopping.patience, 'step')}, and the weights with the least loss were kept${kept}`,
  ];
}
