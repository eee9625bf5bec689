import { z } from 'zod';
import type { Experiment } from '../experiment/schema';
import { settingsPatchSchema, type Settings } from '../settings';
import type { Channel } from './channels';
import { MAX_EDIT_LABEL } from './edit-label';
import { DATASET_REQUESTS, type DatasetResponses } from './datasets';
import { EXPLAIN_REQUESTS, type ExplainResponses } from './answers/explain';
import { FIGURE_REQUESTS, type FigureResponses } from './answers/figures';
import { GROUP_REQUESTS, type GroupResponses } from './groups';
import { IMPORT_REQUESTS, type ImportResponses } from './imports';
import { LIBRARY_REQUESTS, type LibraryResponses } from './library';
import { NOTE_REQUESTS, type NoteResponses } from './notes';
import { PREDICT_REQUESTS, type PredictResponses } from './answers/predict';
import { document, experimentId, none, runId } from './request-fields';
import { REPORT_REQUESTS, type ReportResponses } from './answers/reports';
import { RUN_REQUESTS, type RunResponses } from './runs';

const editLabel = z.string().min(1).max(MAX_EDIT_LABEL).nullable();

/**
 * Every request the window may make: the schema its payload must meet, and what comes back. The
 * preload bridge, main's handlers and the renderer's client are all derived from this map, so a
 * channel without a handler does not compile.
 */
export const REQUESTS = {
  'app.get-info': none,
  /** Files that the system wants opened, one table at a time. */
  'app.take-files': none,
  /** A further window on the workspace; null: it shows the home view. */
  'app.open-window': z.strictObject({ runId: runId.nullable() }),
  /** What Undo and Redo of the menu are about; null: nothing. */
  'app.show-edits': z.strictObject({ undo: editLabel, redo: editLabel }),
  'settings.get': none,
  'settings.set': settingsPatchSchema,
  'experiments.list': none,
  'experiments.save': z.strictObject({ id: experimentId.nullable(), experiment: document }),
  'experiments.duplicate': z.strictObject({ id: experimentId }),
  'experiments.delete': z.strictObject({ id: experimentId }),
  ...DATASET_REQUESTS,
  ...RUN_REQUESTS,
  ...PREDICT_REQUESTS,
  ...EXPLAIN_REQUESTS,
  ...FIGURE_REQUESTS,
  ...GROUP_REQUESTS,
  ...LIBRARY_REQUESTS,
  ...IMPORT_REQUESTS,
  ...NOTE_REQUESTS,
  ...REPORT_REQUESTS,
} as const satisfies { readonly [C in Channel]: z.ZodType };

export interface AppInfo {
  readonly version: string;
  readonly workspace: string;
  /** Why nothing can be saved in it, as a sentence; null: it can. */
  readonly readOnly: string | null;
  readonly platform: string;
  readonly electron: string;
  readonly cores: number;
  readonly maxWorkers: number;
  /** `reason` says why it is missing. */
  readonly tensorflow: { readonly available: boolean; readonly reason: string };
  /** The run that this window was opened to show; null: none. */
  readonly showsRun: string | null;
  /** Files set aside as damaged at start, runs found interrupted, and the like. */
  readonly notices: readonly string[];
}

export interface SavedExperiment {
  readonly id: string;
  /** Bundled ones are read-only: saving makes a copy. */
  readonly bundled: boolean;
  /** Whether it is one of the published walk-throughs, which are shown first. */
  readonly published: boolean;
  readonly description: string;
  readonly experiment: Experiment;
  readonly updatedAt: string | null;
}

interface Responses
  extends
    DatasetResponses,
    RunResponses,
    PredictResponses,
    ExplainResponses,
    FigureResponses,
    GroupResponses,
    LibraryResponses,
    ImportResponses,
    NoteResponses,
    ReportResponses {
  'app.get-info': AppInfo;
  'app.open-window': null;
  'app.show-edits': null;
  /** `files`: those beside the first; null: there are none, or no more. */
  'app.take-files': { readonly path: string; readonly files: readonly string[] } | null;
  'settings.get': Settings;
  'settings.set': Settings;
  'experiments.list': readonly SavedExperiment[];
  'experiments.save': SavedExperiment;
  'experiments.duplicate': SavedExperiment;
  'experiments.delete': null;
}

export type RequestOf<C extends Channel> = z.output<(typeof REQUESTS)[C]>;
/** Request as the window sends it: what has a default may be left out. */
export type RequestInputOf<C extends Channel> = z.input<(typeof REQUESTS)[C]>;
export type ResponseOf<C extends Channel> = Responses[C];
