import { describe, expect, it } from 'vitest';
import {
  HIDDEN_ACTIVATIONS,
  LOSSES,
  type LossName,
  type NetworkSpec,
} from '../../../src-shared/experiment/schema';
import { lastLayerFor, networkSpec } from '../../testing/data';
import { centralDifferences } from '../../testing/models/gradients';
import { Dropout } from './layers/dropout';
import { initialWeights } from './layers/initializers';
import { chooseLoss } from './losses';
import { sumWeights } from '../numeric/weights';
import { addPenaltyGradient } from './training/typed-network';
import { NetworkMath } from './layers/passes';
import { Rng } from '../numeric/rng';

const ROWS = 7;
const CLASSES = 4;
const rng = new Rng(5);
const x = Float64Array.from({ length: 2 * ROWS }, () => rng.normal());

function targetsFor(loss: LossName): Float64Array {
  const classes = loss === 'categoricalCrossentropy' ? CLASSES : 2;
  return Float64Array.from({ length: ROWS }, (_, row) => (row * 3) % classes);
}

/** Compares every weight's and bias's gradient with the central difference of the whole loss. */
function expectGradients(model: NetworkSpec, weights: Float64Array | null = null): void {
  const layers = initialWeights(model, 2, 11);
  // Away from the kinks, where no derivative exists.
  for (const { bias } of layers) bias.forEach((_, i) => (bias[i] = 0.1 + 0.05 * i));
  const math = new NetworkMath(
    layers,
    model.layers.map(({ activation }) => activation),
    ROWS,
  );
  const y = targetsFor(model.loss);
  math.forward(x, 0, ROWS, new Dropout(model, 3, null));
  math.backward(x, y, ROWS, chooseLoss(model), 0, sumWeights(weights, 0, ROWS), weights);
  const expected = centralDifferences(model, layers, { x, y, weights }, 3);
  let largest = 0;
  layers.forEach(({ kernel }, l) => {
    addPenaltyGradient(model.regularizer, kernel, math.kernelGradients[l]);
    for (const [gradient, differences] of [
      [math.kernelGradients[l], expected[2 * l]],
      [math.biasGradients[l], expected[2 * l + 1]],
    ] as const) {
      gradient.forEach((value, i) => {
        expect(value).toBeCloseTo(differences[i], 7);
        largest = Math.max(largest, Math.abs(value));
      });
    }
  });
  expect(largest, model.loss).toBeGreaterThan(1e-3);
}

describe('gradients are those of central differences', () => {
  it.each(HIDDEN_ACTIVATIONS.flatMap((activation) => LOSSES.map((loss) => [activation, loss] as const)))(
    '%s hidden, %s',
    (activation, loss) => {
      expectGradients(
        networkSpec({
          layers: [{ units: 3, activation }, { units: 2, activation }, lastLayerFor(loss, CLASSES)],
          loss,
          huberDelta: 0.3,
        }),
      );
    },
  );

  it.each([
    ['L1', { l1: 0.03, l2: 0 }],
    ['L2', { l1: 0, l2: 0.07 }],
    ['L1 and L2', { l1: 0.03, l2: 0.07 }],
  ])('%s', (_, regularizer) => {
    for (const loss of LOSSES)
      expectGradients(
        networkSpec({
          layers: [{ units: 4, activation: 'tanh' }, lastLayerFor(loss, CLASSES)],
          loss,
          regularizer,
        }),
      );
  });

  it.each(HIDDEN_ACTIVATIONS)('dropout over %s, with weighted rows', (activation) => {
    for (const loss of LOSSES)
      expectGradients(
        networkSpec({
          layers: [
            { units: 6, activation, dropout: 0.3 },
            { units: 5, activation, dropout: 0.5 },
            lastLayerFor(loss, CLASSES),
          ],
          loss,
        }),
        Float64Array.from({ length: ROWS }, (_, row) => 0.5 + row),
      );
  });

  it.each(['linear', 'tanh', 'relu', 'leakyRelu', 'elu', 'gelu'] as const)(
    '%s as the output',
    (activation) => {
      for (const loss of ['meanSquaredError', 'meanAbsoluteError', 'huber'] as const)
        expectGradients(
          networkSpec({
            layers: [
              { units: 3, activation: 'tanh' },
              { units: 1, activation },
            ],
            loss,
          }),
        );
    },
  );
});
