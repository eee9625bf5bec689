import { networkTask } from '../../../src-shared/experiment/schema';
import type { ExplainedFeatures } from '../contract/explained';
import type { ModelContext } from '../contract/model-context';
import { passCapacity, type ModelOutputs, type Task } from '../contract/outputs';
import { findLargest } from '../numeric/largest';
import { NetworkMath } from './layers/passes';
import { readLayers } from './state/state';

/** What a network's outputs stand for, by its last layer, its loss and the classes of its target. */
export function readNetworkTask({
  model,
  classes,
}: Pick<ModelContext<'network'>, 'model' | 'classes'>): Task {
  const task = networkTask(model);
  if (task.kind === 'classes') {
    const threshold = classes.length === 2 ? 0.5 : null;
    return { kind: 'classes', scores: 'probability', threshold, classAt: findLargest };
  }
  if (task.kind === 'numbers' || classes.length === 0) return { kind: 'numbers' };
  const { threshold } = task;
  return {
    kind: 'classes',
    scores: model.loss === 'hinge' ? 'decision' : 'probability',
    threshold,
    classAt: (outputs, at) => (outputs[at] >= threshold ? 1 : 0),
  };
}

/**
 * Reader of the last layer's outputs [rows][units] for rows of training data, which are scaled as the network
 * was trained on them. A view: the next call overwrites it.
 */
export function readNetworkOutputs(
  { state, model }: ModelContext<'network'>,
  data: ExplainedFeatures,
): ModelOutputs {
  const layers = readLayers(model, state);
  const cost = layers.reduce((sum, { inputs, units }) => sum + (inputs + 8) * units, 0);
  const capacity = passCapacity(cost, data.rows);
  const activations = model.layers.map(({ activation }) => activation);
  const math = new NetworkMath(layers, activations, capacity);
  return {
    units: layers[layers.length - 1]?.units ?? 1,
    capacity,
    read: (from, rows) => math.forward(data.features, from, rows),
  };
}
