import { counted, sentence } from '../../../../src-shared/language/sentence';
import type { NetworkSpec } from '../../../../src-shared/experiment/schema';
import type { Finding, Offer } from '../../../../src-shared/run/live/guidance';
import type { ExperimentOf } from '../../contract/diagnostics';
import type { ModelState } from '../../contract/state';
import type { TrainingData } from '../../contract/trainer';
import { finding, offer, scaledCopy } from '../../guidance/offers';
import { statistic } from '../../guidance/format';
import { NetworkMath } from '../layers/passes';
import { readLayers } from '../state/state';

/** A unit that is flat for more rows than this passes hardly any gradient on. */
const FLAT_SHARE = 0.95;

/** Its derivative there, as a share of the largest that the activation has. */
const FLAT_SLOPE = 0.01;

/** Networks that have solved their problem often leave a unit or two aside: half of a layer is amiss. */
const FLAT_UNITS = 0.5;

/**
 * Outputs of a layer for some training rows, after its activation, by the forward pass a_l = f(a_(l-1)
 * W_l + b_l).
 * @param rows indices of the rows
 * @param depth of the layer, 1 for the first hidden one
 * @returns [rows][units] flattened
 */
export function computeOutputs(
  model: NetworkSpec,
  data: TrainingData,
  state: ModelState,
  rows: readonly number[],
  depth: number,
): Float64Array {
  const activations = model.layers.slice(0, depth).map(({ activation }) => activation);
  const math = new NetworkMath(readLayers(model, state).slice(0, depth), activations, rows.length);
  const x = new Float64Array(rows.length * data.width);
  rows.forEach((row, i) => {
    x.set(data.features.subarray(row * data.width, (row + 1) * data.width), i * data.width);
  });
  return math.forward(x, 0, rows.length);
}

/** The derivative at an output, as a share of the largest; 1 for activations without a flat part. */
function slopeAt(activation: NetworkSpec['layers'][number]['activation'], output: number): number {
  switch (activation) {
    case 'sigmoid':
      return 4 * output * (1 - output);
    case 'tanh':
      return 1 - output * output;
    case 'relu':
      return output > 0 ? 1 : 0;
    case 'elu':
      return output >= 0 ? 1 : 1 + output;
    default:
      return 1;
  }
}

/** A hidden layer whose units mostly are flat for most of some rows. @param rows of the data that are looked at */
export function findSaturated(
  experiment: ExperimentOf<'network'>,
  data: TrainingData,
  state: ModelState,
  rows: readonly number[],
): Finding[] {
  const { model } = experiment;
  for (let l = 0; l < model.layers.length - 1; l++) {
    const { units, activation } = model.layers[l];
    const outputs = computeOutputs(model, data, state, rows, l + 1);
    let flat = 0;
    for (let u = 0; u < units; u++) {
      const flatRows = rows.filter((_, i) => slopeAt(activation, outputs[i * units + u]) < FLAT_SLOPE);
      if (flatRows.length > FLAT_SHARE * rows.length) flat++;
    }
    if (flat < FLAT_UNITS * units || flat === 0) continue;
    const values = {
      flat: counted(flat),
      units: counted(units),
      layer: l + 1,
      activation,
      percent: statistic(100 * FLAT_SHARE),
      rows: counted(rows.length),
    };
    const said =
      activation === 'relu'
        ? sentence(
            '{flat} of the {units} units of layer {layer} ({activation}) give 0 for more than {percent} % of {rows} training rows: they pass hardly any gradient on and no longer learn.',
            values,
          )
        : sentence(
            '{flat} of the {units} units of layer {layer} ({activation}) are saturated for more than {percent} % of {rows} training rows: they pass hardly any gradient on and no longer learn.',
            values,
          );
    return [finding('saturated', said, state.step, livelier(experiment, activation, l, state.step))];
  }
  return [];
}

/** Units that are flat stay so: only new weights, on inputs of a like size, can change it. */
function livelier(
  { dataset, model }: ExperimentOf<'network'>,
  activation: string,
  l: number,
  step: number,
): Offer {
  if (dataset.scaling === 'none') return scaledCopy(step);
  if (activation === 'relu') {
    return offer('copy', sentence('Edited copy with leaky ReLU in that layer'), step, [
      { path: `model.layers.${l}.activation`, value: 'leakyRelu' },
    ]);
  }
  const value = Number((model.optimizer.learningRate / 3).toPrecision(2));
  const said = sentence('Edited copy with a third of the learning rate: {rate}', { rate: statistic(value) });
  return offer('copy', said, step, [{ path: 'model.optimizer.learningRate', value }]);
}
