import { Instances } from '../instances';
import {
  eluModule,
  reluGradientModule,
  reluModule,
  tanhModule,
  type Curve,
  type ReluGradient,
} from './curve-code';

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
 * max(x, 0) in place, with the bits of a comparison each, which guesses wrong half of the time; see {@link Vectors}.
 */
export const reluVectors = vectors(reluModule);
/**
 * elu with alpha 1 in place, e^x - 1 below 0 and x above, with the bits of portable-math's `expm1`; see
 * {@link Vectors}.
 */
export const eluVectors = vectors(eluModule);

const gradientInstances = new Instances<ReluGradient>('gradient', reluGradientModule);
/** Taken at the first call; null: there is none to be had. */
let reluGradient:
  { readonly blocks: readonly [Float64Array, Float64Array]; readonly call: ReluGradient } | null | undefined;

/**
 * The first `count` gradients become 0 where the outputs of a relu are 0 or below; see {@link Vectors}.
 * @returns false where nothing is done
 */
export function reluGradientVectors(gradients: Float64Array, outputs: Float64Array, count: number): boolean {
  if (count < MIN_COUNT) return false;
  if (reluGradient === undefined) {
    const instance = gradientInstances.take(16 * BLOCK);
    const block = (at: number): Float64Array => new Float64Array(instance!.memory.buffer, at, BLOCK);
    reluGradient = instance === null ? null : { blocks: [block(0), block(8 * BLOCK)], call: instance.call };
  }
  if (reluGradient === null) return false;
  const {
    blocks: [ofGradients, ofOutputs],
    call,
  } = reluGradient;
  for (let from = 0; from < count; from += BLOCK) {
    const size = Math.min(BLOCK, count - from);
    ofGradients.set(gradients.subarray(from, from + size));
    ofOutputs.set(outputs.subarray(from, from + size));
    call(ofGradients.byteOffset, ofOutputs.byteOffset, 16 * Math.ceil(size / 2));
    gradients.set(ofGradients.subarray(0, size), from);
  }
  return true;
}
