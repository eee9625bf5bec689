import { z } from 'zod';
import { chartSchema, type ChartAnswer } from '../dataset/explore';
import type { CommonEvaluation } from '../compare/common-evaluation';
import type { ReadProgress, RowPage, TableLook } from '../dataset/look';
import type { FileStatus, LocatedFile, NamedDataset } from '../dataset/named';
import type { InspectReport } from '../dataset/report';
import type { ErrorInfo } from '../errors';
import { numberSchemas } from '../fields/number-schema';
import { FIELDS } from '../experiment/fields';
import {
  columnSettingsSchema,
  dialectSchema,
  fileSourceSchema,
  type Experiment,
  type FileDatasetSpec,
} from '../experiment/schema';
import type { Group } from '../group/group';
import type { Elbow, PrincipalPlane } from '../models/kmeans/clusters';
import { EVALUATION_FORMATS, type Evaluation } from '../run/evaluation/evaluation';
import type { Frame, MetricColumns, ModelHistory, PointSample, Surface, WhatIf } from '../run/live/frames';
import type { RunEvent } from '../run/live/events';
import type { RunProgress } from '../run/live/live-state';
import type { DataPreview } from '../run/live/guidance';
import type { StoredRun } from '../run/record/record';
import type { Channel, RunPushName } from './channels';
import { GROUP_REQUESTS, type GroupResponses } from './groups';
import { LIBRARY_REQUESTS, type LibraryResponses } from './library';
import { PREDICT_REQUESTS, type PredictResponses } from './predict';
import { settingsPatchSchema, type Settings } from '../settings';

/**
 * Every request the window may make: the schema its payload must meet, and what comes back. The
 * preload bridge, main's handlers and the renderer's client are all derived from this map, so a
 * channel without a handler does not compile.
 */
const { number } = numberSchemas(FIELDS);
const runId = z.string().regex(/^[a-z0-9-]{8,64}$/);
const experimentId = z.string().regex(/^[a-z0-9-]{8,64}$/);
const filePath = z.string().min(1).max(4096);
const step = z.number().int().min(0).nullable();
const none = z.undefined();
/** Checked again, with field names, by the handler: here only that it is a document of bounded depth. */
const document = z.record(z.string(), z.unknown());
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const columnNames = z.array(z.string().max(10000)).max(100000);
/** A data file and how it is to be read; what is left out is detected. */
const table = {
  path: filePath,
  source: fileSourceSchema.optional(),
  columns: z.array(z.string()).max(100000).optional(),
  dialect: dialectSchema.optional(),
  columnSettings: z.array(columnSettingsSchema).max(10000).optional(),
};
/** Names a piece of work, for its progress and for cancelling it. */
const task = z.string().min(1).max(64);
const speed = z.number().min(0.1).max(100000).nullable();

/** As what a chart can be taken out. */
const FIGURE_FORMATS = ['svg', 'png', 'csv', 'json'] as const;

