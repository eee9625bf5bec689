import type { Activation } from '../../../src-shared/experiment/schema';
import { describeModel, requireLayers } from '../portable/dense-model';
import type { PortableModel } from '../portable/portable-model';

/** Activations by TensorFlow.js' names; null: a layer of its own. */
const TFJS_ACTIVATIONS: Readonly<Record<Activation, string | null>> = {
  linear: 'linear',
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  relu: 'relu',
  leakyRelu: null,
  elu: 'elu',
  gelu: 'gelu',
  softmax: 'softmax',
};
const LEAKY_SLOPE = 0.2;

interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/**
 * A model as a folder of TensorFlow.js' layers format: model.json, weights.bin, and benchtop.json, which says
 * which raw columns the inputs are made of and what the outputs mean. It takes inputs in raw units: a
 * BatchNormalization layer holds the scaling, for there is no Normalization layer.
 * @throws BenchtopError `invalid-data` where layers cannot hold the model
 */
export function writeTfjs(model: PortableModel): Readonly<Record<string, Uint8Array>> {
  const layers = requireLayers(model, 'A TensorFlow.js layers model');
  const { offset, scale } = model.scaler;
  const width = offset.length;
  const scaling = {
    class_name: 'BatchNormalization',
    config: {
      name: 'scaling',
      trainable: false,
      axis: -1,
      epsilon: 0,
      center: false,
      scale: false,
      batch_input_shape: [null, width],
      dtype: 'float32',
    },
  };
  const topology: object[] = [scaling];
  const weights: Weight[] = [
    { name: 'scaling/moving_mean', shape: [width], values: offset },
    { name: 'scaling/moving_variance', shape: [width], values: scale.map((value) => value * value) },
  ];
  layers.forEach(({ units, activation, kernel, bias }, i) => {
    const name = `dense${i + 1}`;
    const named = TFJS_ACTIVATIONS[activation];
    topology.push({
      class_name: 'Dense',
      config: {
        name,
        units,
        activation: named ?? 'linear',
        use_bias: true,
        trainable: true,
        dtype: 'float32',
      },
    });
    if (named === null) {
      topology.push({ class_name: 'LeakyReLU', config: { name: `${name}_leaky`, alpha: LEAKY_SLOPE } });
    }
    weights.push({ name: `${name}/kernel`, shape: [kernel.length, units], values: kernel.flat() });
    weights.push({ name: `${name}/bias`, shape: [units], values: bias });
  });
  const document = {
    format: 'layers-model',
    generatedBy: 'Benchtop',
    convertedBy: null,
    modelTopology: {
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
      model_config: { class_name: 'Sequential', config: { name: 'benchtop', layers: topology } },
    },
    weightsManifest: [
      {
        paths: ['weights.bin'],
        weights: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
      },
    ],
  };
  const data = Float32Array.from(weights.flatMap(({ values }) => values));
  const text = (content: string): Uint8Array => new TextEncoder().encode(content);
  return {
    'model.json': text(`${JSON.stringify(document, null, 1)}\n`),
    'weights.bin': new Uint8Array(data.buffer),
    'benchtop.json': text(describeModel(model)),
  };
}
