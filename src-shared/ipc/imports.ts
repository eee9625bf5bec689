import { z } from 'zod';
import type { TakenIn } from './library';
import { filePath, none, task } from './request-fields';

/** Requests about runs that other programs, or other workspaces, left; part of the map of all requests. */

/** What runs are taken in from, as it is recognised by its content. */
export type SourceKind =
  | 'tensorboard'
  /** A file store of MLflow. */
  | 'mlflow'
  /** A database of MLflow. */
  | 'mlflow-database'
  | 'trackio'
  /** Folders of runs, of Benchtop or written by another program, or a workspace. */
  | 'runs'
  /** What --emit wrote, with the results of its trials. */
  | 'job'
  | 'capsule';

/** What a source holds, counted before anything of it is taken in. */
export interface FoundRuns {
  readonly kind: SourceKind;
  readonly path: string;
  readonly runs: number;
  /** Names of the first ones. */
  readonly names: readonly string[];
  /** Metrics of different names. */
  readonly metrics: number;
  /** Logged values. */
  readonly points: number;
  /** Bytes that were read to count them. */
  readonly bytes: number;
  readonly groups: number;
  /** Data files that come with the runs. */
  readonly data: number;
  /** Whether more rows may come and can be followed. */
  readonly canFollow: boolean;
}

const path = filePath;

export const IMPORT_REQUESTS = {
  /** Asks by main's dialog for a file or folder to take runs in from. */
  'imports.choose': z.strictObject({ what: z.enum(['file', 'folder']) }),
  /** Whose runs a file or folder holds, by its content. */
  'imports.recognise': z.strictObject({ path }),
  /** Counts what is there. */
  'imports.find': z.strictObject({ path, task }),
  'imports.take': z.strictObject({ path, task }),
  /** Takes in what is there and what comes, until it is stopped or the program ends. */
  'imports.follow': z.strictObject({ path }),
  'imports.unfollow': z.strictObject({ path }),
  /** Paths that are followed. */
  'imports.followed': none,
} as const;

export interface ImportResponses {
  /** null: cancelled. */
  'imports.choose': { readonly path: string } | null;
  /** `kind` null: nobody's; a file may be data then, and so may a folder of tables. */
  'imports.recognise': {
    readonly kind: SourceKind | null;
    readonly isFolder: boolean;
    readonly isTable: boolean;
  };
  'imports.find': FoundRuns;
  'imports.take': TakenIn & { readonly notices: readonly string[] };
  'imports.follow': null;
  'imports.unfollow': null;
  'imports.followed': readonly string[];
}
