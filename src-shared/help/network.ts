import { say } from '../language/say';
import { NETWORK_FIELDS } from '../models/network/fields';
import type {
  Activation,
  InitializerName,
  LossName,
  NetworkSpec,
  OptimizerKind,
  ScheduleKind,
} from '../models/network/schema';
import { choiceHelp, numberHelp, type SettingHelp } from './setting-help';

const F = NETWORK_FIELDS;

/** Layers, loss and weights. z is what a unit sums up, a its output, ŷ the network's, y the target, w the weights. */
export const NETWORK_MODEL_HELP: readonly SettingHelp[] = [
  numberHelp('model.layers.units', F['model.layers.units'], {
    formula: 'a = f(W x + b)',
    proposed: say('64 in the hidden layer; 16 where no rows are kept for validation'),
  }),
  choiceHelp<Activation>(
    'model.layers.activation',
    {
      label: say('Activation'),
      help: say('What a unit makes of its weighted sum z.'),
      default: say('none, as each layer names its own'),
      proposed: say(
        'ReLU in the hidden layer; in the last one softmax, sigmoid or linear, as the target asks',
      ),
    },
    {
      sigmoid: ['sigmoid', say('from 0 to 1; for two classes in the last layer'), '1 / (1 + exp(-z))'],
      tanh: ['tanh', 'from -1 to 1', 'tanh(z)'],
      relu: ['ReLU', say('cheap, and the usual choice for hidden layers'), 'max(0, z)'],
      leakyRelu: [say('leaky ReLU'), say('a ReLU whose units cannot die'), 'max(0.2 z, z)'],
      elu: ['ELU', say('a ReLU that is smooth below 0'), 'z where z > 0, else exp(z) - 1'],
      gelu: ['GELU', say('a smooth ReLU; Φ is the normal distribution function'), 'z Φ(z)'],
      linear: ['linear', say('for numbers, in the last layer'), 'z'],
      softmax: [
        'softmax',
        say('probabilities of three classes or more; last layer only'),
        'exp(z_k) / Σ_j exp(z_j)',
      ],
    },
  ),
  numberHelp('model.layers.dropout', F['model.layers.dropout'], {
    formula: say('a ← m a / (1 - p), m = 0 with probability p, else 1'),
  }),
  choiceHelp<LossName>(
    'model.loss',
    {
      label: say('Loss'),
      help: say(
        'What training makes small: the mean over the training rows, weighted where there is a weight column.',
      ),
      default: say('mean squared error'),
      proposed: say('categorical or binary cross-entropy for classes, mean squared error for numbers'),
    },
    {
      meanSquaredError: [say('Mean squared error'), say('numbers; large errors count most'), '(y - ŷ)²'],
      meanAbsoluteError: [say('Mean absolute error'), say('numbers; outliers count less'), '|y - ŷ|'],
      huber: [
        say('Huber loss'),
        say('numbers; squared for small errors, linear beyond δ'),
        say('e²/2 where |e| ≤ δ, else δ (|e| - δ/2), e = y - ŷ'),
      ],
      binaryCrossentropy: [
        say('Binary cross-entropy'),
        say('two classes, behind a sigmoid'),
        say('-y ln ŷ - (1 - y) ln(1 - ŷ)'),
      ],
      categoricalCrossentropy: [
        say('Categorical cross-entropy'),
        say('three classes or more, behind a softmax'),
        say('-ln ŷ_y'),
      ],
      hinge: [
        say('Hinge loss'),
        say('two classes, behind a linear unit; classes count as -1 and 1'),
        'max(0, 1 - y ŷ)',
      ],
    },
  ),
  numberHelp('model.huberDelta', F['model.huberDelta'], {
    label: say('Delta'),
  }),
  numberHelp('model.regularizer.l1', F['model.regularizer.l1'], {
    formula: 'loss + l1 Σ |w|',
  }),
  numberHelp('model.regularizer.l2', F['model.regularizer.l2'], {
    formula: 'loss + l2 Σ w²',
    proposed: '1e-4',
  }),
  choiceHelp<InitializerName>(
    'model.initializer',
    {
      label: say('Initial weights'),
      help: say(
        'Distribution that the initial weights are drawn from with the seed; in and out are the units before and after them.',
      ),
      default: say('Glorot uniform'),
    },
    {
      glorotUniform: [say('Glorot uniform'), say('for sigmoid and tanh'), '±√(6 / (in + out))'],
      glorotNormal: [say('Glorot normal'), say('the same spread, normal'), 'sd √(2 / (in + out))'],
      heUniform: [say('He uniform'), say('for ReLU and its kin'), '±√(6 / in)'],
      heNormal: [say('He normal'), say('the same spread, normal'), 'sd √(2 / in)'],
      lecunUniform: [say('LeCun uniform'), say('keeps the variance of the inputs'), '±√(3 / in)'],
      lecunNormal: [say('LeCun normal'), say('the same spread, normal'), 'sd √(1 / in)'],
      randomUniform: [say('Uniform, -0.05 to 0.05'), say('the same for every layer'), '±0.05'],
      randomNormal: [say('Normal, deviation 0.05'), say('the same for every layer'), 'sd 0.05'],
      zeros: [say('Zeros'), say('all units of a layer then learn the same')],
    },
  ),
  choiceHelp<NetworkSpec['biasInitializer']>(
    'model.biasInitializer',
    { label: say('Initial biases'), help: say('What the biases begin with.'), default: 'zeros' },
    {
      zeros: [say('Zeros'), say('the usual choice')],
      glorotUniform: [say('Glorot uniform'), say('drawn as the weights are'), '±√(6 / (in + out))'],
    },
  ),
];

