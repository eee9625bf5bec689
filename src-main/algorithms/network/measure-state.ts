import type { Work } from '../explore/slices';
import type { ModelContext } from '../contract/model-context';
import type { TrainingData } from '../contract/trainer';
import { computePenalty, NetworkMetrics } from './metrics';
import { readNetworkOutputs } from './outputs';
import { readLayers } from './state/state';
import { withScaledTarget } from './target-scaling';

/**
 * The metrics of a network's state on all rows, as training logs them: `loss`, `valLoss`, `accuracy` ...,
 * in the target's own units.
 * @param context with the state as it is trained, not in the target's units
 * @param data raw target
 */
export function* measureState(
  context: ModelContext<'network'>,
  data: TrainingData,
): Work<Record<string, number>> {
  const { model, state } = context;
  const metrics = new NetworkMetrics(model, withScaledTarget(data));
  const outputs = readNetworkOutputs(context, data);
  metrics.begin();
  for (let from = 0; from < data.rows; from += outputs.capacity) {
    const rows = Math.min(outputs.capacity, data.rows - from);
    metrics.add(outputs.read(from, rows), from, rows);
    yield;
  }
  const kernels = readLayers(model, state).map(({ kernel }) => kernel);
  return metrics.values(computePenalty(model.regularizer, kernels));
}
