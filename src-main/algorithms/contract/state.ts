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

export interface StateTensor {
  readonly shape: readonly number[];
  readonly data: Float64Array | Float32Array | Int32Array;
}

/** @throws BenchtopError `corrupt` */
export function readTensor(state: ModelState, name: string): StateTensor {
  const tensor = state.tensors[name];
  if (tensor === undefined) throw fail('corrupt', `The checkpoint lacks the tensor "${name}".`);
  return tensor;
}