/** g is the gradient of the loss by a weight, η the learning rate, t the number of the update. */
export const OPTIMIZER_HELP: readonly SettingHelp[] = [
  choiceHelp<OptimizerKind>(
    'model.optimizer.kind',
    {
      label: say('Optimizer'),
      help: say('How the gradient g becomes an update of a weight.'),
      default: 'Adam',
    },
    {
      sgd: ['SGD', say('the plain gradient step'), 'w ← w - η g'],
      momentum: [say('Momentum'), say('keeps a velocity v'), 'v ← μ v + g; w ← w - η v'],
      nesterov: ['Nesterov', say('momentum that looks ahead'), 'v ← μ v + g; w ← w - η (g + μ v)'],
      rmsprop: [
        'RMSprop',
        say('divides by the recent size of g'),
        's ← ρ s + (1 - ρ) g²; w ← w - η g / √(s + ε)',
      ],
      adagrad: ['Adagrad', say('divides by the size of all g so far'), 's ← s + g²; w ← w - η g / (√s + ε)'],
      adam: [
        'Adam',
        say('momentum and RMSprop in one, with bias correction'),
        'm ← β₁ m + (1 - β₁) g; v ← β₂ v + (1 - β₂) g²; w ← w - η √(1 - β₂ᵗ) / (1 - β₁ᵗ) · m / (√v + ε)',
      ],
      adamw: [
        'AdamW',
        say('Adam with weight decay apart from the gradient'),
        say('w ← w - η λ w, then as Adam'),
      ],
    },
  ),
  numberHelp('model.optimizer.learningRate', F['model.optimizer.learningRate'], {
    formula: 'w ← w - η g',
    proposed: '0.005',
  }),
  numberHelp('model.optimizer.momentum', F['model.optimizer.momentum'], {
    formula: 'v ← μ v + g',
  }),
  numberHelp('model.optimizer.rho', F['model.optimizer.rho'], {
    formula: 's ← ρ s + (1 - ρ) g²',
  }),
  numberHelp('model.optimizer.beta1', F['model.optimizer.beta1'], {
    formula: 'm ← β₁ m + (1 - β₁) g',
  }),
  numberHelp('model.optimizer.beta2', F['model.optimizer.beta2'], {
    formula: 'v ← β₂ v + (1 - β₂) g²',
  }),
  numberHelp('model.optimizer.epsilon', F['model.optimizer.epsilon'], {
    formula: 'm / (√v + ε)',
  }),
  numberHelp('model.optimizer.initialAccumulatorValue', F['model.optimizer.initialAccumulatorValue'], {
    formula: say('s = s₀ at the start'),
  }),
  numberHelp('model.optimizer.weightDecay', F['model.optimizer.weightDecay'], {
    formula: 'w ← w - η λ w',
  }),
];

/** t counts the updates after the warm-up, from 0 on; T is the last of them. */
export const SCHEDULE_HELP: readonly SettingHelp[] = [
  choiceHelp<ScheduleKind>(
    'model.schedule.kind',
    {
      label: say('Schedule'),
      help: say('How the learning rate η changes with the updates t.'),
      default: 'constant',
    },
    {
      constant: [say('Constant'), say('stays as it is'), 'η'],
      step: [
        say('In steps'),
        say('multiplied by the factor after every so many steps'),
        'η factor^⌊t / every⌋',
      ],
      exponential: [say('Exponential'), say('the same, a little at every step'), 'η factor^(t / every)'],
      cosine: [
        say('Cosine'),
        say('falls along half a cosine to the last share α'),
        'η (α + (1 - α) (1 + cos(π t / T)) / 2)',
      ],
      plateau: [
        say('On plateau'),
        say('multiplied by the factor where the loss no longer falls'),
        say('η factor^(number of plateaus)'),
      ],
    },
  ),
  numberHelp('model.schedule.warmupSteps', F['model.schedule.warmupSteps'], {
    formula: 'η t / (warm-up + 1)',
  }),
  numberHelp('model.schedule.every', F['model.schedule.every']),
  numberHelp('model.schedule.factor', F['model.schedule.factor']),
  numberHelp('model.schedule.alpha', F['model.schedule.alpha']),
  numberHelp('model.schedule.patience', F['model.schedule.patience']),
  numberHelp('model.schedule.minDelta', F['model.schedule.minDelta'], {
    formula: 'loss < best - least change',
  }),
  numberHelp('model.schedule.minLearningRate', F['model.schedule.minLearningRate']),
];
