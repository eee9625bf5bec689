import type { NetworkSpec } from '../../../src-shared/experiment/schema';
import { Dropout } from '../../algorithms/network/layers/dropout';
import type { LayerWeights } from '../../algorithms/network/layers/initializers';
import { chooseLoss } from '../../algorithms/network/losses';
import { sumWeights } from '../../algorithms/numeric/weights';
import { NetworkMath } from '../../algorithms/network/layers/passes';
import { computePenalty } from '../../algorithms/network/metrics';

/** Rows that a gradient is taken of: all of them, each by its weight. */
export interface GradientRows {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
}

/**
 * The gradient of the whole loss, penalty included, by each kernel and bias, from central
 * differences alone. Dropout leaves out what a trainer of the same seed leaves out in its first step.
 * @returns kernel 0, bias 0, kernel 1, ...
 */
export function centralDifferences(
  model: NetworkSpec,
  layers: readonly LayerWeights[],
  { x, y, weights }: GradientRows,
  seed: number,
): Float64Array[] {
  const rows = y.length;
  const math = new NetworkMath(
    layers,
    model.layers.map(({ activation }) => activation),
    rows,
  );
  const loss = chooseLoss(model);
  const units = layers[layers.length - 1]!.units;
  const kernels = layers.map(({ kernel }) => kernel);
  const lossNow = (): number => {
    const outputs = math.forward(x, 0, rows, new Dropout(model, seed, null));
    const mean = loss.add(0, outputs, y, rows, weights, units) / sumWeights(weights, 0, rows);
    return mean + computePenalty(model.regularizer, kernels);
  };
  const step = 1e-6;
  return layers
    .flatMap(({ kernel, bias }) => [kernel, bias])
    .map((values) =>
      values.map((value, i) => {
        values[i] = value + step;
        const up = lossNow();
        values[i] = value - step;
        const down = lossNow();
        values[i] = value;
        return (up - down) / (2 * step);
      }),
    );
}
