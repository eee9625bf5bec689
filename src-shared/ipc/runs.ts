import { z } from 'zod';
import type { RunBaselines } from '../compare/baselines/baselines';
import type { RowComparison } from '../compare/verdict/row-comparison';
import type { CommonEvaluation } from '../compare/common-evaluation';
import type { ReadProgress } from '../dataset/look';
import type { FileStatus } from '../dataset/named';
import type { ErrorInfo } from '../errors';
import { FIELDS } from '../experiment/fields';
import { numberSchemas } from '../fields/number-schema';
import { weightEditsSchema } from '../models/network/weight-edit';
import type { WeightsWhatIf } from '../run/points/weights-what-if';
import type { PrincipalPlane } from '../models/kmeans/clusters';
import { EVALUATION_FORMATS, type Evaluation } from '../run/evaluation/evaluation';
import type { Frame, MetricColumns, ModelHistory, PointSample, Surface, WhatIf } from '../run/live/frames';
import type { RunProgress } from '../run/live/live-state';
import { MODEL_FORMATS } from '../run/model-file';
import type { StoredRun } from '../run/record/record';
import { document, none, optionalTask, runId, step } from './request-fields';

/** Requests about runs, but for what their models are asked; part of the map of all requests. */

const { number } = numberSchemas(FIELDS);
const keptStep = z.number().int().min(0);
const speed = z.number().min(0.1).max(100000).nullable();

export const RUN_REQUESTS = {
  /** `again`: the run that is repeated; `task`: for copying the data file, where that is asked for. */
  'runs.start': z.strictObject({
    experiment: document,
    speed,
    again: runId.nullable().default(null),
    task: optionalTask,
  }),
  /** A new run that goes on from a checkpoint (null: the last) of another one. */
  'runs.fork': z.strictObject({
    id: runId,
    step,
    experiment: document,
    speed,
    /** Weights of a network that are set by hand where it begins. */
    weights: weightEditsSchema.default([]),
    task: optionalTask,
  }),
  /** Once a page, before it asks for anything else of runs: the port has the key as its message. */
  'runs.connect': z.strictObject({ key: z.uuid() }),
  'runs.list': none,
  'runs.snapshot': z.strictObject({ id: runId }),
  'runs.picture': z.strictObject({ id: runId, step }),
  /** Steps with a checkpoint or a moment. */
  'runs.pictures': z.strictObject({ id: runId, steps: z.array(z.number().int().min(0)).min(1).max(64) }),
  'runs.pause': z.strictObject({ id: runId }),
  'runs.resume': z.strictObject({ id: runId }),
  'runs.stop': z.strictObject({ id: runId }),
  /** One update (round, pass) of a paused run. */
  'runs.step': z.strictObject({ id: runId }),
  'runs.set-learning-rate': z.strictObject({
    id: runId,
    learningRate: number('model.optimizer.learningRate'),
  }),
  /** While the hidden units of a run's network are shown. */
  'runs.draw-units': z.strictObject({ id: runId, on: z.boolean() }),
  /** The runs whose rows and pictures are wanted as they come, in place of those before. */
  'runs.watch': z.strictObject({ ids: z.array(runId).max(64) }),
  'runs.set-speed': z.strictObject({ id: runId, speed }),
  'runs.continue': z.strictObject({ id: runId }),
  /** By the clusters' numbers; none: the letters again. */
  'runs.set-cluster-names': z.strictObject({
    id: runId,
    names: z.array(z.string().trim().max(100)).max(1000),
  }),
  'runs.surface': z.strictObject({ id: runId, step, grid: z.number().int().min(2).max(1000) }),
  'runs.plane': z.strictObject({ id: runId }),
  /** The line of other points or another C; the run is not changed. */
  'runs.what-if': z.strictObject({
    id: runId,
    C: z.number().min(1e-9).max(1e9),
    points: z.array(z.array(z.number()).max(10000)).min(2).max(20000),
    /** 0 or 1: the class of each point. */
    classes: z.array(z.number().int().min(0).max(1)).max(20000),
  }),
  /** A network's state of a kept step with weights set by hand; the run is not changed. */
  'runs.weights-what-if': z.strictObject({
    id: runId,
    step: keptStep,
    edits: weightEditsSchema,
    /** The point that is asked about, a cell a raw column; null: none. */
    cells: z.array(z.string().max(10000)).max(100000).nullable(),
  }),
  'runs.measure-weights': z.strictObject({
    id: runId,
    step: keptStep,
    edits: weightEditsSchema,
    task: optionalTask,
  }),
  'runs.evaluate': z.strictObject({ id: runId, step, task: optionalTask }),
  /** Checkpoints (null: the last) of several runs on the same rows. */
  'runs.evaluate-common': z.strictObject({
    runs: z
      .array(z.strictObject({ id: runId, step }))
      .min(2)
      .max(500),
    task: optionalTask,
  }),
  /** What baselines come to on runs' own rows: those that are kept, or of one run trained where none are. */
  'runs.baselines': z.strictObject({
    ids: z.array(runId).min(1).max(2500),
    trains: z.boolean(),
    task: optionalTask,
  }),
  /** Runs with the first of them on the validation rows that both have, row by row. */
  'runs.compare-rows': z.strictObject({ ids: z.array(runId).min(2).max(50), task: optionalTask }),
  'runs.export-evaluation': z.strictObject({
    id: runId,
    step,
    format: z.enum(EVALUATION_FORMATS),
    task: optionalTask,
  }),
  'runs.export-predictions': z.strictObject({ id: runId, step, task: optionalTask }),
  'runs.export-model': z.strictObject({ id: runId, step, format: z.enum(MODEL_FORMATS), task: optionalTask }),
  'runs.show-folder': z.strictObject({
    id: runId,
    path: z
      .string()
      .max(300)
      .regex(/^[\w./-]*$/)
      .nullable(),
  }),
  'runs.data-status': z.strictObject({ id: runId, task: optionalTask }),
  /** Runs it again, and stamps both runs with what came of it. */
  'runs.check': z.strictObject({ id: runId, task: optionalTask }),
} as const;

