import { z } from 'zod';
import { runEditSchema } from '../run/library/edit';
import { TRACKER_FORMATS } from '../run/model-file';
import type { TrashedRun } from '../run/library/trash';
import type { StoredRun } from '../run/record/record';
import { optionalTask } from './request-fields';

const runId = z.string().regex(/^[a-z0-9-]{8,64}$/);
const runIds = z.array(runId).min(1).max(100000);

/** The requests of the table of runs. */
export const LIBRARY_REQUESTS = {
  /** The rows of runs older than `before`; null: of the newest. */
  'library.rows': z.strictObject({ before: runId.nullable() }),
  'library.records': z.strictObject({ ids: z.array(runId).min(1).max(200) }),
  'library.edit': z.strictObject({ ids: runIds, edit: runEditSchema }),
  /** To the trash; runs that still train stay. */
  'library.delete': z.strictObject({ ids: runIds }),
  'library.restore': z.strictObject({ ids: runIds }),
  'library.trash': z.undefined(),
  /** For good; null: all of it. */
  'library.empty-trash': z.strictObject({ ids: runIds.nullable() }),
  /** CSV: the columns; JSON: the whole records. */
  'library.export': z.strictObject({
    ids: runIds,
    format: z.enum(['csv', 'json']),
    columns: z.array(z.string().max(500)).max(1000),
  }),
  /** Into a new folder that another program reads. */
  'library.export-tracked': z.strictObject({
    ids: runIds,
    format: z.enum(TRACKER_FORMATS),
    task: optionalTask,
  }),
  /** Into one file that can be taken elsewhere. */
  'library.pack': z.strictObject({ ids: runIds, withData: z.boolean(), withNotes: z.boolean() }),
} as const;

export interface RowPageText {
  /** A JSON array of RunRow: a text crosses into the page many times faster than objects. */
  readonly text: string;
  /** For the next page; null after the last. */
  readonly before: string | null;
  /** Runs there are. */
  readonly total: number;
}

/** What became of something asked for many runs. */
export interface Outcome {
  readonly done: readonly string[];
  /** Why the others stayed as they were, one sentence a reason. */
  readonly problems: readonly string[];
}

/** What became of runs that came from elsewhere: ids as they are in this workspace. */
export interface TakenIn {
  readonly runs: readonly {
    readonly id: string;
    readonly name: string;
    /** new: taken in as it was; there: the same run is here already, updated: with fewer rows; renamed: another run has its id. */
    readonly how: 'new' | 'there' | 'updated' | 'renamed';
    /** Its id where it comes from. */
    readonly from: string;
  }[];
  /** Ids of the groups that were taken in. */
  readonly groups: readonly string[];
  /** Data files that were taken in. */
  readonly data: number;
  /** Pages of the notebook: what they are called here and where they come from; left out: none came. */
  readonly notes?: readonly { readonly name: string; readonly from: string; readonly isNew: boolean }[];
}

export interface LibraryResponses {
  'library.rows': RowPageText;
  /** Those that are there, in the order asked for. */
  'library.records': readonly StoredRun[];
  'library.edit': Outcome;
  'library.delete': Outcome;
  'library.restore': Outcome;
  /** Newest deletion first. */
  'library.trash': { readonly runs: readonly TrashedRun[] };
  'library.empty-trash': Outcome & { readonly bytes: number };
  /** Where main's dialog put it; null: it was cancelled. */
  'library.export': { readonly path: string; readonly runs: number } | null;
  'library.export-tracked': { readonly path: string; readonly runs: number } | null;
  'library.pack': { readonly path: string; readonly runs: number } | null;
}
