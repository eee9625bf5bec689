import { copyJson } from '../../src-shared/bounded-json';

/** Brings a document to the next version's form. It is given a copy, which it may change. */
type Upgrade = (document: Record<string, unknown>) => Record<string, unknown>;

/** What is known of a kind of stored file: its present version, and how earlier forms are read. */
export interface StoredFormat {
  /** Matches its path in a workspace (`workspaces.json`: in the user's configuration), `/` as separator. */
  readonly path: RegExp;
  /** Where a file says its version; null: nowhere, as its columns or keys say what it holds. */
  readonly versionIn: 'schemaVersion' | 'version' | 'its first bytes' | null;
  /** What this Benchtop writes; a file that says none is of version 1. */
  readonly version: number;
  /** From version 1 to 2, from 2 to 3, and so on to the present one; none where another version is made anew. */
  readonly upgrades: readonly Upgrade[];
  /** It may be deleted: what it holds is made anew. */
  readonly isRemade: boolean;
  /** How forms without a version of their own are read: fields that came later, and what their absence means. */
  readonly earlier: string;
}

const DEFAULTS = 'Fields that came later have defaults in the schema.';

/**
 * Every kind of file that Benchtop keeps. A form that can be read by its defaults needs no new version; any
 * other does, with an upgrade here and a workspace in `src-main/cli/formats/fixtures`, and never a change of
 * what is there. Documents of an earlier version are upgraded when they are read, and only written when
 * something is changed: then the old file is kept as `<name>.v<version>.bak` first.
 */
export const FORMATS = {
  settings: first(/^settings\.json(\.bak)?$/, 'schemaVersion', `${DEFAULTS} None has a schemaVersion.`),
  experiments: first(/^experiments\.json(\.bak)?$/, 'schemaVersion', DEFAULTS),
  datasets: first(/^datasets\.json(\.bak)?$/, 'schemaVersion', `${DEFAULTS} It came on 24 November 2026.`),
  clusters: first(/^clusters\.json$/, 'schemaVersion', `${DEFAULTS} It came on 1 December 2026.`),
  group: first(/^groups\/[^/]+\.json$/, 'schemaVersion', DEFAULTS),
  note: first(/^notes\/(trash\/)?[^/]+\.md$/, null, 'Markdown that anybody may write.'),
  run: first(
    /^runs\/[^/]+\/run\.json(\.bak)?$/,
    'schemaVersion',
    `${DEFAULTS} Facts without leftOut: no rows of the file were left out (withReadingThen). Without measuring: at the steps that training.logEvery names, on all rows. Facts without a schema, or with a weight, may have one of two earlier fingerprints (isSameData). A last checkpoint may hold the state before the best weights were taken back (readModel).`,
  ),
  external: first(
    /^runs\/[^/]+\/run\.json$/,
    'schemaVersion',
    `${DEFAULTS} Of kind "external": another program wrote it, and Benchtop never writes it.`,
  ),
  labels: first(/^runs\/[^/]+\/labels\.json$/, 'schemaVersion', DEFAULTS),
  manifest: first(
    /^runs\/[^/]+\/checkpoints\/step-\d{7,}\/manifest\.json$/,
    'schemaVersion',
    `${DEFAULTS} Read as the run's record. Without log: it is not held against the logs.`,
  ),
  weights: first(
    /^runs\/[^/]+\/checkpoints\/step-\d{7,}\/weights\.bin$/,
    null,
    'The manifest lists its tensors.',
  ),
  logs: first(
    /^runs\/[^/]+\/(metrics|centers|hyperplane)\.csv$/,
    null,
    'The header names the columns; absent ones are no numbers. Without rows: measured on all rows. Of an external run the header may come again, with more columns.',
  ),
  rows: first(
    /^runs\/[^/]+\/(rows|predictions)\.csv$/,
    null,
    'Read by people. Runs of before have no rows.csv, and the inputs in predictions.csv of large tables too.',
  ),
  sample: first(/^runs\/[^/]+\/sample\.json$/, null, 'It has had one form.'),
  baselines: {
    ...first(/^runs\/[^/]+\/baselines\.json$/, 'schemaVersion', 'What cannot be read is trained again.'),
    isRemade: true,
  },
  snapshots: {
    ...first(/^runs\/[^/]+\/moments\.bin$/, 'its first bytes', 'Other bytes are no snapshots.'),
    isRemade: true,
  },
  index: {
    ...first(
      /^runs-index\.jsonl$/,
      'version',
      'Rows of another version are left out, and made anew from the records.',
    ),
    version: 3,
    isRemade: true,
  },
  interruptions: {
    ...first(/^runs-interrupted\.txt$/, null, 'Other lines than ids of runs are left out.'),
    isRemade: true,
  },
  speeds: {
    ...first(/^engine-speeds\.json$/, 'schemaVersion', 'What cannot be read is measured again.'),
    isRemade: true,
  },
  workspaces: first(/^workspaces\.json$/, null, 'What cannot be read remembers nothing.'),
} as const satisfies Record<string, StoredFormat>;

function first(path: RegExp, versionIn: StoredFormat['versionIn'], earlier: string): StoredFormat {
  return { path, versionIn, version: 1, upgrades: [], isRemade: false, earlier };
}

/** Version that a document says it has; 1 where it says none. */
export function readVersion(document: unknown): number {
  const version = (document as { schemaVersion?: unknown } | null)?.schemaVersion;
  return typeof version === 'number' ? version : 1;
}

/**
 * A document in the form of today.
 * @returns a new one where it is of an earlier version; the same where it is not
 * @throws Error of an upgrade that cannot be made
 */
export function upgradeDocument(document: unknown, { version, upgrades }: StoredFormat): unknown {
  const from = readVersion(document);
  if (from >= version || typeof document !== 'object' || document === null) return document;
  return upgrades
    .slice(from - 1)
    .reduce((before, upgrade) => upgrade(before), copyJson(document) as Record<string, unknown>);
}
