import { Instances } from '../instances';
import { eluModule, tanhModule, type Curve } from './curve-code';

/** Doubles that are copied in, replaced and copied out at once. */
const BLOCK = 4096;
/** Fewer are not worth the copies. */
const MIN_COUNT = 32;

/**
 * Replaces the first `count` values by a curve's, in WebAssembly, two at a time.
 * @returns false where there is no WebAssembly with vectors, or are too few: nothing is done then
 */
export type Vectors = (values: Float64Array, count: number) => boolean;

function vectors(code: () => Uint8Array): Vectors {
  const instances = new Instances<Curve>('curve', code);
  let isRequested = false;
  let block: Float64Array | null = null;
  let curve: Curve = () => undefined;
  return (values, count) => {
    if (count < MIN_COUNT) return false;
    if (!isRequested) {
      isRequested = true;
      const instance = instances.take(8 * BLOCK);
      if (instance !== null) {
        block = new Float64Array(instance.memory.buffer, 0, BLOCK);
        curve = instance.call;
      }
    }
    if (block === null) return false;
    for (let from = 0; from < count; from += BLOCK) {
      const size = Math.min(BLOCK, count - from);
      block.set(size === values.length ? values : values.subarray(from, from + size));
      curve(block.byteOffset, 16 * Math.ceil(size / 2));
      values.set(size === BLOCK ? block : block.subarray(0, size), from);
    }
    return true;
  };
}

/** Hyperbolic tangent in place, with the bits of portable-math's `tanhInPlace`; see {@link Vectors}. */
export const tanhVectors = vectors(tanhModule);
/**
 * elu with alpha 1 in place, e^x - 1 below 0 and x above, with the bits of portable-math's `expm1`; see
 * {@link Vectors}.
 */
export const eluVectors = vectors(eluModule);
