import { describe, expect, it } from 'vitest';
import { LOSSES } from '../../../../src-shared/experiment/schema';
import { lastLayerFor, networkSpec } from '../../../testing/data';
import { Dropout } from './dropout';
import { initialWeights } from './initializers';
import { chooseLoss } from '../losses';
import { NetworkMath } from './passes';
import { Rng } from '../../numeric/rng';

const squared = chooseLoss({ loss: 'meanSquaredError', huberDelta: 1 });

describe('NetworkMath', () => {
  it('makes one step of one unit as by hand', () => {
    // z = 0.5 * 1 - 0.25 * 2 + 0 = 0, p = 0.5; loss (p - 1)^2; by z: 2 (0.5 - 1) * 0.25 = -0.25.
    const layer = { inputs: 2, units: 1, kernel: Float64Array.of(0.5, -0.25), bias: new Float64Array(1) };
    const math = new NetworkMath([layer], ['sigmoid'], 1);
    expect(math.forward(Float64Array.of(1, 2), 0, 1)[0]).toBe(0.5);
    math.backward(Float64Array.of(1, 2), Float64Array.of(1), 1, squared);
    expect([...math.kernelGradients[0]]).toEqual([-0.25, -0.5]);
    expect([...math.biasGradients[0]]).toEqual([-0.25]);
  });

  it('lets a unit that is sure and wrong learn by cross-entropy', () => {
    const layer = { inputs: 1, units: 1, kernel: Float64Array.of(40), bias: new Float64Array(1) };
    const math = new NetworkMath([layer], ['sigmoid'], 1);
    expect(math.forward(Float64Array.of(1), 0, 1)[0]).toBe(1);
    math.backward(
      Float64Array.of(1),
      Float64Array.of(0),
      1,
      chooseLoss({ loss: 'binaryCrossentropy', huberDelta: 1 }),
    );
    expect(math.kernelGradients[0][0]).toBe(1);
  });

  it.each(LOSSES)('gives the same gradient whole and in parts, to the bit: %s', (loss) => {
    const rng = new Rng(8);
    const model = networkSpec({
      layers: [
        { units: 7, activation: 'tanh' },
        { units: 5, activation: 'gelu', dropout: 0.4 },
        lastLayerFor(loss),
      ],
      loss,
    });
    const x = Float64Array.from({ length: 6 * 41 }, () => rng.normal());
    const y = Float64Array.from({ length: 41 }, () => rng.integer(2));
    const activations = model.layers.map(({ activation }) => activation);
    const gradients = (capacity: number): Float64Array[] => {
      const math = new NetworkMath(initialWeights(model, 6, 2), activations, capacity);
      const dropout = new Dropout(model, 3, null);
      for (let from = 0; from < 41; from += capacity) {
        const part = Math.min(capacity, 41 - from);
        math.forward(x, from, part, dropout);
        math.backward(x, y, part, chooseLoss(model), from, 41);
      }
      return [...math.kernelGradients, ...math.biasGradients];
    };
    expect(gradients(10)).toEqual(gradients(41));
    expect(gradients(1)).toEqual(gradients(41));
  });
});

describe('the loops of four', () => {
  // Six inputs and eleven rows: the fourfold loops and their remainders both run in every layer.
  const rng = new Rng(15);
  const model = networkSpec({
    layers: [
      { units: 7, activation: 'tanh' },
      { units: 5, activation: 'sigmoid' },
      { units: 1, activation: 'sigmoid' },
    ],
  });
  const layers = initialWeights(model, 6, 9);
  const math = new NetworkMath(
    layers,
    model.layers.map(({ activation }) => activation),
    11,
  );
  const x = Float64Array.from({ length: 66 }, () => rng.normal());
  const y = Float64Array.from({ length: 11 }, () => rng.integer(2));

  it('multiply as the definition does', () => {
    const activate = [Math.tanh, logistic, logistic];
    const outputs = math.forward(x, 0, 11);
    for (let r = 0; r < 11; r++) {
      let row = [...x.subarray(6 * r, 6 * r + 6)];
      layers.forEach(({ units, kernel, bias }, l) => {
        row = [...bias].map((b, u) =>
          activate[l](row.reduce((sum, value, i) => sum + value * kernel[i * units + u], b)),
        );
      });
      expect(outputs[r]).toBeCloseTo(row[0], 14);
    }
  });

  it('have the gradient of central differences', () => {
    math.forward(x, 0, 11);
    math.backward(x, y, 11, squared);
    const lossNow = (): number => squared.add(0, math.forward(x, 0, 11), y, 11, null, 1) / 11;
    layers.forEach(({ kernel, bias }, l) => {
      for (const [values, gradient] of [
        [kernel, math.kernelGradients[l]],
        [bias, math.biasGradients[l]],
      ] as const) {
        values.forEach((value, i) => {
          values[i] = value + 1e-6;
          const up = lossNow();
          values[i] = value - 1e-6;
          const down = lossNow();
          values[i] = value;
          expect(gradient[i]).toBeCloseTo((up - down) / 2e-6, 7);
        });
      }
    });
  });
});

function logistic(z: number): number {
  return 1 / (1 + Math.exp(-z));
}
