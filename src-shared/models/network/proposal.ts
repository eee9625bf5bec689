import { say, sayNumber } from '../../language/say';
import { stepsPerEpoch } from '../../training/steps';
import type { ModelQuestion, ProposalRules, ProposedSettings } from '../contract/proposal';
import type { TargetTask } from '../contract/task';
import type { LossName, NetworkSpec } from './schema';

/**
 * Networks to begin with. Their settings were chosen on six tables of scikit-learn and Vega over ten
 * seeds; docs/defaults.md has the scores.
 */

const HIDDEN_UNITS = 64;
/** A table too small to hold rows out for validation gets a network too small to learn it by heart. */
const FEW_UNITS = 16;
const LEARNING_RATE = 0.005;
const L2 = 1e-4;

/** Batch sizes by the number of training rows, the first that holds. */
const BATCHES = [
  { upTo: 10_000, size: 32 },
  { upTo: 100_000, size: 128 },
  { upTo: 1_000_000, size: 512 },
  { upTo: Infinity, size: 2048 },
] as const;
const MAX_EPOCHS = 200;
const MIN_EPOCHS = 10;
/** Rows that are learned from in all, so that a large table does not take all day. */
const MAX_VISITS = 4_000_000;
const MAX_PATIENCE = 20;
const MIN_PATIENCE = 3;

/** A network of one hidden layer, trained in epochs with early stopping on the validation loss. */
export const networkProposal: ProposalRules<NetworkSpec> = {
  proposedFor: 'target',
  scalesFeatures: true,
  scalesTarget: true,
  model: proposeNetwork,
  training: proposeTraining,
  initial: {
    kind: 'network',
    layers: [
      { units: 2, activation: 'sigmoid' },
      { units: 1, activation: 'sigmoid' },
    ],
  },
  forTarget: withOutput,
};

function proposeNetwork({ task, isValidated }: ModelQuestion): ProposedSettings {
  const units = isValidated ? HIDDEN_UNITS : FEW_UNITS;
  return {
    settings: {
      kind: 'network',
      layers: [{ units, activation: 'relu' }, outputLayer(task)],
      loss: lossFor(task),
      optimizer: { kind: 'adam', learningRate: LEARNING_RATE },
      regularizer: { l1: 0, l2: L2 },
    },
    reasons: [
      {
        field: 'model.layers',
        text: isValidated
          ? say('{units} ReLU units suit most tables', { units })
          : say('{units} ReLU units: few rows are easily overfitted', { units }),
      },
      { field: 'model.loss', text: lossReason(task) },
      { field: 'model.optimizer.learningRate', text: say('suits Adam and scaled features') },
      { field: 'model.regularizer.l2', text: say('a small penalty against overfitting') },
    ],
  };
}

function outputLayer(task: TargetTask): { units: number; activation: 'linear' | 'sigmoid' | 'softmax' } {
  if (task.kind === 'numbers') return { units: 1, activation: 'linear' };
  return task.count > 2 ? { units: task.count, activation: 'softmax' } : { units: 1, activation: 'sigmoid' };
}

function lossFor(task: TargetTask): LossName {
  if (task.kind === 'numbers') return 'meanSquaredError';
  return task.count > 2 ? 'categoricalCrossentropy' : 'binaryCrossentropy';
}

function lossReason(task: TargetTask): string {
  if (task.kind === 'numbers') return say('the target is a number');
  return task.count > 2
    ? say('the target has {count} classes', { count: task.count })
    : say('the target has two classes');
}

/**
 * Training settings to begin with: epochs and batches by the number of rows, and early stopping on the
 * validation loss after a tenth of the epochs without a better one.
 */
function proposeTraining(trainRows: number, isValidated: boolean): ProposedSettings {
  const size = BATCHES.find(({ upTo }) => trainRows <= upTo)?.size ?? 2048;
  const batchSize = size < trainRows ? size : null;
  const epochs = Math.max(MIN_EPOCHS, Math.min(MAX_EPOCHS, Math.round(MAX_VISITS / Math.max(1, trainRows))));
  const patience = Math.max(MIN_PATIENCE, Math.min(MAX_PATIENCE, Math.round(epochs / 10)));
  const each = stepsPerEpoch({ batchSize }, trainRows);
  const rows = sayNumber(trainRows);
  return {
    settings: {
      epochs,
      batchSize,
      ...(isValidated ? { earlyStopping: { patience: patience * each } } : {}),
    },
    reasons: [
      {
        field: 'training.epochs',
        text: isValidated ? say('at most; early stopping mostly ends it before') : say('for few rows'),
      },
      ...(batchSize === null
        ? []
        : [
            {
              field: 'training.batchSize',
              text: say('{count} steps an epoch of {rows} rows', {
                count: sayNumber(each),
                rows,
              }),
            },
          ]),
      ...(isValidated
        ? [
            {
              field: 'training.earlyStopping.patience',
              text: say(
                '{patience} epochs without a better validation loss; the best model is kept, so these rows choose it too',
                { patience },
              ),
            },
          ]
        : []),
    ],
  };
}

/**
 * A network for another sort of target: two classes want an output between 0 and 1, more of them a
 * softmax with a unit for each, numbers one without bounds.
 */
function withOutput(model: NetworkSpec, task: TargetTask): NetworkSpec {
  const classes = task.kind === 'classes' ? task.count : null;
  const many = classes !== null && classes > 2;
  const output = many
    ? { units: classes, activation: 'softmax' as const }
    : { units: 1, activation: classes === 2 ? ('sigmoid' as const) : ('linear' as const) };
  const last = model.layers.length - 1;
  return {
    ...model,
    layers: model.layers.map((layer, l) => (l === last ? { ...layer, ...output } : layer)),
    loss: many ? 'categoricalCrossentropy' : keptLoss(model.loss, classes === 2),
  };
}

/** The loss where it goes with the new output, else the squared error. */
function keptLoss(loss: LossName, isBinary: boolean): LossName {
  const fits =
    loss === 'binaryCrossentropy' ? isBinary : loss !== 'categoricalCrossentropy' && loss !== 'hinge';
  return fits ? loss : 'meanSquaredError';
}
