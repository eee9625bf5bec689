import { fail } from '../../../src-shared/errors';
import type { ModelKind } from '../../../src-shared/models';

/** A model's whole state: enough to draw, predict and train on as if never stopped. */
export interface ModelState {
  readonly kind: ModelKind;
  readonly step: number;
  readonly tensors: Readonly<Record<string, StateTensor>>;
  /** Small things: optimizer step count, RNG state, restart number, ... JSON-safe. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** One array of a model's state, row-major, as a checkpoint stores it; its name says what it holds. */
export interface StateTensor {
  readonly shape: readonly number[];
  readonly data: Float64Array | Float32Array | Int32Array;
}

/**
 * Tensor of a stored state by its name, e.g. `centers` or `layer0/kernel`; not copied.
 * @throws BenchtopError `corrupt` where the state has none of that name
 */
export function readTensor(state: ModelState, name: string): StateTensor {
  const tensor = state.tensors[name];
  if (tensor === undefined) throw fail('corrupt', `The checkpoint lacks the tensor "${name}".`);
  return tensor;
}
