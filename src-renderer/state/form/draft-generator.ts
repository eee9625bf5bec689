import { GENERATORS, generatedClasses, type GeneratorName } from '../../../src-shared/dataset/generators';
import type {
  Experiment,
  GeneratedDatasetSpec,
  LossName,
  ModelSpec,
} from '../../../src-shared/experiment/schema';

/** How a model and a generator fit together. */

/** Why a model cannot learn what a generator makes, or null where it can. */
export function generatorProblem(dataset: GeneratedDatasetSpec, model: ModelSpec): string | null {
  const { name, target } = GENERATORS[dataset.generator];
  if (model.kind === 'kmeans') return null;
  if (target === null) {
    const what = model.kind === 'network' ? 'A network' : 'An SVM';
    return `${what} needs a target, and ${name} have none: choose k-means or other data.`;
  }
  const classes = generatedClasses(dataset);
  if (model.kind === 'network' || classes === 2) return null;
  const has = classes === null ? 'numbers to predict' : classes === 1 ? '1 class' : `${classes} classes`;
  return `An SVM needs two classes, and this data has ${has}: choose a network or other data.`;
}

/** The kind of model to change to because the present one cannot learn the generator's target. */
export function kindFor(dataset: GeneratedDatasetSpec, model: ModelSpec): ModelSpec['kind'] {
  if (generatorProblem(dataset, model) === null) return model.kind;
  return GENERATORS[dataset.generator].target === null ? 'kmeans' : 'network';
}

/**
 * A network for another sort of target: two classes want an output between 0 and 1, more of them a
 * softmax with a unit for each, numbers one without bounds. Between generators of the same sort its
 * output stays as set.
 */
export function withOutputFor(
  model: ModelSpec,
  before: Experiment['dataset'],
  after: GeneratedDatasetSpec,
): ModelSpec {
  if (model.kind !== 'network' || GENERATORS[after.generator].target === null) return model;
  const classes = generatedClasses(after);
  if (before.kind === 'generated' && generatedClasses(before) === classes) return model;
  const many = classes !== null && classes > 2;
  const output = many
    ? { units: classes, activation: 'softmax' as const }
    : { units: 1, activation: classes === 2 ? ('sigmoid' as const) : ('linear' as const) };
  const last = model.layers.length - 1;
  return {
    ...model,
    layers: model.layers.map((layer, l) => (l === last ? { ...layer, ...output } : layer)),
    loss: many ? 'categoricalCrossentropy' : lossFor(model.loss, classes === 2),
  };
}

/** The loss where it goes with the new output, else the squared error. */
function lossFor(loss: LossName, isBinary: boolean): LossName {
  const fits =
    loss === 'binaryCrossentropy' ? isBinary : loss !== 'categoricalCrossentropy' && loss !== 'hinge';
  return fits ? loss : 'meanSquaredError';
}

/** The same preparation with the rows of another generator, all of its parameters at their defaults. */
export function withGenerator(dataset: GeneratedDatasetSpec, generator: GeneratorName): GeneratedDatasetSpec {
  const { seed } = dataset.params;
  const next = { ...dataset, generator, params: seed === undefined ? {} : { seed } };
  // Only classes can keep their shares in a split.
  if (dataset.split.method !== 'stratified' || generatedClasses(next) !== null) return next;
  return { ...next, split: { ...dataset.split, method: 'random' } };
}
