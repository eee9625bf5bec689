import { networkTask, type Experiment, type NetworkSpec } from '../../../src-shared/experiment/schema';
import type { Finding, Offer } from '../../../src-shared/run/live/guidance';
import type { RunResult } from '../../../src-shared/run/record/record';
import { NetworkMath } from '../network/layers/passes';
import { largestOf } from '../numeric/largest';
import { layersOf } from '../network/state';
import { tensorOf, type ModelState } from '../contract/state';
import type { TrainingData } from '../contract/trainer';
import { notConverged } from './margin';
import { scaledCopy } from './offers';
import { figure } from './words';

/** Rows that are looked at, evenly spread over the training rows: enough for shares of a few percent. */
const LOOKED_AT = 500;
/** A unit that is flat for more rows than this passes hardly any gradient on. */
const FLAT_SHARE = 0.95;
/** Its derivative there, as a share of the largest that the activation has. */
const FLAT_SLOPE = 0.01;
/** Networks that have solved their problem often leave a unit or two aside: half of a layer is amiss. */
const FLAT_UNITS = 0.5;

/** What a trained model itself shows. @param step that it stands at */
export function modelFindings(
  experiment: Experiment,
  data: TrainingData,
  state: ModelState,
  result: RunResult | null,
): Finding[] {
  const { model } = experiment;
  if (model.kind === 'kmeans') {
    return result?.kind === 'kmeans' ? emptyCluster(result.clusterSizes, state.step) : [];
  }
  const rows = lookedAt(data.trainRows);
  if (model.kind === 'svm') {
    return [
      ...oneClass(experiment, data, rows, marginClasses(data, state, rows), state),
      ...(result?.kind === 'svm' ? notConverged({ ...experiment, model }, result, state.step) : []),
    ];
  }
  const found = saturated(experiment, model, data, state, rows);
  const task = networkTask(model);
  if (task.kind === 'numbers') return found;
  const outputs = outputsOf(model, data, state, rows, model.layers.length);
  const { units } = model.layers[model.layers.length - 1]!;
  const classes = rows.map((_, i) =>
    task.kind === 'classes' ? largestOf(outputs, i * units, units) : outputs[i]! >= task.threshold ? 1 : 0,
  );
  return [...found, ...oneClass(experiment, data, rows, classes, state)];
}

function lookedAt(trainRows: number): number[] {
  const count = Math.min(LOOKED_AT, trainRows);
  return Array.from({ length: count }, (_, i) => Math.floor((i * trainRows) / count));
}

/** Outputs of a layer, counted from 1, for some rows. */
function outputsOf(
  model: NetworkSpec,
  data: TrainingData,
  state: ModelState,
  rows: readonly number[],
  depth: number,
): Float64Array {
  const activations = model.layers.slice(0, depth).map(({ activation }) => activation);
  const math = new NetworkMath(layersOf(model, state).slice(0, depth), activations, rows.length);
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

function saturated(
  experiment: Experiment,
  model: NetworkSpec,
  data: TrainingData,
  state: ModelState,
  rows: readonly number[],
): Finding[] {
  for (let l = 0; l < model.layers.length - 1; l++) {
    const { units, activation } = model.layers[l]!;
    const outputs = outputsOf(model, data, state, rows, l + 1);
    let flat = 0;
    for (let u = 0; u < units; u++) {
      const flatRows = rows.filter((_, i) => slopeAt(activation, outputs[i * units + u]!) < FLAT_SLOPE);
      if (flatRows.length > FLAT_SHARE * rows.length) flat++;
    }
    if (flat < FLAT_UNITS * units || flat === 0) continue;
    const what = activation === 'relu' ? 'give 0' : 'are saturated';
    return [
      {
        kind: 'saturated',
        message: `${figure(flat)} of the ${figure(units)} units of layer ${l + 1} (${activation}) ${what} for more than ${figure(100 * FLAT_SHARE)} % of ${figure(rows.length)} training rows: they pass hardly any gradient on and no longer learn.`,
        step: state.step,
        offer: livelier(experiment, activation, l, state.step),
      },
    ];
  }
  return [];
}

/** Units that are flat stay so: only new weights, on inputs of a like size, can change it. */
function livelier({ dataset, model }: Experiment, activation: string, l: number, step: number): Offer | null {
  if (dataset.scaling === 'none') return scaledCopy(step);
  if (model.kind !== 'network') return null;
  if (activation === 'relu') {
    return {
      kind: 'copy',
      label: 'Edited copy with leaky ReLU in that layer',
      step,
      changes: [{ path: `model.layers.${l}.activation`, value: 'leakyRelu' }],
    };
  }
  const value = Number((model.optimizer.learningRate / 3).toPrecision(2));
  return {
    kind: 'copy',
    label: `Edited copy with a third of the learning rate: ${figure(value)}`,
    step,
    changes: [{ path: 'model.optimizer.learningRate', value }],
  };
}

/** Sides of a hyperplane; none where the model has another shape. */
function marginClasses(data: TrainingData, state: ModelState, rows: readonly number[]): number[] {
  const coef = tensorOf(state, 'coef').data;
  const intercept = tensorOf(state, 'intercept').data;
  // Behind random Fourier features the weights are of those.
  const isLine = state.tensors['fourierWeights'] === undefined && intercept.length === 1;
  if (!isLine || coef.length !== data.width) return [];
  return rows.map((row) => {
    let value = intercept[0]!;
    for (let j = 0; j < data.width; j++) value += coef[j]! * data.features[row * data.width + j]!;
    return value > 0 ? 1 : 0;
  });
}

function oneClass(
  experiment: Experiment,
  data: TrainingData,
  rows: readonly number[],
  classes: readonly number[],
  state: ModelState,
): Finding[] {
  const [only] = classes;
  if (only === undefined || data.target === null || classes.some((other) => other !== only)) return [];
  // Rows of weight 0 are not learned from.
  const others = rows.filter(
    (row) => data.target![row] !== only && (data.weights === null || data.weights[row]! > 0),
  ).length;
  if (others === 0) return [];
  const { model, dataset, seed } = experiment;
  const { step } = state;
  const l2 = model.kind === 'svm' ? Number((model.l2 / 10).toPrecision(2)) : NaN;
  const offer: Offer =
    dataset.scaling === 'none'
      ? scaledCopy(step)
      : model.kind === 'svm'
        ? {
            kind: 'fork',
            label: `Fork with a tenth of l2: ${figure(l2)}`,
            step,
            changes: [{ path: 'model.l2', value: l2 }],
          }
        : {
            kind: 'copy',
            label: `Edited copy with seed ${seed + 1}: other first weights`,
            step,
            changes: [{ path: 'seed', value: seed + 1 }],
          };
  return [
    {
      kind: 'oneClass',
      message: `All ${figure(rows.length)} training rows looked at are given the class ${String(data.classes[only] ?? only)}, though ${figure(others)} of them are of another: the model tells nothing apart.`,
      step,
      offer,
    },
  ];
}

function emptyCluster(sizes: readonly number[], step: number): Finding[] {
  const empty = sizes.filter((size) => size === 0).length;
  if (empty === 0) return [];
  const left = sizes.length - empty;
  return [
    {
      kind: 'emptyCluster',
      message: `${figure(empty)} of the ${figure(sizes.length)} clusters ${empty === 1 ? 'has' : 'have'} no row at the end: the data does not fall into as many.`,
      step,
      offer: {
        kind: 'copy',
        label: `Edited copy with ${figure(left)} clusters`,
        step,
        changes: [{ path: 'model.nClusters', value: left }],
      },
    },
  ];
}
