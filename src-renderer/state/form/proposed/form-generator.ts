import { say } from '../../../../src-shared/language/say';
import { GENERATORS, generatedClasses, type GeneratorName } from '../../../../src-shared/dataset/generators';
import { proposeKind } from '../../../../src-shared/experiment/proposal';
import type { Experiment, GeneratedDatasetSpec } from '../../../../src-shared/experiment/schema';
import { modelDefinition, MODELS, type ModelKind, type ModelSpec } from '../../../../src-shared/models';
import type { TargetTask } from '../../../../src-shared/models/contract/task';

/** How a model and a generator fit together. */

/** Why a model cannot learn what a generator makes, or null where it can. */
export function generatorProblem(dataset: GeneratedDatasetSpec, model: ModelSpec): string | null {
  const { usesTarget, text, targetProblem } = MODELS[model.kind];
  if (!usesTarget) return null;
  const task = generatedTask(dataset);
  if (task !== null) return targetProblem(task);
  const { name } = GENERATORS[dataset.generator];
  return say('{subject} needs a target, and {name} have none: choose k-means or other data.', {
    subject: text.subject,
    name,
  });
}

/** Kind of a generator's target; null where it makes none. */
function generatedTask(dataset: GeneratedDatasetSpec): TargetTask | null {
  if (GENERATORS[dataset.generator].target === null) return null;
  const count = generatedClasses(dataset);
  return count === null ? { kind: 'numbers' } : { kind: 'classes', count };
}

/** The kind of model to change to because the present one cannot learn the generator's target. */
export function kindFor(dataset: GeneratedDatasetSpec, model: ModelSpec): ModelKind {
  if (generatorProblem(dataset, model) === null) return model.kind;
  return proposeKind(GENERATORS[dataset.generator].target);
}

/** A model for another generator's target; between generators of the same sort it stays as set. */
export function withOutputFor(
  model: ModelSpec,
  before: Experiment['dataset'],
  after: GeneratedDatasetSpec,
): ModelSpec {
  const task = generatedTask(after);
  if (task === null) return model;
  if (before.kind === 'generated' && generatedClasses(before) === generatedClasses(after)) return model;
  return modelDefinition(model.kind).proposal.forTarget(model, task);
}

/** The data set with another generator, all of its parameters at their defaults; the preparation stays. */
export function withGenerator(dataset: GeneratedDatasetSpec, generator: GeneratorName): GeneratedDatasetSpec {
  const { seed } = dataset.params;
  const next = { ...dataset, generator, params: seed === undefined ? {} : { seed } };
  // Only classes can keep their shares in a split.
  if (dataset.split.method !== 'stratified' || generatedClasses(next) !== null) return next;
  return { ...next, split: { ...dataset.split, method: 'random' } };
}
