import { say } from '../../language/say';
import { getPath } from '../../fields/change';
import { numberAt, type SweepRules } from '../contract/sweep';
import { NETWORK_FIELDS } from './fields';
import {
  ACTIVATIONS,
  BIAS_INITIALIZERS,
  HIDDEN_ACTIVATIONS,
  INITIALIZERS,
  LOSSES,
  OPTIMIZERS,
  type NetworkSpec,
} from './schema';

const CHOICES = new Map([
  ['model.loss', { label: say('Loss'), choices: LOSSES }],
  ['model.optimizer.kind', { label: say('Optimizer'), choices: OPTIMIZERS }],
  ['model.initializer', { label: say('Initial weights'), choices: INITIALIZERS }],
  ['model.biasInitializer', { label: say('Initial biases'), choices: BIAS_INITIALIZERS }],
]);

/** A sweep over networks varies layers, optimizer, schedule and penalties. */
export const networkSweep: SweepRules<NetworkSpec> = {
  number(path, model) {
    const layer = /^model\.layers\.(\d+)\./.exec(path)?.[1];
    const name = path.replace(/^model\.layers\.\d+\./, 'model.layers.');
    const found = numberAt(NETWORK_FIELDS, name, getPath({ model }, path));
    return found === null || layer === undefined
      ? found
      : { ...found, label: say('{found}, layer {layer}', { found: found.label, layer: Number(layer) + 1 }) };
  },
  choice(path, model) {
    const layer = /^model\.layers\.(\d+)\.activation$/.exec(path)?.[1];
    if (layer === undefined) return CHOICES.get(path) ?? null;
    const isLast = Number(layer) === model.layers.length - 1;
    return {
      label: say('Activation, layer {layer}', { layer: Number(layer) + 1 }),
      choices: isLast ? ACTIVATIONS : HIDDEN_ACTIVATIONS,
    };
  },
  changes(change, document) {
    if (change.path !== 'model.optimizer.kind') return [change];
    // Each kind has settings of its own: those of another one are its defaults.
    const learningRate = getPath(document, 'model.optimizer.learningRate');
    return [{ path: 'model.optimizer', value: { kind: change.value, learningRate } }];
  },
  budget({ training }) {
    if (training.epochs === null) return { path: 'training.steps', steps: training.steps };
    const message = say('Halving gives out steps: set the length of training in steps, not in epochs.');
    return { field: 'training.epochs', message };
  },
};
