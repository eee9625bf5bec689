import { z } from 'zod';
import { fileSourceSchema } from '../../dataset/schemas/source-schema';
import type { PointPredictions } from '../../run/points/query-points';
import type { PointFileCheck, PointFilePage, PointFileResult } from '../../run/points/point-file';

/** Requests to a run's models about new points; part of the map of all requests. */

const id = z.string().regex(/^[a-z0-9-]{8,64}$/);
const step = z.number().int().min(0).nullable();
const task = z.string().min(1).max(64);
const rows = z
  .array(
    z.union([
      z.strictObject({ cells: z.array(z.string().max(10000)).max(100000) }),
      z.strictObject({ inputs: z.array(z.number()).max(100000) }),
    ]),
  )
  .min(1)
  .max(100000);
/** A file of points: how many of its rows are names (null: detected), and columns matched by hand. */
const file = {
  path: z.string().min(1).max(4096),
  source: fileSourceSchema.optional(),
  header: z.number().int().min(0).max(100).nullable(),
  matches: z.record(z.string().max(10000), z.string().max(10000).nullable()),
};
/** File of points once it was checked; `stamp` tells whether it is still what was checked. */
const checked = z.strictObject({ ...file, stamp: z.string().min(1).max(200) });

export const PREDICT_REQUESTS = {
  /** `explain`: also how the answer to the first point comes about. */
  'runs.predict': z.strictObject({ id, step, rows, explain: z.boolean().default(false) }),
  'runs.predict-random': z.strictObject({
    id,
    step,
    n: z.number().int().min(1).max(1000),
    seed: z.number().int().min(0).max(4294967295),
  }),
  'runs.save-points': z.strictObject({ id, step, rows }),
  'runs.choose-points': z.undefined(),
  'runs.paste-points': z.strictObject({ text: z.string().min(1).max(50_000_000) }),
  'runs.check-points': z.strictObject({ id, step, file: z.strictObject(file), task }),
  'runs.predict-file': z.strictObject({ id, step, file: checked, task }),
  'runs.predicted-rows': z.strictObject({
    id,
    step,
    file: checked,
    from: z.number().int().min(0),
    count: z.number().int().min(1).max(1000),
  }),
  'runs.save-predicted': z.strictObject({ id, step, file: checked, task }),
} as const;

export interface PredictResponses {
  'runs.predict': PointPredictions;
  'runs.predict-random': PointPredictions;
  /** Where main's dialog put the points with their answers; null: it was cancelled. */
  'runs.save-points': SavedTable | null;
  /** A file of points; null: the dialog was cancelled. */
  'runs.choose-points': { readonly path: string } | null;
  /** Keeps pasted rows as a file of their own until the program ends. */
  'runs.paste-points': { readonly path: string };
  /** How a file stands to the model: which column is which, and what its cells are worth. */
  'runs.check-points': PointFileCheck;
  'runs.predict-file': PointFileResult;
  'runs.predicted-rows': PointFilePage;
  /** Where main's dialog put the file's columns with the answers; null: it was cancelled. */
  'runs.save-predicted': SavedTable | null;
}

export interface SavedTable {
  readonly path: string;
  readonly rows: number;
  /** On columns that had to be called otherwise. */
  readonly notes: readonly string[];
}

export type PredictChannel = keyof PredictResponses;
