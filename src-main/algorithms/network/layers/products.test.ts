import { describe, expect, it } from 'vitest';
import type { Activation } from '../../../../src-shared/experiment/schema';
import { networkSpec } from '../../../testing/data';
import { createDropout } from './dropout';
import { initialWeights } from './initializers';
import { chooseLoss } from '../losses';
import { NetworkMath } from './passes';
import { plainProducts, trainingProducts } from './products';
import { Rng } from '../../numeric/rng';

/** Units of each layer after so many inputs: even and odd, below and above every block's size. */
const shapes: readonly (readonly number[])[] = [
  [4, 8, 1],
  [5, 7, 3, 1],
  [13, 9, 10],
  [1, 33, 2],
  [16, 64, 32, 5],
  [3, 11, 12, 13, 1],
];

function passes(sizes: readonly number[], rows: number, capacity: number, isPlain: boolean): Float64Array[] {
  const [inputs = 1, ...units] = sizes;
  const outputs = units[units.length - 1];
  const model = networkSpec({
    loss: outputs > 1 ? 'categoricalCrossentropy' : 'meanSquaredError',
    layers: units.map((count, l) => ({
      units: count,
      activation:
        l === units.length - 1 ? (outputs > 1 ? 'softmax' : 'linear') : l % 2 === 0 ? 'relu' : 'gelu',
      dropout: l === 0 && units.length > 2 ? 0.4 : 0,
    })),
  });
  const rng = new Rng(5);
  const x = Float64Array.from({ length: rows * inputs }, () => rng.normal());
  x[0] = 1e-310;
  const target = Float64Array.from({ length: rows }, (_, row) =>
    outputs > 1 ? row % outputs : rng.normal(),
  );
  const layers = initialWeights(model, inputs, 3);
  const activations = model.layers.map(({ activation }): Activation => activation);
  const products = isPlain ? plainProducts(layers) : trainingProducts(layers, capacity);
  const math = new NetworkMath(layers, activations, capacity, products);
  const dropout = createDropout(model, 2, null);
  const found: Float64Array[] = [];
  // Twice: what is left of the first pass must not count.
  for (let pass = 0; pass < 2; pass++) {
    for (let from = 0; from < rows; from += capacity) {
      const part = Math.min(capacity, rows - from);
      found.push(math.forward(x, from, part, dropout).slice(0, part));
      math.backward(x, target, part, chooseLoss(model), from, rows);
    }
    found.push(...math.kernelGradients.map((values) => values.slice()));
    found.push(...math.biasGradients.map((values) => values.slice()));
  }
  math.dispose();
  return found;
}

describe('products in WebAssembly', () => {
  it.each(shapes)('are those of the plain loops to the bit: %j', (...sizes: readonly number[]) => {
    for (const [rows, capacity] of [
      [1, 1],
      [6, 6],
      [31, 8],
      [64, 64],
    ] as const) {
      const plain = passes(sizes, rows, capacity, true);
      const quick = passes(sizes, rows, capacity, false);
      expect(quick.length).toBe(plain.length);
      quick.forEach((values, i) => {
        expect(new BigUint64Array(values.slice().buffer)).toEqual(
          new BigUint64Array(plain[i].slice().buffer),
        );
      });
    }
  });

  it('are taken for all but the smallest layers, each network in a memory of its own', () => {
    const small = trainingProducts(initialWeights(networkSpec(), 2, 1), 4);
    expect(small.array(4).buffer.byteLength).toBe(32);
    const layers = initialWeights(networkSpec({ layers: [{ units: 16, activation: 'relu' }] }), 8, 1);
    const first = trainingProducts(layers, 4);
    const second = trainingProducts(layers, 4);
    const memory = first.array(4).fill(7).buffer;
    expect(memory.byteLength % 65536).toBe(0);
    expect(second.array(4).buffer).not.toBe(memory);
    first.dispose();
    const third = trainingProducts(layers, 4);
    const reused = third.array(4);
    expect(reused.buffer).toBe(memory);
    expect([...reused]).toEqual([0, 0, 0, 0]);
    // Once more, by mistake: the third network's memory stays its own.
    first.dispose();
    expect(trainingProducts(layers, 4).array(4).buffer).not.toBe(memory);
    third.dispose();
  });

  it('give way to plain loops where a network would need a memory too large', () => {
    const layers = initialWeights(networkSpec({ layers: [{ units: 1, activation: 'linear' }] }), 40_000, 1);
    expect(trainingProducts(layers, 1024).array(4).buffer.byteLength).toBe(32);
  });
});
