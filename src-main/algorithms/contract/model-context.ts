import { unscale } from '../numeric/scaling';
import type { TrainingData } from './trainer';
import type { ModelKind, ModelSpec } from '../../../src-shared/models';
import type { Repair } from '../../../src-shared/run/explanation/repair';
import type { Scaler } from '../../../src-shared/run/record/dataset-facts';
import type { ModelState } from './state';

/**
 * A stored model with all that is needed to apply it to raw rows: its settings and state, the scaler,
 * and the names, ranges and classes of its data.
 */
export interface ModelContext<K extends ModelKind = ModelKind> {
  readonly model: ModelSpec<K>;
  /** State of the model; a network's outputs are in the target's units. */
  readonly state: ModelState;
  readonly scaler: Scaler;
  readonly featureNames: readonly string[];
  /** Raw [min, max] of each feature over the used rows, validation included. */
  readonly featureRanges: readonly (readonly [number, number])[];
  readonly target: string | null;
  readonly classes: readonly (number | string)[];
  /** What a person calls the clusters, by their numbers; none: letters. */
  readonly clusterNames?: readonly string[];
  /** What repairs the probabilities of the model of its step. */
  readonly repair?: Repair;
}

/**
 * Context of a model in training, which its trainer draws with.
 * @param state with outputs in the target's own units
 */
export function trainingContext<K extends ModelKind>(
  model: ModelSpec<K>,
  data: TrainingData,
  state: ModelState,
): ModelContext<K> {
  return {
    model,
    state,
    scaler: data.scaler,
    featureNames: data.featureNames,
    featureRanges: computeRanges(data),
    target: data.target === null ? null : 'target',
    classes: data.classes,
  };
}

const knownRanges = new WeakMap<TrainingData, readonly (readonly [number, number])[]>();

/** Raw [min, max] of each feature; kept, because a live picture asks ten times a second. */
function computeRanges(data: TrainingData): readonly (readonly [number, number])[] {
  const known = knownRanges.get(data);
  if (known !== undefined) return known;
  const low = new Float64Array(data.width).fill(Infinity);
  const high = new Float64Array(data.width).fill(-Infinity);
  for (let i = 0; i < data.features.length; i++) {
    const j = i % data.width;
    low[j] = Math.min(low[j], data.features[i]);
    high[j] = Math.max(high[j], data.features[i]);
  }
  const ranges = [...low].map(
    (value, j) => [unscale(value, j, data.scaler), unscale(high[j], j, data.scaler)] as const,
  );
  knownRanges.set(data, ranges);
  return ranges;
}
