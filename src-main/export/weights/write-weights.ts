import { fail } from '../../../src-shared/errors';
import type { PortableModel } from '../portable/portable-model';

/**
 * A model as JSON, in float64: the neutral form itself.
 * @throws BenchtopError `invalid-data` where JSON cannot hold a number of it
 */
export function writeWeights(model: PortableModel): Uint8Array {
  const text = JSON.stringify(
    model,
    (key, value: unknown) => {
      if (typeof value === 'number' && !Number.isFinite(value)) {
        throw fail(
          'invalid-data',
          `The model has no finite number in “${key}”: JSON cannot hold it. Use --format onnx.`,
        );
      }
      return value;
    },
    1,
  );
  return new TextEncoder().encode(`${text}\n`);
}