export interface RunResponses {
  'runs.start': StoredRun;
  'runs.fork': StoredRun;
  'runs.connect': null;
  /** The newest runs and all that train; the library has the others. */
  'runs.list': readonly StoredRun[];
  'runs.snapshot': RunSnapshot;
  /** The model at a checkpoint (null: the last), read back from disk in a fresh worker. */
  'runs.picture': { readonly frame: Frame; readonly step: number };
  /** The models at the steps that were asked for, in their order. */
  'runs.pictures': readonly Frame[];
  'runs.pause': null;
  'runs.resume': null;
  'runs.stop': null;
  'runs.step': null;
  'runs.set-learning-rate': null;
  'runs.draw-units': null;
  'runs.watch': null;
  'runs.set-speed': null;
  'runs.continue': StoredRun;
  'runs.set-cluster-names': StoredRun;
  'runs.surface': Surface;
  /** The two directions along which the run's points, scaled, lie widest. */
  'runs.plane': PrincipalPlane;
  'runs.what-if': WhatIf;
  'runs.weights-what-if': WeightsWhatIf;
  /** By the names of metrics.csv; null: the run has too many rows for it. */
  'runs.measure-weights': Readonly<Record<string, number>> | null;
  /** How good the model at a checkpoint (null: the last) is on the run's own data. */
  'runs.evaluate': Evaluation;
  /** In the order of the request. */
  'runs.evaluate-common': CommonEvaluation;
  /** In the order of the request; null: none are kept. */
  'runs.baselines': readonly (RunBaselines | null)[];
  /** Each run but the first with the first; what it means is said in the window's language. */
  'runs.compare-rows': readonly RowComparison[];
  /** Where main's dialog put it; null: it was cancelled. */
  'runs.export-evaluation': { readonly path: string } | null;
  /** The same. */
  'runs.export-predictions': { readonly path: string } | null;
  /** The same, a file or folder for another program. */
  'runs.export-model': { readonly path: string } | null;
  'runs.show-folder': null;
  /** Whether the data file is still what the run read; null where it read none. */
  'runs.data-status': FileStatus | null;
  /** The repetition, which trains. */
  'runs.check': StoredRun;
}

/** All the window needs to draw a run, as of event `seq`; later events carry higher numbers. */
export interface RunSnapshot {
  readonly run: StoredRun;
  readonly seq: number;
  readonly metrics: MetricColumns;
  /** Whether more rows were logged than `metrics` holds; the extremes are among them. */
  readonly isThinned: boolean;
  readonly history: ModelHistory | null;
  readonly sample: PointSample | null;
  readonly frame: Frame | null;
  /** Steps whose models were kept beside the checkpoints, ascending. */
  readonly moments: readonly number[];
  readonly progress: RunProgress | null;
  /** How far reading the data has come; null before and after. */
  readonly loading: ReadProgress | null;
  readonly speed: number | null;
  /** Why a part is missing, e.g. a damaged checkpoint. */
  readonly problems: readonly ErrorInfo[];
}
