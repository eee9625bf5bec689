import { say } from '../language/say';
import { z } from 'zod';
import { chartSchema, type ChartAnswer } from '../dataset/explore';
import type { RowPage, TableLook } from '../dataset/look';
import type { FileStatus, LocatedFile, NamedDataset } from '../dataset/named';
import type { InspectReport } from '../dataset/report';
import {
  columnSettingsSchema,
  dialectSchema,
  fileSourceSchema,
  type FileDatasetSpec,
} from '../experiment/schema';
import type { Elbow } from '../models/kmeans/clusters';
import type { Stability } from '../models/kmeans/stability';
import type { DataPreview } from '../run/live/guidance';
import type { Packed } from './packed';
import { document, experimentId, filePath, none, optionalTask, task } from './request-fields';

/** Requests about data files and data sets; part of the map of all requests. */

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

const rangeOfK = z
  .strictObject({
    experiment: document,
    from: z.number().int().min(1).max(1000),
    to: z.number().int().min(1).max(1000),
    task: optionalTask,
  })
  .refine(({ from, to }) => from <= to && to - from < 100, say('A range of at most 100 values of k.'));

export const DATASET_REQUESTS = {
  'datasets.choose-file': none,
  /** Asks by main's dialog for a folder of Parquet files, which is one table. */
  'datasets.choose-folder': none,
  /** A table as text, such as cells copied from a spreadsheet. */
  'datasets.paste': z.strictObject({ text: z.string().min(1).max(50_000_000) }),
  'datasets.look': z.strictObject(table),
  'datasets.rows': z.strictObject({
    ...table,
    from: z.number().int().min(0),
    count: z.number().int().min(1).max(1000),
  }),
  'datasets.inspect': z.strictObject({ ...table, task: optionalTask }),
  'datasets.sample': z.strictObject({
    experiment: document,
    task: optionalTask,
    /** Whether its principal components are wanted. */
    plane: z.boolean().default(false),
  }),
  'datasets.explore': z.strictObject({
    /** Checked again by the handler, for the sake of the fields' names. */
    dataset: document,
    seed: z.number().int().min(0).max(4294967295),
    task: optionalTask,
    chart: chartSchema,
  }),
  /** k-means over a range of k. */
  'datasets.elbow': rangeOfK,
  /** How sure the clusters are, over a range of k. */
  'datasets.stability': rangeOfK,
  'datasets.cancel': z.strictObject({ task }),
  'datasets.convert': z.strictObject({
    ...table,
    format: z.enum(['csv', 'parquet']),
    task: optionalTask,
  }),
  'datasets.export-generated': z.strictObject({
    dataset: document,
    seed: z.number().int().min(0).max(4294967295),
    task: optionalTask,
  }),
  'datasets.show-file': z.strictObject({ path: filePath }),
  'datasets.list': none,
  'datasets.save': z.strictObject({
    id: experimentId.nullable(),
    name: z.string().trim().min(1, say('The data set needs a name.')).max(300),
    dataset: document,
  }),
  'datasets.delete': z.strictObject({ id: experimentId }),
  'datasets.remember': z.strictObject({ names: columnNames, dataset: document }),
  'datasets.recall': z.strictObject({ names: columnNames }),
  'datasets.status': z.strictObject({
    path: filePath,
    sha256: sha256.nullable(),
    task: optionalTask,
  }),
  'datasets.locate': z.strictObject({
    path: filePath,
    sha256: sha256.nullable(),
    task: optionalTask,
  }),
} as const;

export interface DatasetResponses {
  /** null: the dialog was cancelled. */
  /** `files`: those chosen with it, which are of the same shape. */
  'datasets.choose-file': { readonly path: string; readonly files: readonly string[] } | null;
  /** null: cancelled. */
  'datasets.choose-folder': { readonly path: string } | null;
  /** Keeps the text as a file in the workspace, which is then data as any other. */
  'datasets.paste': { readonly path: string };
  /** The first rows and all guesses, however large the file is. */
  'datasets.look': Packed<TableLook>;
  'datasets.rows': Packed<RowPage>;
  'datasets.inspect': Packed<InspectReport>;
  /** The points that training would use, before it starts. */
  'datasets.sample': DataPreview;
  /** What a chart of the data shows, counted over all its rows. */
  'datasets.explore': ChartAnswer;
  'datasets.elbow': Elbow;
  'datasets.stability': Stability;
  'datasets.cancel': null;
  /** Where main's dialog put the table as read; null: it was cancelled. */
  'datasets.convert': {
    readonly path: string;
    readonly rows: number;
    readonly rejectedCount: number;
    /** Lines of the file that are no rows of its table, and are not in the copy. */
    readonly leftOutLines: number;
    /** Cells that a spreadsheet would compute, which an apostrophe marks as text. */
    readonly formulas: number;
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
}
