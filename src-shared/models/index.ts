import type { z } from 'zod';
import type { ModelDefinition } from './contract/definition';
import { kmeans } from './kmeans';
import { linearRegression } from './linear-regression';
import { logisticRegression } from './logistic-regression';
import { network } from './network';
import { svm } from './svm';

/** Every kind of model there is, in the order in which they are offered. */
const TABLE = {
  network,
  kmeans,
  svm,
  'linear-regression': linearRegression,
  'logistic-regression': logisticRegression,
};

export type ModelKind = keyof typeof TABLE;

/** Settings of each kind of model, `model` of an experiment. */
type ModelSpecs = { readonly [K in ModelKind]: z.output<(typeof TABLE)[K]['schema']> };
export type ModelSpec<K extends ModelKind = ModelKind> = ModelSpecs[K];

/** Outcome of each kind of model, `result` of a run record. */
type RunResults = { readonly [K in ModelKind]: z.output<(typeof TABLE)[K]['resultSchema']> };
export type RunResult<K extends ModelKind = ModelKind> = RunResults[K];

/**
 * Picture of each kind of model at one step: small enough to send ten times a second, complete enough
 * to draw without asking again. All coordinates are in raw units.
 */
type Frames = { readonly [K in ModelKind]: NonNullable<(typeof TABLE)[K]['frame']['type']> };
export type Frame<K extends ModelKind = ModelKind> = Frames[K];

/** Definition of each kind of model, with the types of that kind. */
export const MODELS: {
  readonly [K in ModelKind]: ModelDefinition<ModelSpec<K>, RunResult<K>, Frame<K>>;
} = TABLE;

/** Kinds of models in the order in which they are offered. */
export const MODEL_KINDS = Object.keys(TABLE) as ModelKind[];

/** Files of a run's folder that have its model by iteration, of all kinds. */
export const HISTORY_FILES = MODEL_KINDS.flatMap((kind) => MODELS[kind].historyFile ?? []);

/** Definition of one kind for whoever holds a model of any kind: ask it about models of that kind only. */
export function modelDefinition(kind: ModelKind): ModelDefinition<ModelSpec, RunResult, Frame> {
  return MODELS[kind];
}

/** Schemas and fields of all kinds with their exact types, for models/schema.ts. */
export const MODEL_PARTS = TABLE;
