import { z } from 'zod';
import { lazy } from '../../../src-shared/lazy';
import { runIdSchema } from '../../../src-shared/run/record/run-check';

/** Name of the first entry of every capsule. */
export const MANIFEST_NAME = 'benchtop-capsule.json';
/** More runs than a workspace holds have shorter manifests. */
export const MAX_MANIFEST_BYTES = 256 << 20;

const sha256Schema = lazy(() => z.string().regex(/^[0-9a-f]{64}$/));

/** `benchtop-capsule.json`: what a capsule holds. Every other entry of the zip is listed, and nothing else. */
export const manifestSchema = lazy(() =>
  z.object({
    format: z.literal('benchtop-capsule'),
    schemaVersion: z.literal(1),
    /** Version of the Benchtop that made it. */
    benchtop: z.string().max(100),
    createdAt: z.string().max(100),
    runs: z.array(runIdSchema),
    groups: z.array(z.string().regex(/^[a-z0-9-]{8,50}$/)),
    /** Hashes of the data files inside. */
    data: z.array(sha256Schema),
    /** Names of the notebook's pages inside; left out: none. */
    notes: z.array(z.string().max(100)).optional(),
    entries: z.array(
      z.object({
        /** `/` as separator: runs/<id>/…, groups/<id>.json, data/<hash>-<name>, notes/<name>.md. */
        path: z.string().min(1).max(1000),
        bytes: z.number().int().min(0),
        sha256: sha256Schema,
      }),
    ),
  }),
);
export type CapsuleManifest = z.infer<typeof manifestSchema>;

/** What may stand in an entry's path, so that it lies where it should on every system. */
const SEGMENT = /^(?!\.\.?$)[^\\/:*?"<>|\p{Cc}]{1,255}$/u;
/** Names that Windows keeps for devices, and endings that it drops. */
const OF_WINDOWS = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|[. ]$/i;
const LAYOUT =
  /^(runs\/[a-z0-9-]{8,64}\/.+|groups\/[a-z0-9-]{8,50}\.json|data\/[0-9a-f]{16}-[^/]+|notes\/[^/]+\.md)$/;

/** Whether a path is one that a capsule may have. */
export function isEntryPath(path: string): boolean {
  return LAYOUT.test(path) && path.split('/').every((part) => SEGMENT.test(part) && !OF_WINDOWS.test(part));
}

/** Equal for paths that a file system may take for one: by letter case, or by how an accent is written. */
export function foldPath(path: string): string {
  return path.normalize('NFC').toLowerCase().normalize('NFC');
}
