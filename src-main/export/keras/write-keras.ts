import { strToU8, zipSync } from 'fflate';
import type { Activation } from '../../../src-shared/experiment/schema';
import { describeModel, requireLayers } from '../portable/dense-model';
import type { PortableLayer, PortableModel } from '../portable/portable-model';
import { writeHdf5, type Hdf5Group } from './hdf5';

/** Version of the format that is written; Keras reads files of earlier versions. */
const KERAS_VERSION = '3.0.0';

/** Activations by Keras' names. gelu is by the error function there too, leaky_relu's slope 0.2. */
const KERAS_ACTIVATIONS: Readonly<Record<Activation, string>> = {
  linear: 'linear',
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  relu: 'relu',
  leakyRelu: 'leaky_relu',
  elu: 'elu',
  gelu: 'gelu',
  softmax: 'softmax',
};

/** A time for the entries of the zip, so that equal models give equal bytes. */
const NO_TIME = new Date(1980, 0, 1);

/**
 * A model as a `.keras` file: a Sequential model of a Normalization layer, which holds the scaling, and Dense
 * layers. It takes the model's inputs in raw units and gives the last layer's outputs; benchtop.json beside them
 * says which raw columns the inputs are made of, and what the outputs mean.
 * @throws BenchtopError `invalid-data` where layers cannot hold the model
 */
export function writeKeras(model: PortableModel): Uint8Array {
  const layers = requireLayers(model, 'A .keras file');
  const files = {
    'metadata.json': JSON.stringify({ keras_version: KERAS_VERSION, date_saved: '1980-01-01@00:00:00' }),
    'config.json': JSON.stringify(sequential(model, layers)),
    'benchtop.json': describeModel(model),
  };
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  // Stored, as Keras does: a reader may take the weights out without inflating them.
  return zipSync(
    { ...Object.fromEntries(entries), 'model.weights.h5': writeHdf5(toWeights(layers)) },
    { level: 0, mtime: NO_TIME },
  );
}

/** Keras looks for weights by a layer's class and its place among those of the class. */
function toWeights(layers: readonly PortableLayer[]): Hdf5Group {
  const dense = layers.map(({ units, kernel, bias }, i) => {
    const vars = {
      '0': { shape: [kernel.length, units], values: kernel.flat() },
      '1': { shape: [units], values: bias },
    };
    return [denseName(i), { vars }] as const;
  });
  return { layers: { normalization: { vars: {} }, ...Object.fromEntries(dense) }, vars: {} };
}

const denseName = (place: number): string => (place === 0 ? 'dense' : `dense_${place}`);

function sequential({ scaler }: PortableModel, layers: readonly PortableLayer[]): object {
  const width = scaler.offset.length;
  const input = [null, width];
  const float32 = {
    module: 'keras',
    class_name: 'DTypePolicy',
    config: { name: 'float32' },
    registered_name: null,
  };
  const layer = (className: string, config: object, inputs?: number): object => ({
    module: 'keras.layers',
    class_name: className,
    config,
    registered_name: null,
    ...(inputs === undefined ? {} : { build_config: { input_shape: [null, inputs] } }),
  });
  const initializer = (className: string): object => ({
    module: 'keras.initializers',
    class_name: className,
    config: className === 'Zeros' ? {} : { seed: null },
    registered_name: null,
  });
  return {
    module: 'keras',
    class_name: 'Sequential',
    config: {
      name: 'benchtop',
      trainable: true,
      dtype: float32,
      layers: [
        layer('InputLayer', { batch_shape: input, dtype: 'float32', sparse: false, name: 'inputs' }),
        layer(
          'Normalization',
          {
            name: 'normalization',
            trainable: true,
            dtype: float32,
            axis: [-1],
            invert: false,
            mean: scaler.offset,
            variance: scaler.scale.map((scale) => scale * scale),
          },
          width,
        ),
        ...layers.map(({ units, activation, kernel }, i) =>
          layer(
            'Dense',
            {
              name: denseName(i),
              trainable: true,
              dtype: float32,
              units,
              activation: KERAS_ACTIVATIONS[activation],
              use_bias: true,
              kernel_initializer: initializer('GlorotUniform'),
              bias_initializer: initializer('Zeros'),
              kernel_regularizer: null,
              bias_regularizer: null,
              kernel_constraint: null,
              bias_constraint: null,
            },
            kernel.length,
          ),
        ),
      ],
      build_input_shape: input,
    },
    registered_name: null,
    build_config: { input_shape: input },
  };
}
