import { fail } from '../../../src-shared/errors';

/** @throws BenchtopError `invalid-data` where an output is NaN or infinite */
export function checkOutputs(outputs: Float64Array, count: number, step: number): void {
  for (let i = 0; i < count; i++) {
    if (Number.isFinite(outputs[i])) continue;
    throw fail(
      'invalid-data',
      `At step ${step} the model's outputs are not finite numbers, so they cannot be evaluated: choose an earlier checkpoint.`,
    );
  }
}
