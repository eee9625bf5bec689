import type { NetworkSpec } from '../../../../src-shared/experiment/schema';
import { fail } from '../../../../src-shared/errors';
import type { BatchState } from '../training/batches';
import type { LayerWeights } from '../layers/initializers';
import { SLOTS } from '../training/optimizers';
import { readTensor, type ModelState, type StateTensor } from '../../contract/state';

/** Weights and optimizer slots of a network as both engines hold them between steps. */
export interface NetworkVariables {
  readonly layers: readonly LayerWeights[];
  /** slots[variable][slot], variables in the order kernel 0, bias 0, kernel 1, ... */
  readonly slots: readonly (readonly Float64Array[])[];
  /** Updates made so far. */
  readonly step: number;
}

/**
 * Names of a network's variables in the order of training: `layer0/kernel`, `layer0/bias`,
 * `layer1/kernel`, ...
 */
export function variableNames(layerCount: number): string[] {
  return Array.from({ length: layerCount }, (_, l) => [`layer${l}/kernel`, `layer${l}/bias`]).flat();
}

/**
 * State of a network for a checkpoint: weights, optimizer slots, the order of the batches; arrays are
 * copied.
 * @param more further entries of `extra`, such as the state of schedule, dropout and early stopping
 */
export function networkState(
  model: NetworkSpec,
  variables: NetworkVariables,
  batches: BatchState,
  more: Readonly<Record<string, unknown>> = {},
): ModelState {
  const names = variableNames(variables.layers.length);
  const tensors: Record<string, StateTensor> = {};
  variables.layers.forEach(({ inputs, units, kernel, bias }, l) => {
    tensors[`layer${l}/kernel`] = { shape: [inputs, units], data: kernel.slice() };
    tensors[`layer${l}/bias`] = { shape: [units], data: bias.slice() };
  });
  names.forEach((name, index) => {
    SLOTS[model.optimizer.kind].forEach((slot, s) => {
      const data = variables.slots[index]?.[s];
      const shape = tensors[name]?.shape;
      if (data !== undefined && shape !== undefined)
        tensors[`optimizer/${slot}/${name}`] = { shape, data: data.slice() };
    });
  });
  return {
    kind: 'network',
    step: variables.step,
    tensors,
    extra: {
      optimizerStep: variables.step,
      batches: { rng: [...batches.rng], position: batches.position },
      ...more,
    },
  };
}

/** The state with the lowest loss so far, which early stopping goes back to. */
export interface BestState {
  readonly state: ModelState;
  /** Metrics as they were logged at the state's step. */
  readonly metrics: Readonly<Record<string, number>>;
}

const BEST = 'best/';

/**
 * Joins a state and the best one so far into one for a checkpoint: the best one's tensors are named
 * `best/layer0/kernel`, ..., its step and metrics are `extra.best`.
 */
export function withBest(state: ModelState, { state: best, metrics }: BestState): ModelState {
  const tensors = Object.entries(best.tensors).map(([name, tensor]) => [BEST + name, tensor] as const);
  return {
    ...state,
    tensors: { ...state.tensors, ...Object.fromEntries(tensors) },
    extra: { ...state.extra, best: { step: best.step, extra: best.extra, metrics } },
  };
}

/** Reads the best state that {@link withBest} stored in another one; null where it holds none. */
export function readBest(state: ModelState): BestState | null {
  const { step, extra, metrics } = (state.extra['best'] ?? {}) as Partial<ModelState & BestState>;
  if (step === undefined || extra === undefined || metrics === undefined) return null;
  const tensors = Object.entries(state.tensors)
    .filter(([name]) => name.startsWith(BEST))
    .map(([name, tensor]) => [name.slice(BEST.length), tensor] as const);
  return { state: { kind: 'network', step, tensors: Object.fromEntries(tensors), extra }, metrics };
}

/**
 * Weights of a stored network, kernels [inputs][units] and biases [units], as copies in float64.
 * @throws BenchtopError `corrupt` where a layer is missing or has another shape than in `model`
 */
export function readLayers(model: NetworkSpec, state: ModelState): LayerWeights[] {
  return model.layers.map(({ units }, l) => {
    const kernel = readTensor(state, `layer${l}/kernel`);
    const bias = readTensor(state, `layer${l}/bias`);
    const inputs = kernel.shape[0] ?? 0;
    if (kernel.shape[1] !== units || bias.shape[0] !== units) {
      throw fail(
        'corrupt',
        `The checkpoint's layer ${l + 1} is ${kernel.shape.join(' x ')}, but the experiment has ${units} units.`,
      );
    }
    return { inputs, units, kernel: Float64Array.from(kernel.data), bias: Float64Array.from(bias.data) };
  });
}

/**
 * Weights and optimizer slots of a stored network; copied.
 * @throws BenchtopError `corrupt` where one is missing
 */
export function readVariables(model: NetworkSpec, state: ModelState): NetworkVariables {
  const slots = variableNames(model.layers.length).map((name) =>
    SLOTS[model.optimizer.kind].map((slot) =>
      Float64Array.from(readTensor(state, `optimizer/${slot}/${name}`).data),
    ),
  );
  return { layers: readLayers(model, state), slots, step: state.step };
}
