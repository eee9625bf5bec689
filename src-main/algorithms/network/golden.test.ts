import { describe, expect, it } from 'vitest';
import { parseExperiment, type ExperimentInput } from '../../../src-shared/experiment/schema';
import { toTrainingData, drain, last } from '../../testing/data';
import { createTypedTrainer } from '../models/create-trainer';
import { Rng } from '../numeric/rng';

/**
 * Experiments as files of the first release held them, with what that release made of them on the
 * typed engine: an old file must load as it is and give the same numbers to the bit.
 */
const OLD: readonly {
  readonly model: unknown;
  readonly training: unknown;
  readonly gave: readonly number[];
}[] = [
  {
    model: {
      kind: 'network',
      layers: [
        { units: 5, activation: 'sigmoid' },
        { units: 3, activation: 'tanh' },
        { units: 1, activation: 'linear' },
      ],
      loss: 'meanSquaredError',
      optimizer: { kind: 'sgd', learningRate: 0.1 },
      initializer: 'glorotUniform',
      biasInitializer: 'glorotUniform',
    },
    training: { steps: 60, batchSize: null, logEvery: 20 },
    gave: [
      0.2013916130038545, 0.21214622879654071, 3.4522562475368117, 0.1552371448763012, 0.17443969931674969,
      -2.037681041258783,
    ],
  },
  {
    model: {
      kind: 'network',
      layers: [
        { units: 5, activation: 'tanh' },
        { units: 3, activation: 'relu' },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'meanAbsoluteError',
      optimizer: { kind: 'sgd', learningRate: 0.1 },
      initializer: 'glorotNormal',
    },
    training: { steps: 60, batchSize: 8, logEvery: 20 },
    gave: [
      0.3482362208391473, 0.3896175401505429, -6.917156924676307, 0.2822818269351359, 0.3059555129351529,
      -6.7497087015979105,
    ],
  },
  {
    model: {
      kind: 'network',
      layers: [
        { units: 5, activation: 'relu' },
        { units: 3, activation: 'linear' },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'binaryCrossentropy',
      optimizer: { kind: 'sgd', learningRate: 0.1 },
      initializer: 'heUniform',
    },
    training: { steps: 60, batchSize: null, logEvery: 20 },
    gave: [
      0.1959752051368581, 0.46408147113517706, 6.6380011766582605, 0.15396038221832226, 0.23156427259016057,
      9.253023895933506,
    ],
  },
  {
    model: {
      kind: 'network',
      layers: [
        { units: 5, activation: 'linear' },
        { units: 3, activation: 'sigmoid' },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'meanSquaredError',
      optimizer: { kind: 'momentum', learningRate: 0.05, momentum: 0.8 },
      initializer: 'heNormal',
      biasInitializer: 'glorotUniform',
    },
    training: { steps: 60, batchSize: 8, logEvery: 20 },
    gave: [
      0.19554155548029564, 0.22133417417680773, 17.976969211626525, 0.1567282511236575, 0.16200045870466354,
      18.001357214022214,
    ],
  },
  {
    model: {
      kind: 'network',
      layers: [
        { units: 5, activation: 'sigmoid' },
        { units: 3, activation: 'tanh' },
        { units: 1, activation: 'linear' },
      ],
      loss: 'meanAbsoluteError',
      optimizer: { kind: 'momentum', learningRate: 0.05, momentum: 0.8 },
      initializer: 'glorotUniform',
    },
    training: { steps: 60, batchSize: null, logEvery: 20 },
    gave: [
      0.30759980820961524, 0.36243502441776826, 8.433772735247452, 0.27914064918921977, 0.19519040252144307,
      10.433158195323095,
    ],
  },
  {
    model: {
      kind: 'network',
      layers: [
        { units: 5, activation: 'tanh' },
        { units: 3, activation: 'relu' },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'binaryCrossentropy',
      optimizer: { kind: 'momentum', learningRate: 0.05, momentum: 0.8 },
      initializer: 'glorotUniform',
    },
    training: { steps: 60, batchSize: 8, logEvery: 20 },
    gave: [
      0.3191615432483835, 0.5315498560836283, 5.6862969647170925, 0.2473720163212805, 0.4423130359025136,
      9.007392789588762,
    ],
  },
  {
    model: {
      kind: 'network',
      layers: [
        { units: 5, activation: 'relu' },
        { units: 3, activation: 'linear' },
        { units: 1, activation: 'linear' },
      ],
      loss: 'meanSquaredError',
      optimizer: { kind: 'rmsprop', learningRate: 0.01 },
      initializer: 'glorotNormal',
      biasInitializer: 'glorotUniform',
    },
    training: { steps: 60, batchSize: null, logEvery: 20 },
    gave: [
      0.10681681603548022, 0.08679366266167104, 12.816255511468178, 0.09280879930551937, 0.11062964877667901,
      19.254076900189403,
    ],
  },
  {
    model: {
      kind: 'network',
      layers: [
        { units: 5, activation: 'linear' },
        { units: 3, activation: 'sigmoid' },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'meanAbsoluteError',
      optimizer: { kind: 'rmsprop', learningRate: 0.01 },
      initializer: 'heUniform',
    },
    training: { steps: 60, batchSize: 8, logEvery: 20 },
    gave: [
      0.33126993199752797, 0.3738136396031902, -2.810488625428569, 0.3075946350208216, 0.33885105231374635,
      -1.1818805668913048,
    ],
  },
  {
    model: {
      kind: 'network',
      layers: [
        { units: 5, activation: 'sigmoid' },
        { units: 3, activation: 'tanh' },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'binaryCrossentropy',
      optimizer: { kind: 'rmsprop', learningRate: 0.01 },
      initializer: 'heNormal',
    },
    training: { steps: 60, batchSize: null, logEvery: 20 },
    gave: [
      0.44238827629393046, 0.57241244975324, 20.2072622056947, 0.42706405739198844, 0.41184096924155533,
      6.002502222060199,
    ],
  },
  {
    model: {
      kind: 'network',
      layers: [
        { units: 5, activation: 'tanh' },
        { units: 3, activation: 'relu' },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'meanSquaredError',
      optimizer: { kind: 'adam' },
      initializer: 'glorotUniform',
      biasInitializer: 'glorotUniform',
    },
    training: { steps: 60, batchSize: 8, logEvery: 20 },
    gave: [
      0.097047735309304, 0.16627183782035931, 56.335511045709104, 0.07574719877961893, 0.08157263905628878,
      33.579514527357674,
    ],
  },
  {
    model: {
      kind: 'network',
      layers: [
        { units: 5, activation: 'relu' },
        { units: 3, activation: 'linear' },
        { units: 1, activation: 'linear' },
      ],
      loss: 'meanAbsoluteError',
      optimizer: { kind: 'adam' },
      initializer: 'glorotUniform',
    },
    training: { steps: 60, batchSize: null, logEvery: 20 },
    gave: [
      0.2021174099032137, 0.2387715099133052, 4.903796377202415, 0.16818087077423377, 0.16469916827471393,
      -1.3632676081316377,
    ],
  },
  {
    model: {
      kind: 'network',
      layers: [
        { units: 5, activation: 'linear' },
        { units: 3, activation: 'sigmoid' },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'binaryCrossentropy',
      optimizer: { kind: 'adam' },
      initializer: 'glorotNormal',
    },
    training: { steps: 60, batchSize: 8, logEvery: 20 },
    gave: [
      0.49077875806139526, 0.6263446248443206, -6.978242543277277, 0.42988483185187715, 0.48300756772854336,
      -19.960968878152926,
    ],
  },
  {
    model: {
      kind: 'network',
      layers: [
        { units: 5, activation: 'sigmoid' },
        { units: 3, activation: 'tanh' },
        { units: 1, activation: 'linear' },
      ],
      loss: 'meanSquaredError',
      optimizer: { kind: 'adam', learningRate: 0.01, beta1: 0.8, beta2: 0.99, epsilon: 0.000001 },
      initializer: 'heUniform',
      biasInitializer: 'glorotUniform',
    },
    training: { steps: 60, batchSize: null, logEvery: 20 },
    gave: [
      0.19838420258121175, 0.20691171694720362, -2.19315994675937, 0.15624125420801827, 0.18767993604185415,
      -10.174303439373398,
    ],
  },
  {
    model: {
      kind: 'network',
      layers: [
        { units: 5, activation: 'tanh' },
        { units: 3, activation: 'relu' },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'meanAbsoluteError',
      optimizer: { kind: 'adam', learningRate: 0.01, beta1: 0.8, beta2: 0.99, epsilon: 0.000001 },
      initializer: 'heNormal',
    },
    training: { steps: 60, batchSize: 8, logEvery: 20 },
    gave: [
      0.290124292793588, 0.3331712782070397, -31.62363386683408, 0.24142003601675047, 0.2583092606898161,
      -20.96712192151664,
    ],
  },
  {
    model: {
      kind: 'network',
      layers: [
        { units: 5, activation: 'relu' },
        { units: 3, activation: 'linear' },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'binaryCrossentropy',
      optimizer: { kind: 'adam', learningRate: 0.01, beta1: 0.8, beta2: 0.99, epsilon: 0.000001 },
      initializer: 'glorotUniform',
    },
    training: { steps: 60, batchSize: null, logEvery: 20 },
    gave: [
      0.2548503457834433, 0.33356364043790426, 9.570323253997977, 0.2559525105229728, 0.3200705808958537,
      11.21655357970048,
    ],
  },
  {
    model: {
      kind: 'network',
      layers: [
        { units: 2, activation: 'sigmoid' },
        { units: 1, activation: 'sigmoid' },
      ],
    },
    training: { steps: 500 },
    gave: [
      0.11956927327486133, 0.21431031978120121, 21.948791422048405, 0.09565827780073033, 0.11151627995088947,
      32.3750253667776,
    ],
  },
];

const rng = new Rng(77);
const rows = Array.from({ length: 60 }, () => [rng.normal(), 2 * rng.normal() - 1, rng.uniform()]);
const target = rows.map(([a, b, c]) => (a * b + c > 0.2 ? 1 : 0));
const weights = rows.map((_, i) => [1, 0.5, 2, 0][i % 4]);

describe('an experiment file of the first release', () => {
  it.each(OLD)('gives what it gave, to the bit: $model', async ({ model, training, gave }) => {
    const experiment = parseExperiment({
      schemaVersion: 1,
      name: 'old',
      seed: 9,
      dataset: { kind: 'generated', generator: 'xnor' },
      model,
      training,
    } as ExperimentInput);
    const found: number[] = [];
    for (const given of [null, weights]) {
      const trainer = createTypedTrainer({
        model: experiment.model,
        training: experiment.training,
        seed: experiment.seed,
        data: toTrainingData(rows, target, 45, given),
        resume: null,
      });
      const reports = await drain(trainer);
      let sum = 0;
      for (const { data } of Object.values(trainer.state().tensors)) {
        data.forEach((value, i) => (sum += value * (i + 1)));
      }
      found.push(last(reports, 'loss'), last(reports, 'valLoss'), sum);
    }
    expect(found).toEqual(gave);
  });
});
