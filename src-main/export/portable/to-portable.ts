import { networkTask } from '../../../src-shared/experiment/schema';
import type { ModelKind } from '../../../src-shared/models';
import { clusterName } from '../../../src-shared/models/kmeans/clusters';
import { inputCount, readEncoders, toCellType } from '../../../src-shared/run/points/raw-columns';
import type { DatasetFacts } from '../../../src-shared/run/record/dataset-facts';
import type { Calibration } from '../../../src-shared/run/record/record';
import type { ModelContext } from '../../algorithms/contract/model-context';
import { readTensor } from '../../algorithms/contract/state';
import { readLinearFunction } from '../../algorithms/linear-regression/model';
import { readCoefficients } from '../../algorithms/logistic-regression/model';
import { readLayers } from '../../algorithms/network/state/state';
import { countClassifiers } from '../../algorithms/svm/decisions';
import { readWeights, storedFourier } from '../../algorithms/svm/state';
import { toRows, type PortableColumn, type PortableModel } from './portable-model';

/** What a kind of model adds to what all have. */
type Computation = Pick<PortableModel, 'fourier' | 'layers' | 'centers' | 'answer' | 'platt'>;

const NOTHING = { fourier: null, layers: [], centers: null, platt: null } as const;

/**
 * A stored model as other programs can compute it.
 * @param context with outputs in the target's units
 * @param facts of the run's data
 */
export function toPortable(
  context: ModelContext,
  facts: Pick<DatasetFacts, 'features' | 'encoders'>,
  run: { readonly id: string; readonly name: string },
): PortableModel {
  const { scaler, featureNames, classes, target, state } = context;
  return {
    format: 'benchtop-model',
    version: 1,
    kind: context.model.kind,
    run: { ...run, step: state.step },
    target,
    classes,
    columns: toColumns(facts),
    scaler: {
      offset: featureNames.map((_, j) => scaler.offset[j] ?? 0),
      scale: featureNames.map((_, j) => scaler.scale[j] ?? 1),
    },
    ...COMPUTATIONS[context.model.kind](context),
  };
}

function toColumns(facts: Pick<DatasetFacts, 'features' | 'encoders'>): PortableColumn[] {
  let at = 0;
  return readEncoders(facts).map((encoder) => {
    const { column, kind, categories, parts = [], fill } = encoder;
    const from = at;
    at += inputCount(encoder);
    const inputs = facts.features.slice(from, at);
    return { name: column, type: toCellType(encoder), encoding: kind, categories, parts, fill, inputs };
  });
}

const COMPUTATIONS: Readonly<Record<ModelKind, (context: ModelContext) => Computation>> = {
  network: (context) => fromNetwork(context as ModelContext<'network'>),
  kmeans({ state, featureNames, clusterNames }) {
    const centers = toRows(readTensor(state, 'centers').data, featureNames.length);
    const names = centers.map((_, cluster) => clusterName(cluster, centers.length, clusterNames));
    return { ...NOTHING, centers, answer: { kind: 'clusters', names } };
  },
  svm: fromSvm,
  'linear-regression'({ state }) {
    const { coef, intercept } = readLinearFunction(state);
    const layer = { units: 1, activation: 'linear', kernel: toRows(coef, 1), bias: [intercept] } as const;
    return { ...NOTHING, layers: [layer], answer: { kind: 'numbers' } };
  },
  'logistic-regression'({ state, featureNames }) {
    const { coef, intercept, classes } = readCoefficients(state);
    const width = featureNames.length;
    // The first class is the one that the others are compared with: its coefficients are 0.
    const kernel = featureNames.map((_, j) => [
      0,
      ...Array.from({ length: classes - 1 }, (__, k) => coef[k * width + j] ?? NaN),
    ]);
    const layer = { units: classes, activation: 'softmax', kernel, bias: [0, ...intercept] } as const;
    return { ...NOTHING, layers: [layer], answer: { kind: 'largest', isProbability: true } };
  },
};

function fromNetwork({ model, state, classes }: ModelContext<'network'>): Computation {
  const layers = readLayers(model, state).map(({ units, kernel, bias }, l) => ({
    units,
    activation: model.layers[l]?.activation ?? 'linear',
    kernel: toRows(kernel, units),
    bias: [...bias],
  }));
  const task = networkTask(model);
  if (task.kind === 'classes')
    return { ...NOTHING, layers, answer: { kind: 'largest', isProbability: true } };
  if (task.kind === 'numbers' || classes.length !== 2)
    return { ...NOTHING, layers, answer: { kind: 'numbers' } };
  const { threshold } = task;
  const isProbability = model.loss !== 'hinge';
  return { ...NOTHING, layers, answer: { kind: 'threshold', threshold, inclusive: true, isProbability } };
}

function fromSvm({ state, featureNames, classes }: ModelContext): Computation {
  const map = storedFourier(state);
  const width = featureNames.length;
  const units = countClassifiers(classes.length);
  const classifiers = readWeights(state, units, map?.phases.length ?? width);
  const calibration = state.extra['calibration'] as Calibration | null | undefined;
  const inputs = map?.phases.length ?? width;
  return {
    centers: null,
    fourier: map === null ? null : { weights: toRows(map.weights, width), phases: [...map.phases] },
    layers: [
      {
        units,
        activation: 'linear',
        kernel: Array.from({ length: inputs }, (_, j) => classifiers.map(({ coef }) => coef[j] ?? NaN)),
        bias: classifiers.map(({ intercept }) => intercept),
      },
    ],
    answer:
      units === 1
        ? { kind: 'threshold', threshold: 0, inclusive: false, isProbability: false }
        : { kind: 'largest', isProbability: false },
    platt: calibration == null ? null : { a: calibration.a, b: calibration.b },
  };
}
