import { say } from '../../language/say';
import { getPath, type Change } from '../../fields/change';
import { numberAt, type SweepRules } from '../contract/sweep';
import { NETWORK_FIELDS } from './fields';
import {
  ACTIVATIONS,
  BIAS_INITIALIZERS,
  HIDDEN_ACTIVATIONS,
  INITIALIZERS,
  LOSSES,
  OPTIMIZERS,
  optimizerSchema,
  type NetworkSpec,
} from './schema';

const CHOICES = new Map([
  ['model.loss', { label: say('Loss'), choices: LOSSES }],
  ['model.optimizer.kind', { label: say('Optimizer'), choices: OPTIMIZERS }],
  ['model.initializer', { label: say('Initial weights'), choices: INITIALIZERS }],
  ['model.biasInitializer', { label: say('Initial biases'), choices: BIAS_INITIALIZERS }],
]);

const HIDDEN_LAYERS = 'model.hiddenLayers';
/** What a layer is that a network has none of to copy. */
const FIRST_HIDDEN = { units: NETWORK_FIELDS['model.layers.units'].default, activation: 'relu' };

/** A sweep over networks varies layers, optimizer, schedule and penalties. */
export const networkSweep: SweepRules<NetworkSpec> = {
  number(path, model) {
    if (path === HIDDEN_LAYERS) return numberAt(NETWORK_FIELDS, path, model.layers.length - 1);
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
    if (change.path === HIDDEN_LAYERS) return [hiddenLayers(document, Number(change.value))];
    if (change.path !== 'model.optimizer.kind') return [change];
    // Each kind has settings of its own: those of another one are its defaults.
    const learningRate = getPath(document, 'model.optimizer.learningRate');
    return [{ path: 'model.optimizer', value: { kind: change.value, learningRate } }];
  },
  derived: [HIDDEN_LAYERS],
  condition(path, swept) {
    const layer = /^model\.layers\.(\d+)\./.exec(path)?.[1];
    if (layer !== undefined && swept.has(HIDDEN_LAYERS))
      return { path: HIDDEN_LAYERS, atLeast: Number(layer) + 1 };
    const own = /^model\.optimizer\.(\w+)$/.exec(path)?.[1];
    if (own === undefined || !swept.has('model.optimizer.kind')) return null;
    const values = OPTIMIZERS.filter((kind) => own in optimizerSchema.parse({ kind }));
    return values.length === OPTIMIZERS.length ? null : { path: 'model.optimizer.kind', values };
  },
  budget({ training }) {
    if (training.epochs === null) return { path: 'training.steps', steps: training.steps };
    const message = say('Halving gives out steps: set the length of training in steps, not in epochs.');
    return { field: 'training.epochs', message };
  },
};

/** So many hidden layers: the first ones, and where there are too few, the last one again; the output layer stays. */
function hiddenLayers(document: unknown, count: number): Change {
  const layers = getPath(document, 'model.layers') as readonly unknown[];
  const hidden = layers.slice(0, -1);
  const more = hidden[hidden.length - 1] ?? FIRST_HIDDEN;
  const value = [...Array.from({ length: count }, (_, i) => hidden[i] ?? more), ...layers.slice(-1)];
  return { path: 'model.layers', value };
}