export const REQUESTS = {
  'app.get-info': none,
  'settings.get': none,
  'settings.set': settingsPatchSchema,
  'experiments.list': none,
  'experiments.save': z.strictObject({ id: experimentId.nullable(), experiment: document }),
  'experiments.duplicate': z.strictObject({ id: experimentId }),
  'experiments.delete': z.strictObject({ id: experimentId }),
  'datasets.choose-file': none,
  /** A table as text, such as cells copied from a spreadsheet. */
  'datasets.paste': z.strictObject({ text: z.string().min(1).max(50_000_000) }),
  'datasets.look': z.strictObject(table),
  'datasets.rows': z.strictObject({
    ...table,
    from: z.number().int().min(0),
    count: z.number().int().min(1).max(1000),
  }),
  'datasets.inspect': z.strictObject({ ...table, task: task.nullable().default(null) }),
  'datasets.sample': z.strictObject({ experiment: document, task: task.nullable().default(null) }),
  'datasets.explore': z.strictObject({
    /** Checked again by the handler, for the sake of the fields' names. */
    dataset: document,
    seed: z.number().int().min(0).max(4294967295),
    task: task.nullable().default(null),
    chart: chartSchema,
  }),
  /** k-means over a range of k. */
  'datasets.elbow': z
    .strictObject({
      experiment: document,
      from: z.number().int().min(1).max(1000),
      to: z.number().int().min(1).max(1000),
      task: task.nullable().default(null),
    })
    .refine(({ from, to }) => from <= to && to - from < 100, 'A range of at most 100 values of k.'),
  'datasets.cancel': z.strictObject({ task }),
  'datasets.convert': z.strictObject({
    ...table,
    format: z.enum(['csv', 'parquet']),
    task: task.nullable().default(null),
  }),
  'datasets.export-generated': z.strictObject({
    dataset: document,
    seed: z.number().int().min(0).max(4294967295),
    task: task.nullable().default(null),
  }),
  'datasets.show-file': z.strictObject({ path: filePath }),
  'datasets.list': none,
  'datasets.save': z.strictObject({
    id: experimentId.nullable(),
    name: z.string().trim().min(1, 'The data set needs a name.').max(300),
    dataset: document,
  }),
  'datasets.delete': z.strictObject({ id: experimentId }),
  'datasets.remember': z.strictObject({ names: columnNames, dataset: document }),
  'datasets.recall': z.strictObject({ names: columnNames }),
  'datasets.status': z.strictObject({
    path: filePath,
    sha256: sha256.nullable(),
    task: task.nullable().default(null),
  }),
  'datasets.locate': z.strictObject({
    path: filePath,
    sha256: sha256.nullable(),
    task: task.nullable().default(null),
  }),
  /** `again`: the run that is repeated; `task`: for copying the data file, where that is asked for. */
  'runs.start': z.strictObject({
    experiment: document,
    speed,
    again: runId.nullable().default(null),
    task: task.nullable().default(null),
  }),
  /** A new run that goes on from a checkpoint (null: the last) of another one. */
  'runs.fork': z.strictObject({
    id: runId,
    step,
    experiment: document,
    speed,
    task: task.nullable().default(null),
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
  ...PREDICT_REQUESTS,
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
  'runs.evaluate': z.strictObject({ id: runId, step, task: task.nullable().default(null) }),
  /** Checkpoints (null: the last) of several runs on the same rows. */
  'runs.evaluate-common': z.strictObject({
    runs: z
      .array(z.strictObject({ id: runId, step }))
      .min(2)
      .max(500),
    task: task.nullable().default(null),
  }),
  'runs.export-evaluation': z.strictObject({
    id: runId,
    step,
    format: z.enum(EVALUATION_FORMATS),
    task: task.nullable().default(null),
  }),
  'runs.show-folder': z.strictObject({
    id: runId,
    path: z
      .string()
      .max(300)
      .regex(/^[\w./-]*$/)
      .nullable(),
  }),
  'runs.data-status': z.strictObject({ id: runId, task: task.nullable().default(null) }),
  /** A chart as a picture or a table, as the page made it; main's dialog asks where to. */
  'figures.save': z.strictObject({
    /** Without ending, and no path. */
    name: z
      .string()
      .min(1)
      .max(100)
      .regex(/^[\w -]+$/),
    format: z.enum(FIGURE_FORMATS),
    bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= 1 << 28, 'at most 256 MB'),
  }),
  /** Runs it again, and stamps both runs with what came of it. */
  'runs.check': z.strictObject({ id: runId, task: task.nullable().default(null) }),
  ...GROUP_REQUESTS,
  ...LIBRARY_REQUESTS,
} as const satisfies { readonly [C in Channel]: z.ZodType };

export interface AppInfo {
  readonly version: string;
  readonly workspace: string;
  readonly platform: string;
  readonly electron: string;
  readonly cores: number;
  readonly maxWorkers: number;
  /** `reason` says why it is missing. */
  readonly tensorflow: { readonly available: boolean; readonly reason: string };
  /** Files set aside as damaged at start, runs found interrupted, and the like. */
  readonly notices: readonly string[];
}

export interface SavedExperiment {
  readonly id: string;
  /** Bundled ones are read-only: saving makes a copy. */
  readonly bundled: boolean;
  /** Of the bundled ones: those of the published walk-throughs, which are shown first. */
  readonly published: boolean;
  readonly description: string;
  readonly experiment: Experiment;
  readonly updatedAt: string | null;
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

export type { BridgePushName, Channel, PushName, RunPushName } from './channels';

interface Responses extends PredictResponses, GroupResponses, LibraryResponses {
  'app.get-info': AppInfo;
  'settings.get': Settings;
  'settings.set': Settings;
  'experiments.list': readonly SavedExperiment[];
  'experiments.save': SavedExperiment;
  'experiments.duplicate': SavedExperiment;
  'experiments.delete': null;
  /** null: the dialog was cancelled. */
  /** `files`: those chosen with it, which are of the same shape. */
  'datasets.choose-file': { readonly path: string; readonly files: readonly string[] } | null;
  /** Keeps the text as a file in the workspace, which is then data as any other. */
  'datasets.paste': { readonly path: string };
  /** The first rows and all guesses, however large the file is. */
  'datasets.look': TableLook;
  'datasets.rows': RowPage;
  'datasets.inspect': InspectReport;
  /** The points that training would use, before it starts. */
  'datasets.sample': DataPreview;
  /** What a chart of the data shows, counted over all its rows. */
  'datasets.explore': ChartAnswer;
  'datasets.elbow': Elbow;
  'datasets.cancel': null;
  /** Where main's dialog put the table as read; null: it was cancelled. */
  'datasets.convert': {
    readonly path: string;
    readonly rows: number;
    readonly rejectedCount: number;
    /** Lines of the file that are no rows of its table, and are not in the copy. */
    readonly leftOutLines: number;
  } | null;
  /** Where main's dialog put the rows; null: it was cancelled. */
  'datasets.export-generated': { readonly path: string; readonly rows: number } | null;
  'datasets.show-file': null;
  /** Newest first. */
  'datasets.list': readonly NamedDataset[];
  'datasets.save': NamedDataset;
  'datasets.delete': null;
  'datasets.remember': null;
  /** The choices last made for files with these columns; their path means nothing. */
  'datasets.recall': { readonly choices: FileDatasetSpec; readonly at: string } | null;
  /** Compares a file with a hash (null: with what it was when it was last read). */
  'datasets.status': FileStatus;
  /** Asks where a file is now; null: the dialog was cancelled. */
  'datasets.locate': LocatedFile | null;
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
  /** How good the model at a checkpoint (null: the last) is on the run's own data. */
  'runs.evaluate': Evaluation;
  /** In the order of the request. */
  'runs.evaluate-common': CommonEvaluation;
  /** Where main's dialog put it; null: it was cancelled. */
  'runs.export-evaluation': { readonly path: string } | null;
  'runs.show-folder': null;
  /** Whether the data file is still what the run read; null where it read none. */
  'runs.data-status': FileStatus | null;
  /** null: the dialog was cancelled. */
  'figures.save': { readonly path: string } | null;
  /** The repetition, which trains. */
  'runs.check': StoredRun;
}

/** What main pushes to the window. */
export interface Pushes {
  /**
   * What came of one run since the last time, at display rate: all of a run that is watched, of any
   * other how far it is.
   */
  'run.events': { readonly runId: string; readonly events: readonly RunEvent[] };
  /** A run's record changed (status, name, checkpoint, summary), appeared, or went (`run` null). */
  'run.changed': { readonly runId: string; readonly run: StoredRun | null };
  /** A group changed, appeared, or went (`group` null). */
  'group.changed': { readonly groupId: string; readonly group: Group | null };
  'experiments.changed': null;
  /** How far the work of a task has come. */
  'dataset.progress': ReadProgress & { readonly task: string };
  /** A named data set was saved or deleted. */
  'datasets.changed': null;
  'settings.changed': Settings;
  /** Files were dropped on the window: main has checked and granted them. `files`: those beside the first. */
  'file.dropped': { readonly path: string; readonly files: readonly string[] };
  /** A menu item: the renderer runs the command of that name. */
  'menu.command': {
    readonly command: 'new-experiment' | 'open-file' | 'toggle-rail' | 'runs' | 'settings' | 'shortcuts';
  };
  notice: { readonly kind: 'info' | 'error'; readonly message: string };
}

/** As a push of a run comes over the page's port. */
export type RunMessage = {
  readonly [P in RunPushName]: { readonly name: P; readonly payload: Pushes[P] };
}[RunPushName];

export type RequestOf<C extends Channel> = z.output<(typeof REQUESTS)[C]>;
/** As the window sends it: what has a default may be left out. */
export type RequestInputOf<C extends Channel> = z.input<(typeof REQUESTS)[C]>;
export type ResponseOf<C extends Channel> = Responses[C];
