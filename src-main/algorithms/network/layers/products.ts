import type { LayerWeights } from './initializers';
import { addGradients, multiply, propagate } from './loops';
import { Instances, type Instance } from '../../wasm/instances';
import { productCode } from '../wasm/product-code';

/**
 * Matrix products of a network's layers, over arrays that it allocates itself, so that WebAssembly may
 * hold them.
 */
export interface Products {
  /** An array of zeros for what lies between the layers: outputs, deltas, gradients. */
  array(length: number): Float64Array;
  /** output = x . W + b for rows `from` to `from + rows` of x, with the weights of layer `l`. */
  multiply(l: number, x: Float64Array, from: number, rows: number, output: Float64Array): void;
  /** dW += x^T . delta and db += the column sums of delta; x as `multiply` had it last. */
  addGradients(
    l: number,
    x: Float64Array,
    from: number,
    rows: number,
    delta: Float64Array,
    kernelGradient: Float64Array,
    biasGradient: Float64Array,
  ): void;
  /** Gradient of the loss with respect to the layer's inputs: before = delta . W^T. */
  propagate(l: number, delta: Float64Array, rows: number, before: Float64Array): void;
  /** Its arrays are not used after it. */
  dispose(): void;
}

/** Products in plain loops over ordinary arrays (`loops.ts`); the reference of the WebAssembly ones. */
export function plainProducts(layers: readonly LayerWeights[]): Products {
  return {
    array: (length) => new Float64Array(length),
    multiply(l, x, from, rows, output) {
      multiply(x, from, rows, layers[l], output);
    },
    addGradients(l, x, from, rows, delta, kernelGradient, biasGradient) {
      addGradients(x, from, rows, layers[l], delta, kernelGradient, biasGradient);
    },
    propagate(l, delta, rows, before) {
      propagate(delta, rows, layers[l], before);
    },
    dispose: () => undefined,
  };
}

/** Products of a row and layer from which on a call into WebAssembly pays. */
const MIN_PRODUCTS = 32;
/** Doubles, of all arrays of a network; one that needs more takes the plain loops. */
const MAX_DOUBLES = 2 ** 25;

/**
 * The quickest products for a network that is trained: in WebAssembly, whose vectors take two sums at
 * a time and whose results are the plain loops' to the bit; plain loops for very small or very large
 * layers, and where WebAssembly or its vectors cannot be had.
 * @param capacity rows that one pass may take
 */
export function trainingProducts(layers: readonly LayerWeights[], capacity: number): Products {
  if (layers.every(({ inputs, units }) => inputs * units < MIN_PRODUCTS)) return plainProducts(layers);
  const doubles = countDoubles(layers, capacity);
  const instance = doubles > MAX_DOUBLES ? null : instances.take(8 * doubles);
  return instance === null ? plainProducts(layers) : vectorProducts(layers, capacity, instance);
}

/** Its own copies of x and of the kernels, and what NetworkMath asks for at most. */
function countDoubles(layers: readonly LayerWeights[], capacity: number): number {
  const ownX = capacity * (layers[0]?.inputs ?? 0);
  return layers.reduce(
    // Kernel, transposed, gradient; outputs, what dropout keeps of them, deltas. Arrays begin at even offsets.
    (sum, { inputs, units }) => sum + 3 * inputs * units + 3 * capacity * units + 6,
    ownX + 1,
  );
}

/** Function of product-code.ts's module: addresses and strides in bytes. */
type Add = (
  c: number,
  a: number,
  b: number,
  m: number,
  n: number,
  k: number,
  aRow: number,
  aStep: number,
) => void;

const instances = new Instances<Add>('add', productCode);

function vectorProducts(
  layers: readonly LayerWeights[],
  capacity: number,
  instance: Instance<Add>,
): Products {
  const { memory, call: add } = instance;
  let isDisposed = false;
  let next = 0;
  const array = (length: number): Float64Array => {
    // The memory may have been another network's.
    const made = new Float64Array(memory.buffer, next * 8, length).fill(0);
    next += length + (length % 2);
    return made;
  };
  const ownX = array(capacity * (layers[0]?.inputs ?? 0));
  const kernels = layers.map(({ kernel }) => array(kernel.length));
  const transposed = layers.map(({ kernel }, l) => (l === 0 ? null : array(kernel.length)));
  return {
    array,
    multiply(l, x, from, rows, output) {
      const { inputs, units, kernel, bias } = layers[l];
      const copy = kernels[l];
      copy.set(kernel);
      if (l === 0) ownX.set(x.subarray(from * inputs, (from + rows) * inputs));
      const input = l === 0 ? ownX : x;
      for (let at = 0; at < rows * units; at += units) output.set(bias, at);
      add(output.byteOffset, input.byteOffset, copy.byteOffset, rows, units, inputs, 8 * inputs, 8);
    },
    addGradients(l, x, _, rows, delta, kernelGradient, biasGradient) {
      const { inputs, units } = layers[l];
      const { byteOffset } = l === 0 ? ownX : x;
      add(kernelGradient.byteOffset, byteOffset, delta.byteOffset, inputs, units, rows, 8, 8 * inputs);
      for (let at = 0; at < rows * units; at += units) {
        for (let u = 0; u < units; u++) biasGradient[u] += delta[at + u];
      }
    },
    propagate(l, delta, rows, before) {
      const { inputs, units, kernel } = layers[l];
      const turned = transposed[l]!;
      for (let i = 0; i < inputs; i++) {
        for (let u = 0; u < units; u++) turned[u * inputs + i] = kernel[i * units + u];
      }
      before.fill(0, 0, rows * inputs);
      add(before.byteOffset, delta.byteOffset, turned.byteOffset, rows, inputs, units, 8 * units, 8);
    },
    dispose() {
      // A second time it may be another network's by now.
      if (isDisposed) return;
      isDisposed = true;
      instances.giveBack(instance);
    },
  };
}
