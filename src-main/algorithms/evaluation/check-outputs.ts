import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';

/**
 * Refuses outputs that cannot be evaluated.
 * @param outputs flattened; the first `count` are looked at
 * @param step of the checkpoint, for the message
 * @throws BenchtopError `invalid-data` where one of them is NaN or infinite
 */
export function checkOutputs(outputs: Float64Array, count: number, step: number): void {
  for (let i = 0; i < count; i++) {
    if (Number.isFinite(outputs[i])) continue;
    throw fail(
      'invalid-data',
      sentence(
        "At step {step} the model's outputs are not finite numbers, so they cannot be evaluated: choose an earlier checkpoint.",
        { step },
      ),
    );
  }
}
