import type { InitializerName, NetworkSpec } from '../../../../src-shared/experiment/schema';
import { Rng } from '../../numeric/rng';

/** Weights of one layer: kernel [inputs][units] row by row, row-vector convention x . W + b. */
export interface LayerWeights {
  readonly inputs: number;
  readonly units: number;
  readonly kernel: Float64Array;
  readonly bias: Float64Array;
}

/**
 * A network's first weights. Both engines start from these, so that the same seed gives the same
 * start whichever runs. Formulas as in Keras: Glorot and Bengio (2010), He et al. (2015), LeCun et al.
 * (1998); the two named random have Keras' 0.05 as bound and as standard deviation.
 * @param inputs number of features
 */
export function initialWeights(model: NetworkSpec, inputs: number, seed: number): LayerWeights[] {
  const rng = Rng.derive(seed, 'weights');
  let width = inputs;
  return model.layers.map(({ units }) => {
    const kernel = draw(model.initializer, width, units, width * units, rng);
    // Rank one: TensorFlow takes both fans of a vector to be its length.
    const bias =
      model.biasInitializer === 'zeros'
        ? new Float64Array(units)
        : draw('glorotUniform', units, units, units, rng);
    const layer = { inputs: width, units, kernel, bias };
    width = units;
    return layer;
  });
}

/** Bound of randomUniform and standard deviation of randomNormal, whatever the layer's size. */
const RANDOM_SCALE = 0.05;

function draw(name: InitializerName, fanIn: number, fanOut: number, count: number, rng: Rng): Float64Array {
  const values = new Float64Array(count);
  switch (name) {
    case 'zeros':
      return values;
    case 'glorotUniform':
      return values.map(() => (2 * rng.uniform() - 1) * Math.sqrt(6 / (fanIn + fanOut)));
    case 'heUniform':
      return values.map(() => (2 * rng.uniform() - 1) * Math.sqrt(6 / fanIn));
    case 'glorotNormal':
      return values.map(() => truncatedNormal(rng) * Math.sqrt(2 / (fanIn + fanOut)));
    case 'heNormal':
      return values.map(() => truncatedNormal(rng) * Math.sqrt(2 / fanIn));
    case 'lecunUniform':
      return values.map(() => (2 * rng.uniform() - 1) * Math.sqrt(3 / fanIn));
    case 'lecunNormal':
      return values.map(() => truncatedNormal(rng) * Math.sqrt(1 / fanIn));
    case 'randomUniform':
      return values.map(() => (2 * rng.uniform() - 1) * RANDOM_SCALE);
    case 'randomNormal':
      return values.map(() => rng.normal() * RANDOM_SCALE);
  }
}

/** Standard deviation of a standard normal cut at two sigma: dividing by it restores unit variance. */
const TRUNCATED_SD = 0.8796256610342398;

function truncatedNormal(rng: Rng): number {
  for (;;) {
    const value = rng.normal();
    if (Math.abs(value) <= 2) return value / TRUNCATED_SD;
  }
}
